namespace Lintel.Contract.Changes.Rules;

/// <summary>Fewer items are allowed.</summary>
internal static class ItemsTightened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC317",
        Title = "Fewer items are allowed",
        Clients = Impact.Breaking,
        Data = Impact.Risky,
        Why = "Bodies that give more are refused. Rows that have more keep them, but can't be written with them again.",
        Instead = "keep the number",
        Example = """
              item:
                fields:
            -     tags: { type: "string[]", maxItems: 20 }
            +     tags: { type: "string[]", maxItems: 10 }
            """,
        Keys = ["field.maxItems", "resource.maxItems"],
        Find = pair => ItemCount.Of(pair).Where(count => count.New < count.Old).Select(count => count.Difference),
    };
}
