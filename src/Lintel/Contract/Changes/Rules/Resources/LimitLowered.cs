namespace Lintel.Contract.Changes.Rules;

/// <summary>A bound on requests is lowered.</summary>
internal static class LimitLowered
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC108",
        Title = "A bound on requests is lowered",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "What asks for more than it is refused.",
        Instead = "look at what clients send first",
        Example = """
              lintel: 1
              service: shop
            + limits: { body: 64KB }
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = LimitChanges.Keys,
        Find = pair => LimitChanges.Find(pair, (old, @new) => @new < old),
    };
}
