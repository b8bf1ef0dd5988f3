namespace Lintel.Contract.Changes.Rules;

/// <summary>The path of a resource is changed.</summary>
internal static class PathChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC114",
        Title = "The path of a resource is changed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Clients ask under the former path; rows stay where they are.",
        Instead = "keep the former `path`",
        Example = """
              item:
            +   path: articles
                fields:
                  name: string
            """,
        Keys = ["resource.path", "resource.plural"],
        Find = pair => pair.Resources
            .Where(resource => resource.Old.Path != resource.New.Path)
            .Select(resource => resource.Found(Detail.From($"/{resource.Old.Path}", $"/{resource.New.Path}"), "path")),
    };
}
