namespace Lintel.Contract.Changes.Rules;

/// <summary>The version of the service is changed.</summary>
internal static class ServiceVersionChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC101",
        Title = "The version of the service is changed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Every path begins with it. Clients of the former version find nothing where this service alone runs; clients that know the new one need not know what else broke.",
        Instead = "run the former contract beside the new one until nobody asks for it",
        Example = """
              lintel: 1
              service: shop
            - version: v1
            + version: v2
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["version"],
        Find = pair => pair.Old.Version == pair.New.Version ? [] : [pair.Found(Detail.From(pair.Old.Version, pair.New.Version), "version")],
    };
}
