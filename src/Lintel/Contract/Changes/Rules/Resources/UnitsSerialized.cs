using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>Units are isolated as if one ran after the other.</summary>
internal static class UnitsSerialized
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC106",
        Title = "Units are isolated as if one ran after the other",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "More units find others in their way: such are tried again, and then answer 409 `conflict`. What is stored stays as it is.",
        Instead = "let clients send a unit again that answers 409 `conflict`",
        Example = """
              lintel: 1
              service: shop
            - isolation: snapshot
            + isolation: serializable
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["isolation"],
        Find = pair => pair.Old.Isolation == Isolation.Snapshot && pair.New.Isolation == Isolation.Serializable ? [pair.Found(Detail.From("snapshot", "serializable"), "isolation")] : [],
    };
}
