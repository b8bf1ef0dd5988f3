using System.Text.RegularExpressions;
using Lintel.Model;

namespace Lintel.Contract.Language;

/// <summary>What may stand as the value of a key. The checker and the JSON Schema are both made from it.</summary>
internal abstract record Shape
{
    /// <summary>What belongs there, for messages.</summary>
    public abstract string Noun { get; }
}

/// <summary>Any text.</summary>
internal sealed record TextShape : Shape
{
    public override string Noun => "text";
}

/// <summary>One of some words.</summary>
internal sealed record WordShape(IReadOnlyList<string> Words) : Shape
{
    public override string Noun => $"one of {Wording.Listed(Words)}";
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed record BoolShape : Shape
{
    public override string Noun => "`true` or `false`";
}

/// <summary>A whole number.</summary>
internal sealed record IntegerShape(long Minimum, long Maximum) : Shape
{
    public override string Noun => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a whole number from {Minimum} to {Maximum}");
}

/// <summary>The value of a bound: a number, a size, a time or a rate.</summary>
internal sealed record LimitShape(Limit Limit) : Shape
{
    public override string Noun => $"{What} from `{LimitText.Of(Limit.Unit, Limit.Least)}` to `{LimitText.Of(Limit.Unit, Limit.Most)}`";

    /// <summary>A value that may be written, for a hint.</summary>
    public string Example => Limit.Unit == LimitUnit.Rate ? "`10/s`, `600/min` or `none`, the default" : $"`{LimitText.Of(Limit.Unit, Limit.Default)}`, the default";

    private string What => Limit.Unit switch { LimitUnit.Count => "a whole number", LimitUnit.Bytes => "a size", LimitUnit.Time => "a time", LimitUnit.Rate => "a rate" };

    public bool Matches(string text) => LimitText.TryRead(Limit.Unit, text, out var value) && value >= Limit.Least && value <= Limit.Most;
}

/// <summary>Text of a form.</summary>
internal sealed record PatternShape(string Pattern, string What) : Shape
{
    // Longer text has no form: so backtracking stays short. A matcher without it would take a tenth of the time in which a contract is read.
    private const int MaxLength = 500;

    private readonly Regex _regex = new(Pattern, RegexOptions.CultureInvariant);

    public override string Noun => What;

    public bool Matches(string text) => text.Length <= MaxLength && _regex.IsMatch(text);
}

/// <summary>The short form of a field; its own parser checks it.</summary>
internal sealed record ShortFormShape : Shape
{
    public override string Noun => "a type such as `string(1..200) unique`";
}

/// <summary>A literal of the field's type: a scalar, or a list of them for an array.</summary>
internal sealed record LiteralShape : Shape
{
    public override string Noun => "a literal of the field's type";
}

/// <summary>An expression: text too, in which <c>null</c> is a value.</summary>
internal sealed record ExpressionShape : Shape
{
    public override string Noun => "an expression";
}

/// <summary>A list.</summary>
internal sealed record ListShape(Shape Item, int MinItems = 0, int MaxItems = ShapeChecker.MaxItems) : Shape
{
    public override string Noun => "a list";
}

/// <summary>A mapping from names that the user chooses.</summary>
internal sealed record MapShape(string KeyNoun, string KeyPattern, Shape Value) : Shape
{
    public override string Noun => $"a mapping from {KeyNoun}";
}

/// <summary>A mapping with the keys of the language.</summary>
internal sealed record ObjectShape(KeyTable Table) : Shape
{
    public override string Noun => $"a mapping with {Wording.Listed(Table.Keys.Take(4).Select(key => key.Name))}";
}

/// <summary>One of several shapes, of which at most one is a scalar, one a list and one a mapping.</summary>
internal sealed record ChoiceShape(params Shape[] Choices) : Shape
{
    public override string Noun => string.Join(" or ", Choices.Select(choice => choice.Noun));
}

/// <summary>A key of the language.</summary>
/// <param name="Name">The key.</param>
/// <param name="Description">What it does, one or two sentences of Markdown; editors show it.</param>
/// <param name="Value">What may stand there.</param>
/// <param name="Example">A value, as YAML in one line.</param>
internal sealed record Key(string Name, string Description, Shape Value, string Example)
{
    /// <summary>Whether it must be given.</summary>
    public bool Required { get; init; }
}

/// <summary>The keys that one kind of mapping may have.</summary>
/// <param name="Name">What the mapping is called, for messages and the schema.</param>
/// <param name="Keys">Its keys, in the order of the reference.</param>
internal sealed record KeyTable(string Name, IReadOnlyList<Key> Keys)
{
    /// <summary>Keys that a later version of the language will have, each with what it will be for.</summary>
    public IReadOnlyDictionary<string, string> Later { get; init; } = new Dictionary<string, string>();

    /// <summary>The key of that name, or null.</summary>
    public Key? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);
}
