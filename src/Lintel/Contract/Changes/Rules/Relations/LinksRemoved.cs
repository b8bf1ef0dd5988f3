namespace Lintel.Contract.Changes.Rules;

/// <summary>A many-to-many relation is removed.</summary>
internal static class LinksRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC409",
        Title = "A many-to-many relation is removed",
        Clients = Impact.Breaking,
        Data = Impact.Breaking,
        Why = "Clients that follow it or give its keys are refused, and nothing leads to its pairs any more.",
        Instead = "keep it until nobody uses it",
        Example = """
              box:
                fields:
                  name: string
              item:
                fields:
                  name: string
            -     boxes: "box[]"
            """,
        Keys = ["field.type"],
        Find = pair => pair.Resources
            .SelectMany(resource => resource.RemovedLinks.Select(link => resource.Found($"`{link.Name}` is gone.", "fields"))),
    };
}
