namespace Lintel.Contract.Changes.Rules;

/// <summary>What the service promises is changed.</summary>
internal static class ObjectivesChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC103",
        Title = "What the service promises is changed",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "The gates measure by it; no request is answered otherwise.",
        Example = """
              lintel: 1
              service: shop
            - slo: { p99: 100ms }
            + slo: { p99: 50ms }
              resources:
                item:
                  fields:
                    name: string
            """,
        Keys = ["slo", "slo.p99", "slo.peak", "slo.availability"],
        Find = pair => pair.Old.Objectives == pair.New.Objectives ? [] : [pair.Found("It promises something else.", "slo")],
    };
}
