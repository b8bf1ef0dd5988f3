namespace Lintel.Contract.Changes.Rules;

/// <summary>An action asks one more rule.</summary>
internal static class ActionRuleAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC505",
        Title = "An action asks one more rule",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "It is refused where the row, or what it is given, breaks the rule.",
        Instead = "add an action of another name",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { set: { rank: rank + 1 } }
            +     lift: { rules: [rank < 9], set: { rank: rank + 1 } }
            """,
        Keys = ["action.rules", "rule.check", "rule.name"],
        Find = pair => pair.Actions
            .SelectMany(action => action.AddedRules.Select(rule => action.Found($"New: {Wording.Quoted(rule.Name)}.", "rules", rule.Name))),
    };
}
