namespace Lintel.Contract.Changes.Rules;

/// <summary>A resource is removed.</summary>
internal static class ResourceRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC112",
        Title = "A resource is removed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Its paths answer 404, and nothing leads to its rows any more.",
        Instead = "keep the resource until nobody asks for it",
        Example = """
              item:
                fields:
                  name: string
            - box:
            -   fields:
            -     name: string
            """,
        Find = pair => pair.RemovedResources.Select(resource => new Difference(resource.Name, "It is gone.", ["resources"])),
    };
}
