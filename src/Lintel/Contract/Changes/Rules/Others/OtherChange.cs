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
        Why = "No rule of this table knows the key yet: what it does to clients and rows has to be judged by its description in the contract.",
        Instead = "read what the key does",
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
