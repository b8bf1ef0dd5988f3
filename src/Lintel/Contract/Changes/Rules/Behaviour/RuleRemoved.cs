namespace Lintel.Contract.Changes.Rules;

/// <summary>A rule is removed.</summary>
internal static class RuleRemoved
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC502",
        Title = "A rule is removed",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that read rows may not expect such as broke it.",
        Example = """
              item:
                fields:
                  rank: int
            -   rules:
            -     - rank > 0
            """,
        Keys = ["resource.rules", "rule.check", "rule.name"],
        Find = pair => pair.Resources
            .SelectMany(resource => resource.RemovedRules.Select(rule => resource.Found($"Gone: {Wording.Quoted(rule.Name)}.", "rules"))),
    };
}
