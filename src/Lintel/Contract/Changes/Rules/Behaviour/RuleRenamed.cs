namespace Lintel.Contract.Changes.Rules;

/// <summary>A rule is renamed.</summary>
internal static class RuleRenamed
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC504",
        Title = "A rule is renamed",
        Clients = Impact.Risky,
        Data = Impact.Safe,
        Why = "Clients that tell broken rules apart by their names get another one.",
        Instead = "keep the name",
        Example = """
              item:
                fields:
                  rank: int
                rules:
            -     - { name: ranked, check: rank > 0 }
            +     - { name: positive, check: rank > 0 }
            """,
        Keys = ["rule.name"],
        Find = pair => pair.Resources.SelectMany(resource => resource.Rules.Where(rule => rule.Old.Name != rule.New.Name)
            .Select(rule => resource.Found(Detail.From(Wording.Quoted(rule.Old.Name), Wording.Quoted(rule.New.Name)), "rules", rule.New.Name))),
    };
}
