namespace Lintel.Contract.Changes.Rules;

/// <summary>An access pattern names its filters in another order.</summary>
internal static class AccessPatternReordered
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC523",
        Title = "An access pattern names its filters in another order",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Lists answer as before; the index is made anew at the next start.",
        Example = """
              item:
                fields:
                  rank: int
                  size: int
                queries:
            -     - { filter: [rank, size] }
            +     - { filter: [size, rank] }
            """,
        Keys = ["queries.filter"],
        Find = pair => pair.Resources
            .SelectMany(resource => resource.ReorderedQueries.Select(query => resource.Found($"It is {query} now.", "queries"))),
    };
}
