namespace Lintel.Contract.Changes.Rules;

/// <summary>Fields that together are unique stand in another order.</summary>
internal static class UniqueReordered
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC325",
        Title = "Fields that together are unique stand in another order",
        Clients = Impact.Safe,
        Data = Impact.Risky,
        Why = "What is unique is the same. All rows stay valid, but the index has to be made anew.",
        Instead = "keep the order",
        Example = """
              item:
                fields:
                  name: string
                  code: string
            -   unique: [[name, code]]
            +   unique: [[code, name]]
            """,
        Keys = ["field.unique", "resource.unique", "unique.fields", "unique.ignoreCase"],
        Find = pair => UniquePair.Of(pair)
            .Where(unique => unique is { IsOld: true, IsNew: true, IsReordered: true })
            .Select(unique => unique.Found("They stand in another order.")),
    };
}
