namespace Lintel.Contract.Changes.Rules;

/// <summary>A field gets a pattern, or another one.</summary>
internal static class PatternTightened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC315",
        Title = "A field gets a pattern, or another one",
        Clients = Impact.Breaking,
        Data = Impact.Risky,
        Why = "Bodies that do not match it are refused. Rows that do not match keep their values, but can't be written with them again.",
        Instead = "mend the rows first",
        Example = """
              item:
                fields:
            -     code: string
            +     code: { type: string, pattern: '[A-Z]+' }
            """,
        Keys = ["field.pattern"],
        Find = pair => pair.GivenFields.Where(field => field.New.Pattern is not null && field.Old.Pattern != field.New.Pattern)
            .Select(field => field.Found(Detail.From(field.Old.Pattern, field.New.Pattern), "pattern")),
    };
}
