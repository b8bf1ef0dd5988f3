using System.Text.RegularExpressions;
using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
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
                bag.Report(FieldRules.BadExample, example.Place, problem.Message, problem.Hint);
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
            bag.Report(FieldRules.BadDefault, literal.Place, problem.Message, problem.Hint);
        }
        else
        {
            (draft.Default, draft.DefaultValue) = (DefaultKind.Literal, value);
        }
    }

    // Null: the literal is a value of the field.
    private static (string Message, string? Hint)? TryRead(FieldDraft draft, Literal literal, out Value value)
    {
        value = default;
        if (!draft.Type.IsArray)
            return literal.Items is null ? TryReadOne(draft, literal, out value) : ($"A list is not {Scalar.For(draft.Type.Kind).Expected(draft.Type)}.", null);
        if (literal.Items is null)
            return ($"{Wording.Quoted(literal.Text)} is not a list.", $"write `[{literal.Text}]`");
        var items = new Value[literal.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (TryReadOne(draft, literal.Items[i], out items[i]) is { } problem)
                return problem;
        }

        if (items.Length > (draft.Declaration?.MaxItems?.Value ?? 1000))
            return ($"The list has {items.Length} elements, which is more than `maxItems` allows.", null);
        value = Value.Of(items);
        return null;
    }

    private static (string Message, string? Hint)? TryReadOne(FieldDraft draft, Literal literal, out Value value)
    {
        var type = draft.Type.Element;
        var written = Wording.Quoted(literal.Text);
        value = default;
        if (literal.Items is not null || !Scalar.For(type.Kind).TryParse(type, literal.Text, out value))
            return ($"{written} is not {Scalar.For(type.Kind).Expected(type)}.", type.Kind == ScalarKind.Enum ? Wording.DidYouMean(literal.Text, type.Members) : null);
        if (draft.Minimum is { } least && LiteralOrder.Compare(type, value, least.Value) is var low && (low < 0 || (low == 0 && least.Exclusive)))
            return ($"{written} is less than the field allows.", null);
        if (draft.Maximum is { } most && LiteralOrder.Compare(type, value, most.Value) is var high && (high > 0 || (high == 0 && most.Exclusive)))
            return ($"{written} is more than the field allows.", null);
        if (Measure(type.Kind, value) is { } length && (length < draft.MinLength || length > draft.MaxLength))
            return ($"{written} has a length of {length}, and the field allows {draft.MinLength ?? 0} to {draft.MaxLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "any"}.", null);
        if (draft.Pattern is { } pattern && !Regex.IsMatch(literal.Text, $"\\A(?:{pattern})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))
            return ($"{written} does not match the field's pattern.", null);
        return null;
    }

    private static int? Measure(ScalarKind kind, Value value) => kind switch
    {
        ScalarKind.String or ScalarKind.Text => value.AsText.EnumerateRunes().Count(),
        ScalarKind.Bytes => value.AsBytes.Length,
        _ => null,
    };
}
