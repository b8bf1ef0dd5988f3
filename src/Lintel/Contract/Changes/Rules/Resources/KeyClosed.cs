namespace Lintel.Contract.Changes.Rules;

/// <summary>A create may no longer give the key.</summary>
internal static class KeyClosed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC123",
        Title = "A create may no longer give the key",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Bodies that give it are refused.",
        Instead = "go on accepting it",
        Example = """
              item:
            -   key: { type: int, client: true }
            +   key: int
                fields:
                  name: string
            """,
        Keys = ["resource.key", "key.client"],
        Find = pair => pair.Resources
            .Where(resource => !resource.IsKeyChanged && resource.Old.ClientKey && !resource.New.ClientKey)
            .Select(resource => resource.Found("It is made by the service now.", "key")),
    };
}
