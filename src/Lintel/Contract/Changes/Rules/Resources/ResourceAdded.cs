namespace Lintel.Contract.Changes.Rules;

/// <summary>A resource is added.</summary>
internal static class ResourceAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC111",
        Title = "A resource is added",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Nobody relies on it yet, and its table is new.",
        Example = """
              item:
                fields:
                  name: string
            + box:
            +   fields:
            +     name: string
            """,
        Keys = ["resources", "resource.fields"],
        Find = pair => pair.AddedResources.Select(resource => new Difference(resource.Name, "It is new.", ["resources", resource.Name])),
    };
}
