using Lintel.Model;

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
        Find = pair =>
        [
            .. pair.Resources.SelectMany(resource => resource.Rules.Where(IsRenamed).Select(rule => resource.Found(How(rule), "rules", rule.New.Name))),
            .. pair.Actions.SelectMany(action => action.Rules.Where(IsRenamed).Select(rule => action.Found(How(rule), "rules", rule.New.Name))),
        ],
    };

    private static bool IsRenamed((Rule Old, Rule New) rule) => rule.Old.Name != rule.New.Name;

    private static string How((Rule Old, Rule New) rule) => Detail.From(Wording.Quoted(rule.Old.Name), Wording.Quoted(rule.New.Name));
}
