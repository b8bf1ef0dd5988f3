namespace Lintel.Contract.Changes.Rules;

/// <summary>A write need not name the version that it is based on.</summary>
internal static class MatchFreed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC134",
        Title = "A write need not name the version that it is based on",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Writes with `If-Match` are answered as before.",
        Example = """
              item:
            -   ifMatch: required
                fields:
                  name: string
            """,
        Keys = ["resource.ifMatch"],
        Find = pair => pair.Resources
            .Where(resource => resource.Old.RequiresMatch && !resource.New.RequiresMatch)
            .Select(resource => resource.Found(Detail.From("required", "optional"), "ifMatch")),
    };
}
