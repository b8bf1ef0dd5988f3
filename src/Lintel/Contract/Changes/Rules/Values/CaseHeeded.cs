namespace Lintel.Contract.Changes.Rules;

/// <summary>Values are unique only with their case.</summary>
internal static class CaseHeeded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC324",
        Title = "Values are unique only with their case",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Clients that take one for a key may find several rows. All rows stay valid, but the index has to be made anew.",
        Example = """
              item:
                fields:
            -     code: string unique(ignoreCase)
            +     code: string unique
            """,
        Keys = ["field.unique", "resource.unique", "unique.fields", "unique.ignoreCase"],
        Find = pair => UniquePair.Of(pair)
            .Where(unique => unique is { IsOld: true, IsNew: true, IgnoredCase: true, IgnoresCase: false })
            .Select(unique => unique.Found("`a` and `A` count as two now.")),
    };
}
