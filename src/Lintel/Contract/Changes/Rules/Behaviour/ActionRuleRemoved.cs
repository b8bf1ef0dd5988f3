namespace Lintel.Contract.Changes.Rules;

/// <summary>An action asks one rule less.</summary>
internal static class ActionRuleRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC506",
        Title = "An action asks one rule less",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "What worked works. The rules of the resource hold after it as before.",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { rules: [rank < 9], set: { rank: rank + 1 } }
            +     lift: { set: { rank: rank + 1 } }
            """,
        Keys = ["action.rules"],
        Find = pair => pair.Actions
            .SelectMany(action => action.RemovedRules.Select(rule => action.Found($"Gone: {Wording.Quoted(rule.Name)}.", "rules"))),
    };
}
