using Lintel.Contract.Yaml;

namespace Lintel.Contract.Changes.Rules;

/// <summary>The folder of the seed is changed.</summary>
internal static class SeedChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC104",
        Title = "The folder of the seed is changed",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Only an empty database is seeded.",
        Example = """
              lintel: 1
              service: shop
            + seed: data/
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["seed"],
        Find = pair => Text(pair.OldTree) == Text(pair.NewTree) ? [] : [pair.Found(Detail.From(Text(pair.OldTree), Text(pair.NewTree)), "seed")],
    };

    private static string? Text(ContractTree tree) => (tree.Top("seed") as ScalarNode)?.Text;
}
