namespace Lintel.Contract.Changes.Rules;

/// <summary>An access pattern is added.</summary>
internal static class AccessPatternAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC521",
        Title = "An access pattern is added",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Lists of its kind become fast; the index is built at the next start.",
        Example = """
              item:
                fields:
                  rank: int
                  size: int
            +   queries:
            +     - { filter: [rank], sort: [-size] }
            """,
        Keys = ["resource.queries", "queries.filter", "queries.sort"],
        Find = pair => pair.Resources.SelectMany(resource => resource.AddedQueries.Select(query => resource.Found($"New: {query}.", "queries"))),
    };
}
