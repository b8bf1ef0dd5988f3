using System.Collections.Frozen;
using Lintel.Model;

namespace Lintel.Sql.Schema;

/// <summary>Which rule a database means by the name of what keeps it.</summary>
public sealed class RuleNames
{
    private readonly FrozenDictionary<string, Rule> _rules;

    /// <summary>The names of all rules that tables of a model keep.</summary>
    public RuleNames(ServiceModel model, TableScript script) =>
        _rules = model.Entities.SelectMany(script.Rules).ToFrozenDictionary(kept => kept.Kept.Name, kept => kept.Rule, StringComparer.Ordinal);

    /// <summary>The rule; null: the name is that of something else.</summary>
    public Rule? Find(string? name) => name is null ? null : _rules.GetValueOrDefault(name);
}
