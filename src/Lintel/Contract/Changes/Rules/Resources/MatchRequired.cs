namespace Lintel.Contract.Changes.Rules;

/// <summary>A write must name the version that it is based on.</summary>
internal static class MatchRequired
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC133",
        Title = "A write must name the version that it is based on",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Writes without `If-Match` answer 428.",
        Instead = "let clients send `If-Match` first, and require it when all of them do",
        Example = """
              item:
            +   ifMatch: required
                fields:
                  name: string
            """,
        Keys = ["resource.ifMatch"],
        Find = pair => pair.Resources
            .Where(resource => !resource.Old.RequiresMatch && resource.New.RequiresMatch)
            .Select(resource => resource.Found(Detail.From("optional", "required"), "ifMatch")),
    };
}
