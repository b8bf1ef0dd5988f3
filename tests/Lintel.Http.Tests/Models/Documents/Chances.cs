using System.Globalization;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>What a document is made by: chances, and the variables that came of them.</summary>
#pragma warning disable CA5394 // Nothing here is secret.
internal sealed class Chances(int seed)
{
    private const int MostVariables = 60;

    private readonly Random _random = new(seed);
    private readonly List<(string Name, string Type, object? Value, bool IsDefault)> _variables = [];
    private bool _isWithin;

    /// <summary>How many names were made.</summary>
    public int Names { get; private set; }

    /// <summary>The definitions of the variables; nothing where there are none.</summary>
    public string Definitions => _variables.Count == 0 ? "" :
        $"({string.Join(", ", _variables.Select(one => $"${one.Name}: {one.Type}{(one.IsDefault ? " = " + Literal.TextOf(one.Value) : "")}"))})";

    /// <summary>The values that are sent.</summary>
    public string Values => Literal.JsonOf(new Literal.Members([.. _variables.Where(one => !one.IsDefault).Select(one => (one.Name, one.Value))]));

    public bool Hit(int percent) => _random.Next(100) < percent;

    public int Next(int below) => _random.Next(below);

    public T Of<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    /// <summary>A name that nothing else has.</summary>
    public string Name(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{Names++}");

    /// <summary>A value, or a variable in its place.</summary>
    /// <param name="type">Its type, without the mark of what is never null.</param>
    /// <param name="make">Makes the value.</param>
    public object? Value(string type, Func<object?> make)
    {
        if (_isWithin || _variables.Count == MostVariables || !Hit(25)) return make();
        // What stands for a variable has none within.
        _isWithin = true;
        var value = make();
        _isWithin = false;
        var name = Name("v");
        _variables.Add((name, type + (value is null ? "" : "!"), value, Hit(20)));
        return new Literal.Variable(name);
    }

    /// <summary>The directives of a selection; mostly none.</summary>
    public Switches Switches()
    {
        if (!Hit(12)) return Documents.Switches.None;
        var (text, letBe) = ("", true);
        foreach (var isSkip in Hit(20) ? (bool[])[false, true] : [Hit(50)])
        {
            var said = Hit(isSkip ? 30 : 70);
            text += $" @{(isSkip ? "skip" : "include")}(if: {Literal.TextOf(Value("Boolean", () => said))})";
            letBe &= said != isSkip;
        }
        return new Switches(text, letBe);
    }
}
#pragma warning restore CA5394
