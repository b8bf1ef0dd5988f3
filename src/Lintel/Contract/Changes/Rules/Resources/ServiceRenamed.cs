namespace Lintel.Contract.Changes.Rules;

/// <summary>The service is renamed.</summary>
internal static class ServiceRenamed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC102",
        Title = "The service is renamed",
        Clients = Impact.Safe,
        Data = Impact.Risky,
        Why = "No path has its name. But the default database is named after it: where `--store` is not given, a new one is begun.",
        Instead = "name the database with `--store`, or rename its file",
        Example = """
              lintel: 1
            - service: shop
            + service: store
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["service"],
        Find = pair => pair.Old.Name == pair.New.Name ? [] : [pair.Found(Detail.From(pair.Old.Name, pair.New.Name), "service")],
    };
}
