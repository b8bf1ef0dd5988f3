using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>Units see what was there when they began.</summary>
internal static class UnitsLoosened
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC107",
        Title = "Units see what was there when they began",
        Clients = Impact.Risky,
        Data = Impact.Risky,
        Why = "Two units at once may together break what each of them kept, such as a sum that both have read before they wrote.",
        Instead = "keep `serializable`, or write in each unit a row that they share: of two that write the same row the later one is tried again",
        Example = """
              lintel: 1
              service: shop
            + isolation: snapshot
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["isolation"],
        Find = pair => pair.Old.Isolation == Isolation.Serializable && pair.New.Isolation == Isolation.Snapshot ? [pair.Found(Detail.From("serializable", "snapshot"), "isolation")] : [],
    };
}
