namespace Lintel.Contract.Changes.Rules;

/// <summary>A rule is added.</summary>
internal static class RuleAdded
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC501",
        Title = "A rule is added",
        Clients = Impact.Breaking,
        Data = Impact.Risky,
        Why = "Writes that break it are refused. Rows that break it keep their values, but can't be written until they hold to it.",
        Instead = "find the rows that break it with `filter=`, and mend them first",
        Example = """
              item:
                fields:
                  rank: int
            +   rules:
            +     - rank > 0
            """,
        Keys = ["resource.rules", "rule.check", "rule.name"],
        Find = pair => pair.Resources
            .SelectMany(resource => resource.AddedRules.Select(rule => resource.Found($"New: {Wording.Quoted(rule.Name)}.", "rules", rule.Name))),
    };
}
