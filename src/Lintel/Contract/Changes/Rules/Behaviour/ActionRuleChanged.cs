namespace Lintel.Contract.Changes.Rules;

/// <summary>A rule of an action is changed.</summary>
internal static class ActionRuleChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC507",
        Title = "A rule of an action is changed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "The action is refused where the row, or what it is given, breaks the new one.",
        Instead = "add an action of another name",
        Example = """
              item:
                fields:
                  rank: int
                actions:
            -     lift: { rules: [{ name: low, check: rank < 9 }], set: { rank: rank + 1 } }
            +     lift: { rules: [{ name: low, check: rank < 5 }], set: { rank: rank + 1 } }
            """,
        Keys = ["action.rules", "rule.check"],
        Find = pair => pair.Actions
            .SelectMany(action => action.Rules.Where(rule => rule.Old.Condition.ToString() != rule.New.Condition.ToString())
            .Select(rule => action.Found($"{Wording.Quoted(rule.New.Name)} is {Wording.Quoted(rule.New.Text)} now.", "rules", rule.New.Name))),
    };
}
