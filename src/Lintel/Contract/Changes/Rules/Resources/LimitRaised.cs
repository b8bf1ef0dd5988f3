namespace Lintel.Contract.Changes.Rules;

/// <summary>A bound on requests is raised.</summary>
internal static class LimitRaised
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC109",
        Title = "A bound on requests is raised",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "What was answered before is answered still.",
        Example = """
              lintel: 1
              service: shop
            + limits: { body: 4MB }
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = LimitChanges.Keys,
        Find = pair => LimitChanges.Find(pair, (old, @new) => @new > old),
    };
}
