using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Compiles the rules of resources. They name what all the rest declares, and so come when that is built and sound.</summary>
internal static class RuleCompiler
{
    private static readonly ExpressionLimits Limits = ExpressionLimits.Default with { WriteOnly = true };

    public static void Run(ServiceDraft service, ServiceModel model)
    {
        foreach (var draft in service.Resources.Where(draft => draft.Declaration.Rules.Count > 0))
        {
            var resource = model.FindResource(draft.Name)!;
            var scope = new ExpressionScope(resource);
            resource.Rules = [.. Compile(draft.Declaration.Rules, draft.Name, scope, IsOfAggregate, service.Bag)];
            // A table that is not ours gets no checks: there the engine asks these rules too.
            if (!service.Declaration.IsExternal)
                resource.Entity.Rules = [.. resource.Rules.Where(rule => rule.IsOfOneRow)];
            for (var owner = resource.Rules.Count > 0 ? resource : null; owner is not null; owner = owner.Owner?.Source)
                owner.HasRules = true;
        }
    }

    /// <summary>Compiles the rules of a resource or an action.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="owner">Whose they are, for messages.</param>
    /// <param name="scope">What they may name.</param>
    /// <param name="isKept">Whether all that a condition names is at hand when it is asked; reports what is not.</param>
    /// <param name="bag">Takes the findings.</param>
    public static IEnumerable<Rule> Compile(
        IReadOnlyList<RuleDeclaration> rules, string owner, ExpressionScope scope, Func<ScalarNode, Expression, DiagnosticBag, bool> isKept, DiagnosticBag bag)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var conditions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var declared in rules)
        {
            var text = declared.Check.Text.Trim().ReplaceLineEndings(" ");
            var name = declared.Name?.Value ?? text;
            if (!names.Add(name))
            {
                bag.Report(ConditionRules.RuleTwice, declared.Name?.Place ?? declared.Check.Place, $"{Wording.Quoted(owner)} has a rule {Wording.Quoted(name)} already.");
                continue;
            }

            if (Compile(declared.Check, scope, bag) is not { } condition || !Decides(declared.Check, condition, bag) || !isKept(declared.Check, condition, bag))
                continue;
            if (conditions.TryAdd(condition.ToString(), name))
                yield return new Rule { Name = name, Text = text, Message = declared.Message, Condition = condition };
            else
                bag.Report(ConditionRules.RuleTwice, declared.Check.Place, $"This says the same as the rule {Wording.Quoted(conditions[condition.ToString()])}.");
        }
    }

    private static Expression? Compile(ScalarNode check, ExpressionScope scope, DiagnosticBag bag)
    {
        var result = ExpressionCompiler.CompileCondition(check.Text, scope, Limits);
        foreach (var error in result.Errors)
            bag.Report(ConditionRules.BadCondition, check.PlaceOf(error.Offset, error.Length), error.Message, error.Hint);
        return result.Expression;
    }

    private static bool Decides(ScalarNode check, Expression condition, DiagnosticBag bag)
    {
        if (condition is not ConstantExpression { Value: var value })
            return true;
        if (value is { IsNull: false, AsBool: true })
            bag.Report(ConditionRules.AlwaysHolds, check.Place, "This rule holds for each row.", "remove it, or compare a field with something");
        else
            bag.Report(ConditionRules.NeverHolds, check.Place, "This rule holds for no row, so that none could ever be written.", "compare a field with something");
        return false;
    }

    // Whether the writes of an aggregate are all that can break it.
    private static bool IsOfAggregate(ScalarNode check, Expression condition, DiagnosticBag bag)
    {
        if (ExpressionFacts.Followed(condition).Select(step => step.Relation).FirstOrDefault(relation => relation.Kind is RelationKind.Reverse or RelationKind.ManyToMany) is not { } others)
            return true;
        bag.Report(ConditionRules.RuleOfOthers, PlaceOf(check, others.Name), $"{Wording.Quoted(others.Name)} leads to rows that are written on their own, and nobody would ask this rule then.",
            "a rule may use the row's own fields, its owned children, its parent and its references");
        return false;
    }

    /// <summary>Where a text first has a name; the whole where it has it not.</summary>
    public static Place PlaceOf(ScalarNode check, string name) =>
        check.Text.IndexOf(name, StringComparison.Ordinal) is var at and >= 0 ? check.PlaceOf(at, name.Length) : check.Place;
}
