using System.Text.RegularExpressions;
using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Contract.Compilation;

/// <summary>Reads the bounds, the default and the examples of a scalar field, and checks them against its type.</summary>
internal static class LiteralRules
{
    public static void Read(FieldDraft draft, FieldDeclaration field, DiagnosticBag bag)
    {
        draft.Minimum = ReadBound(draft, field.Minimum, bag);
        draft.Maximum = ReadBound(draft, field.Maximum, bag);
        if (draft is { Minimum: { } least, Maximum: { } most })
        {
            var order = LiteralOrder.Compare(draft.Type, least.Value, most.Value);
            if (order > 0 || (order == 0 && (least.Exclusive || most.Exclusive)))
            {
                bag.Report(FieldRules.EmptyRange, field.Maximum!.Literal.Place, $"No value lies between {Wording.Quoted(field.Minimum!.Literal.Text)} and {Wording.Quoted(field.Maximum.Literal.Text)}.", "swap the two");
                draft.Maximum = null;
            }
        }

        if (field.Default is { } value)
            ReadDefault(draft, value, bag);
        var examples = new List<Value>();
        foreach (var example in field.Examples)
        {
            if (example.IsNull && draft.Nullable)
                continue;
            if (TryRead(draft, example, out var read) is { } problem)
                bag.Report(FieldRules.BadExample, problem.Place, problem.Message, problem.Hint);
            else
                examples.Add(read);
        }

        draft.Examples = examples;
    }

    private static Bound? ReadBound(FieldDraft draft, BoundDeclaration? bound, DiagnosticBag bag)
    {
        if (bound is null)
            return null;
        var type = draft.Type.Element;
        if (bound.Literal.Items is null && Scalar.For(type.Kind).TryParse(type, bound.Literal.Text, out var value))
            return new Bound(value, bound.Exclusive);
        bag.Report(FieldRules.BadBound, bound.Literal.Place, $"{Wording.Quoted(bound.Literal.Text)} is not {Scalar.For(type.Kind).Expected(type)}.");
        return null;
    }

    private static void ReadDefault(FieldDraft draft, Literal literal, DiagnosticBag bag)
    {
        if (literal.IsNull)
        {
            if (!draft.Nullable)
                bag.Report(FieldRules.BadDefault, literal.Place, $"{Wording.Quoted(draft.Name)} may not be null.", $"write {Wording.Quoted(draft.Type + "?")}");
        }
        else if (literal is { Quoted: false, Items: null } && literal.Text.StartsWith("caller.", StringComparison.Ordinal))
        {
            bag.Report(LanguageRules.CallerDefault, literal.Place, $"{Wording.Quoted(literal.Text)} comes with authentication, which this version does not serve yet.", "leave the default out for now");
        }
        else if (literal is { Quoted: false, Items: null, Text: "now()" })
        {
            if (draft.Type is { Kind: ScalarKind.Timestamp or ScalarKind.DateTime or ScalarKind.Date or ScalarKind.Time, IsArray: false })
                draft.Default = DefaultKind.Now;
            else
                bag.Report(FieldRules.BadDefault, literal.Place, $"`now()` is no default for {Wording.Quoted(draft.Type.ToString())}.", "it is one for `timestamp`, `datetime`, `date` and `time`");
        }
        else if (TryRead(draft, literal, out var value) is { } problem)
        {
            bag.Report(FieldRules.BadDefault, problem.Place, problem.Message, problem.Hint);
        }
        else
        {
            (draft.Default, draft.DefaultValue) = (DefaultKind.Literal, value);
        }
    }

    /// <summary>Why a field, which is no array, can't keep a value of its type; null: it can.</summary>
    public static string? WhyNot(FieldDraft draft, Value value, Place place) => TryReadOne(draft, new Literal(ScalarText.Of(draft.Type, value), place, Quoted: true, null), out _)?.Message;

    // Null: the literal is a value of the field.
    private static Problem? TryRead(FieldDraft draft, Literal literal, out Value value)
    {
        value = default;
        if (!draft.Type.IsArray)
            return literal.Items is null ? TryReadOne(draft, literal, out value) : new Problem(literal.Place, $"A list is not {Scalar.For(draft.Type.Kind).Expected(draft.Type)}.");
        if (literal.Items is null)
            return new Problem(literal.Place, $"{Wording.Quoted(literal.Text)} is not a list.", $"write `[{literal.Text}]`");
        var items = new Value[literal.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (TryReadOne(draft, literal.Items[i], out items[i]) is { } problem)
                return problem;
        }

        if (items.Length > (draft.Declaration?.MaxItems?.Value ?? 1000))
            return new Problem(literal.Place, $"The list has {items.Length} elements, which is more than `maxItems` allows.");
        value = Value.Of(items);
        return null;
    }

    private static Problem? TryReadOne(FieldDraft draft, Literal literal, out Value value)
    {
        var type = draft.Type.Element;
        var written = Wording.Quoted(literal.Text);
        value = default;
        if (literal.IsNull)
            return new Problem(literal.Place, "There is no value here.", "quote it if it is text: `'null'`");
        if (literal.Items is not null || !Scalar.For(type.Kind).TryParse(type, literal.Text, out value))
            return new Problem(literal.Place, $"{written} is not {Scalar.For(type.Kind).Expected(type)}.", type.Kind == ScalarKind.Enum ? Wording.DidYouMean(literal.Text, type.Members) : null);
        if (draft.Minimum is { } least && LiteralOrder.Compare(type, value, least.Value) is var low && (low < 0 || (low == 0 && least.Exclusive)))
            return new Problem(literal.Place, $"{written} is less than the field allows.");
        if (draft.Maximum is { } most && LiteralOrder.Compare(type, value, most.Value) is var high && (high > 0 || (high == 0 && most.Exclusive)))
            return new Problem(literal.Place, $"{written} is more than the field allows.");
        if (Measure(type.Kind, value) is { } length && (length < draft.MinLength || length > draft.MaxLength))
            return new Problem(literal.Place, $"{written} has a length of {length}, and the field allows {draft.MinLength ?? 0} to {draft.MaxLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"}.");
        if (draft.Pattern is { } pattern && !Whole(pattern).IsMatch(literal.Text))
            return new Problem(literal.Place, $"{written} does not match the field's pattern.");
        return null;
    }

    /// <summary>The regular expression that a whole value must match.</summary>
    public static Regex Whole(string pattern) => new($"\\A(?:{pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static int? Measure(ScalarKind kind, Value value) =>
        kind is ScalarKind.String or ScalarKind.Text ? value.AsText.EnumerateRunes().Count()
        : kind is ScalarKind.Bytes ? value.AsBytes.Length
        : null;

    private sealed record Problem(Place Place, string Message, string? Hint = null);
}
