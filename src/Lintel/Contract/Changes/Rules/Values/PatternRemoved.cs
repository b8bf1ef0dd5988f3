namespace Lintel.Contract.Changes.Rules;

/// <summary>A field no longer has a pattern.</summary>
internal static class PatternRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC316",
        Title = "A field no longer has a pattern",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that read it may not expect values of other forms.",
        Example = """
              item:
                fields:
            -     code: { type: string, pattern: '[A-Z]+' }
            +     code: string
            """,
        Keys = ["field.pattern"],
        Find = pair => pair.GivenFields
            .Where(field => field.Old.Pattern is not null && field.New.Pattern is null)
            .Select(field => field.Found($"It was {Wording.Quoted(field.Old.Pattern!)}.", "pattern")),
    };
}
