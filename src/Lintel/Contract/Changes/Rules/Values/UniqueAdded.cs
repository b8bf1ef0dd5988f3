namespace Lintel.Contract.Changes.Rules;

/// <summary>Values become unique.</summary>
internal static class UniqueAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC321",
        Title = "Values become unique",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Writes that repeat a value are refused, and rows may share one.",
        Instead = "find the rows that share a value, and mend them first",
        Example = """
              item:
                fields:
            -     code: string
            +     code: string unique
            """,
        Keys = ["field.unique", "resource.unique", "unique.fields", "unique.ignoreCase"],
        Find = pair => UniquePair.Of(pair)
            .Where(unique => unique is { IsOld: false, IsNew: true })
            .Select(unique => unique.Found("No two rows may share it now.")),
    };
}
