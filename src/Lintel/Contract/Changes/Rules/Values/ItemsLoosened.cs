namespace Lintel.Contract.Changes.Rules;

/// <summary>More items are allowed.</summary>
internal static class ItemsLoosened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC318",
        Title = "More items are allowed",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that read them may not expect so many.",
        Example = """
              item:
                fields:
            -     tags: { type: "string[]", maxItems: 10 }
            +     tags: { type: "string[]", maxItems: 20 }
            """,
        Keys = ["field.maxItems", "resource.maxItems"],
        Find = pair => ItemCount.Of(pair).Where(count => count.New > count.Old).Select(count => count.Difference),
    };
}
