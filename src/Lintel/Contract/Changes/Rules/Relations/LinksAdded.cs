namespace Lintel.Contract.Changes.Rules;

/// <summary>A many-to-many relation is added.</summary>
internal static class LinksAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC408",
        Title = "A many-to-many relation is added",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Nobody relies on it yet, and its table of pairs is new.",
        Example = """
              box:
                fields:
                  name: string
              item:
                fields:
                  name: string
            +     boxes: "box[]"
            """,
        Keys = ["field.type"],
        Find = pair => pair.Resources
            .SelectMany(resource => resource.AddedLinks.Select(link => resource.Found($"`{link.Name}` is new.", "fields", link.Name))),
    };
}
