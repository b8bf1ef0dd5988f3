namespace Lintel.Contract.Changes.Rules;

/// <summary>Something else is changed.</summary>
internal static class OtherChange
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC900",
        Title = "Something else is changed",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "No rule knows the key yet: what such a change does to clients and rows, only what the reference says of the key can tell.",
        Instead = "read what the key does, and judge for yourself",
        Example = """
            - lintel: 1
            + lintel: 01
              service: shop
              resources:
                item:
                  fields:
                    name: string
            """,
        Find = pair => new UntoldKeys(pair, ToldKeys(ChangeTable.All)).Find(),
    };

    /// <summary>The keys of the language that some rules tell the changes of.</summary>
    public static IReadOnlySet<string> ToldKeys(IEnumerable<ChangeRule> rules) => rules.SelectMany(rule => rule.Keys).ToHashSet(StringComparer.Ordinal);
}
