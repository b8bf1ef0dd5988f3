namespace Lintel.Contract.Changes.Rules;

/// <summary>An access pattern is removed.</summary>
internal static class AccessPatternRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC522",
        Title = "An access pattern is removed",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Lists of its kind answer as before, but may become slow.",
        Instead = "keep it while lists are asked so",
        Example = """
              item:
                fields:
                  rank: int
                  size: int
            -   queries:
            -     - { filter: [rank], sort: [-size] }
            """,
        Keys = ["resource.queries", "queries.filter", "queries.sort"],
        Find = pair => pair.Resources.SelectMany(resource => resource.RemovedQueries.Select(query => resource.Found($"Gone: {query}.", "queries"))),
    };
}
