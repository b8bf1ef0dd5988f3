namespace Lintel.Contract.Changes.Rules;

/// <summary>Values become unique whatever their case.</summary>
internal static class CaseIgnored
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC323",
        Title = "Values become unique whatever their case",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Writes that repeat a value in another case are refused, and rows may differ only in this.",
        Instead = "find the rows that differ only in case, and mend them first",
        Example = """
              item:
                fields:
            -     code: string unique
            +     code: string unique(ignoreCase)
            """,
        Keys = ["field.unique", "resource.unique", "unique.fields", "unique.ignoreCase"],
        Find = pair => UniquePair.Of(pair)
            .Where(unique => unique is { IsOld: true, IsNew: true, IgnoredCase: false, IgnoresCase: true })
            .Select(unique => unique.Found("`a` and `A` count as one now.")),
    };
}
