namespace Lintel.Contract.Changes.Rules;

/// <summary>A create may give the key.</summary>
internal static class KeyOpened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC122",
        Title = "A create may give the key",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Creates that do not give it get one as before.",
        Example = """
              item:
            -   key: int
            +   key: { type: int, client: true }
                fields:
                  name: string
            """,
        Keys = ["resource.key", "key.client"],
        Find = pair => pair.Resources
            .Where(resource => !resource.IsKeyChanged && !resource.Old.ClientKey && resource.New.ClientKey)
            .Select(resource => resource.Found("A create may give it now.", "key")),
    };
}
