namespace Lintel.Contract.Changes.Rules;

/// <summary>A rule is changed.</summary>
internal static class RuleChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC503",
        Title = "A rule is changed",
        Clients = Impact.Breaking,
        Data = Impact.Risky,
        Why = "Writes that break the new one are refused. Rows that break it keep their values, but can't be written until they hold to it.",
        Instead = "find the rows that break it with `filter=`, and mend them first",
        Example = """
              item:
                fields:
                  rank: int
                rules:
            -     - { name: ranked, check: rank > 0 }
            +     - { name: ranked, check: rank > 1 }
            """,
        Keys = ["rule.check"],
        Find = pair => pair.Resources
            .SelectMany(resource => resource.Rules.Where(rule => rule.Old.Condition.ToString() != rule.New.Condition.ToString())
            .Select(rule => resource.Found($"{Wording.Quoted(rule.New.Name)} is {Wording.Quoted(rule.New.Text)} now.", "rules", rule.New.Name))),
    };
}
