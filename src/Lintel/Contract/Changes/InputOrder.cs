using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>Compares what an action takes for a field that it is given. Nothing is kept of it, so that what is looser breaks nobody.</summary>
internal static class InputOrder
{
    /// <summary>What it takes no longer, a sentence for each kind.</summary>
    public static IEnumerable<Difference> Tightened(FieldPair input)
    {
        if (IsOther(input)) return [input.Found(Detail.From(input.Old.Type, input.New.Type), "type")];
        return Found(input, input.Old.Nullable && !input.New.Nullable, "Null is refused now.", "nullable")
            .Concat(Names(input, "Gone", Members(input.Old), Members(input.New)))
            .Concat(Found(input, Bounds.OfLeast(input) > 0 || Bounds.OfMost(input) > 0, Range(input), "minimum"))
            .Concat(Found(input, Lengths.OfLeast(input) > 0 || Lengths.OfMost(input) > 0, Length(input), "maxLength"))
            .Concat(Found(input, input.New.Pattern is not null && input.New.Pattern != input.Old.Pattern, Pattern(input), "pattern"))
            .Concat(Found(input, Items(input) < 0, Count(input), "maxItems"));
    }

    /// <summary>What it takes now too, a sentence for each kind.</summary>
    public static IEnumerable<Difference> Loosened(FieldPair input)
    {
        if (IsOther(input)) return [];
        return Found(input, TypeOrder.IsWidened(input) || TypeOrder.AreTexts(input), Detail.From(input.Old.Type, input.New.Type), "type")
            .Concat(Found(input, !input.Old.Nullable && input.New.Nullable, "It may be null now.", "nullable"))
            .Concat(Names(input, "New", Members(input.New), Members(input.Old)))
            .Concat(Found(input, Bounds.OfLeast(input) < 0 || Bounds.OfMost(input) < 0, Range(input), "minimum"))
            .Concat(Found(input, Lengths.OfLeast(input) < 0 || Lengths.OfMost(input) < 0, Length(input), "maxLength"))
            .Concat(Found(input, input.New.Pattern is null && input.Old.Pattern is not null, Pattern(input), "pattern"))
            .Concat(Found(input, Items(input) > 0, Count(input), "maxItems"));
    }

    private static bool IsOther(FieldPair input) => input.IsTypeChanged && !TypeOrder.IsWidened(input) && !TypeOrder.AreTexts(input) && !TypeOrder.AreEnums(input);

    private static int Items(FieldPair input) => input.New.Type.IsArray ? input.New.MaxItems.CompareTo(input.Old.MaxItems) : 0;

    private static string Range(FieldPair input) => Detail.From(Bounds.Text(input.Old), Bounds.Text(input.New));

    private static string Length(FieldPair input) => Detail.From(Lengths.Text(input.Old), Lengths.Text(input.New));

    private static string Pattern(FieldPair input) => Detail.From(Shown(input.Old.Pattern), Shown(input.New.Pattern));

    private static string Count(FieldPair input) => Detail.From(input.Old.MaxItems, input.New.MaxItems);

    private static string? Shown(string? pattern) => pattern is null ? null : Wording.Quoted(pattern);

    private static IReadOnlyList<string> Members(Field field) => field.Type.Members;

    private static IEnumerable<Difference> Names(FieldPair input, string what, IEnumerable<string> names, IEnumerable<string> others)
    {
        string[] found = TypeOrder.AreEnums(input) ? [.. names.Except(others)] : [];
        return found.Length == 0 ? [] : [input.Found($"{what}: {Wording.Listed(found)}.", "enum")];
    }

    private static IEnumerable<Difference> Found(FieldPair input, bool isFound, string detail, string key) => isFound ? [input.Found(detail, key)] : [];
}
