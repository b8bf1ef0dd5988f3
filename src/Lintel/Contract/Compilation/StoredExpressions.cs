using System.Globalization;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>What a stored field may be computed from: that which changes only by writes that its column is told of.</summary>
internal static class StoredExpressions
{
    /// <summary>Why a field can't be stored; null: it can.</summary>
    /// <param name="resource">The resource of the field.</param>
    /// <param name="expression">What it is computed from, with the expressions of the stored fields that it names in their place.</param>
    public static string? WhyNot(Resource resource, Expression expression)
    {
        var most = ExpressionLimits.Default;
        var size = ExpressionSize.Of(expression);
        if (size.Nodes > most.Nodes)
            return string.Create(CultureInfo.InvariantCulture, $"with the stored fields that it names, it has more than {most.Nodes} names, literals and operators");
        if (size.Aggregates > most.Aggregates)
            return string.Create(CultureInfo.InvariantCulture, $"with the stored fields that it names, relations to many would stand within each other more than {most.Aggregates} deep");
        if (ExpressionFacts.IsOfOneRow(expression))
            return ExpressionFacts.ComputesTime(expression) ? "it computes with times, which databases don't keep in a generated column" : null;
        return ExpressionFacts.IsOfAggregate(expression) ? WhyNotMaintained(resource, expression) : "it depends on other rows or on the time, and would not change with them";
    }

    // Foreign keys change and delete rows without a write of their aggregate.
    private static string? WhyNotMaintained(Resource resource, Expression expression)
    {
        foreach (var (relation, _) in ExpressionFacts.Followed(expression).Where(step => step.Relation.Kind == RelationKind.Children))
        {
            var parent = relation.TargetFields.Select(field => field.Column);
            if (relation.Target.Entity.ForeignKeys.Any(key => key.OnDelete == OnDelete.Cascade && !key.Columns.SequenceEqual(parent)))
                return $"rows of '{relation.Target.Name}' are deleted with rows that they refer to (onDelete: cascade), and it would not change with them";
        }
        Entity[] entities = [resource.Entity, .. ExpressionFacts.Followed(expression).Select(step => step.Relation.Target.Entity)];
        Column[] set = [.. entities.SelectMany(entity => entity.ForeignKeys).Where(key => key.OnDelete == OnDelete.SetNull).SelectMany(key => key.Columns)];
        return ExpressionFacts.Fields(expression).FirstOrDefault(field => Array.Exists(set, field.IsIn)) is { } lost
            ? $"'{lost.Name}' becomes null when the row that it refers to is deleted (onDelete: setNull), and it would not change with it"
            : null;
    }
}
