namespace Lintel.Contract.Changes.Rules;

/// <summary>Values are no longer unique.</summary>
internal static class UniqueRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC322",
        Title = "Values are no longer unique",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Clients that take one for a key may find several rows. All rows stay valid, but the index has to be dropped.",
        Example = """
              item:
                fields:
            -     code: string unique
            +     code: string
            """,
        Keys = ["field.unique", "resource.unique", "unique.fields", "unique.ignoreCase"],
        Find = pair => UniquePair.Of(pair)
            .Where(unique => unique is { IsOld: true, IsNew: false })
            .Select(unique => unique.Found("Rows may share it now.")),
    };
}
