namespace Lintel.Contract.Changes.Rules;

/// <summary>A resource is renamed.</summary>
internal static class ResourceRenamed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC113",
        Title = "A resource is renamed",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that are generated from the OpenAPI document get other names of types and methods. What else follows from it, the path for one, is told on its own; rows stay.",
        Instead = "keep the former name, or its `path`",
        Example = """
            - item:
            + article:
            +   path: items
            +   plural: items
            +   table: item
                fields:
                  name: string
            """,
        Keys = ["resource.was", "resource.table"],
        Find = pair => pair.Resources
            .Where(resource => resource.Old.Name != resource.New.Name)
            .Select(resource => resource.Found($"It was {Wording.Quoted(resource.Old.Name)}.")),
    };
}
