namespace Lintel.Contract.Changes.Rules;

/// <summary>The plural of a resource is changed.</summary>
internal static class PluralChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC115",
        Title = "The plural of a resource is changed",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that are generated from the OpenAPI document get other names of methods.",
        Instead = "keep the former `plural`",
        Example = """
              item:
            +   plural: articles
            +   path: items
                fields:
                  name: string
            """,
        Keys = ["resource.plural"],
        Find = pair => pair.Resources
            .Where(resource => resource.Old.Name == resource.New.Name && resource.Old.Plural != resource.New.Plural)
            .Select(resource => resource.Found(Detail.From(resource.Old.Plural, resource.New.Plural), "plural")),
    };
}
