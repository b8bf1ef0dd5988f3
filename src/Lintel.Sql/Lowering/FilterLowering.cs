using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>
/// Filters as conditions of WHERE, which takes unknown as false. What is two-valued in another way there is written out:
/// null differs from every value.
/// </summary>
/// <param name="dialect">The dialect.</param>
/// <param name="parameters">The placeholders of the statement.</param>
/// <param name="aliases">The aliases of the statement.</param>
/// <param name="declared">Whether an index was made for just these conditions, so that one plan serves all values.</param>
internal sealed class FilterLowering(SqlDialect dialect, ParameterList parameters, AliasSource aliases, bool declared = false)
{
    private static readonly FieldType Text = FieldType.Of(ScalarKind.Text);

    /// <summary>Adds the conditions of a filter, which all must hold.</summary>
    public void Lower(BoundFilter? filter, Scope scope, List<string> conditions)
    {
        switch (filter)
        {
            case null: break;
            case AllOf all:
                foreach (var part in all.Parts) Lower(part, scope, conditions);
                break;
            case Comparison comparison: conditions.Add(Lower(comparison.Path, comparison, scope)); break;
            case Where where: new ExpressionLowering(dialect, parameters, aliases, scope).Add(where.Condition, conditions); break;
            case Matching matching:
                var query = parameters.Add(ParameterSource.SearchQuery, matching.Slot, Text);
                var phrases = matching.HasPhrases ? parameters.Add(ParameterSource.SearchPhrases, matching.Slot, Text) : null;
                var mistyped = scope.Resource.Entity.Search!.Typos ? parameters.Add(ParameterSource.SearchMistyped, matching.Slot, Text) : null;
                scope.Searched = matching;
                conditions.Add(dialect.Search.Match(scope.Resource.Entity, scope.Alias, query, phrases, mistyped));
                break;
            case Within within:
                var key = within.Relation.Source.Key.Select((field, i) => parameters.Add(ParameterSource.Slot, within.Slots[i], field.Type));
                OfOne(within.Relation, scope, [.. key], conditions);
                break;
            case Deleted deleted: conditions.Add(Hidden.Condition(dialect, aliases, scope.Resource, scope.Alias, deleted.IsDeleted)); break;
            default: throw new NotSupportedException($"No lowering of {filter.GetType().Name}.");
        }
    }

    private string Lower(BoundPath path, Comparison comparison, Scope scope)
    {
        for (var i = 0; i < path.Hops.Count; i++)
        {
            if (!path.Hops[i].IsToOne) return Exists(path, i, comparison, scope);
        }
        return Compare(scope.Column(path), path, comparison, scope);
    }

    /// <summary>A hop to many rows: one of them must do.</summary>
    private string Exists(BoundPath path, int hop, Comparison comparison, Scope scope)
    {
        var relation = path.Hops[hop];
        var from = scope.Follow(path.Hops, hop);
        var inner = new Scope(dialect, parameters, aliases, relation.Target, relation);
        var source = relation.SourceFields.Select(field => scope.Qualified(from, field.Column)).ToArray();
        var matched = new List<string>();
        Match(relation, inner, source, matched);
        var rest = new BoundPath([.. path.Hops.Skip(hop + 1)], path.Field);
        matched.Add(Lower(rest, comparison, inner));
        return $"EXISTS (SELECT 1 FROM {inner.From()} WHERE {string.Join(" AND ", matched)})";
    }

    /// <summary>The rows that belong to the row of a key, unless that is hidden or not seen; of an owned child its own condition asks that.</summary>
    private void OfOne(Relation relation, Scope scope, string[] key, List<string> conditions)
    {
        Tie(relation, scope, key, conditions);
        var isHidden = relation.Source.MayBeHidden;
        if (relation.Kind == RelationKind.Children || (!isHidden && aliases.Access?.Of(relation.Source, fromOwner: false) is null)) return;
        var source = new Scope(dialect, parameters, aliases, relation.Source);
        var same = relation.Source.Key.Select((field, i) => $"{source.Own(field.Column)} = {key[i]}");
        if (isHidden) same = same.Append(Hidden.Condition(dialect, aliases, relation.Source, source.Alias));
        conditions.Add($"EXISTS (SELECT 1 FROM {source.From()} WHERE {string.Join(" AND ", same)})");
    }

    /// <summary>Adds the conditions under which rows of the target belong to one source row, and are not hidden.</summary>
    public void Match(Relation relation, Scope target, IReadOnlyList<string> source, List<string> conditions)
    {
        Tie(relation, target, source, conditions);
        if (relation.LeavesOutHidden) conditions.Add(Hidden.Condition(dialect, aliases, relation.Target, target.Alias));
    }

    /// <summary>
    /// Adds the conditions under which rows of the target belong to one source row. A pair is there once, so that joining the pairs doubles
    /// no row; they come first, and their key stands for the target's in orders, since that is how an index has them.
    /// </summary>
    private void Tie(Relation relation, Scope target, IReadOnlyList<string> source, List<string> conditions)
    {
        if (relation.Link is not { } link)
        {
            conditions.AddRange(relation.TargetFields.Select((field, i) => $"{target.Own(field.Column)} = {source[i]}"));
            return;
        }
        var alias = aliases.Next();
        target.Before(link.Entity, alias);
        conditions.AddRange(link.Source.Select((column, i) => $"{target.Qualified(alias, column)} = {source[i]}"));
        for (var i = 0; i < link.Target.Count; i++)
        {
            var column = target.Qualified(alias, link.Target[i]);
            conditions.Add($"{target.Own(relation.TargetFields[i].Column)} = {column}");
            target.Instead(relation.TargetFields[i].Column, column);
        }
    }

    private string Compare(string left, BoundPath path, Comparison comparison, Scope scope)
    {
        var type = path.Field.Type;
        string Value() => declared ? parameters.AddUnseen(ParameterSource.Slot, comparison.Slot, type) : parameters.Add(ParameterSource.Slot, comparison.Slot, type);
        string List() => parameters.Add(ParameterSource.List, comparison.Slot, type);
        string OrNull(string condition) => path.Nullable ? $"({condition} OR {left} IS NULL)" : condition;
        return comparison.Operator switch
        {
            FilterOperator.Equal when comparison.IgnoresCase => dialect.EqualIgnoringCase(left, Value()),
            FilterOperator.Equal => Equal(left, path, Value(), scope),
            FilterOperator.NotEqual => OrNull($"{left} <> {Value()}"),
            FilterOperator.Less => $"{left} < {Value()}",
            FilterOperator.LessOrEqual => $"{left} <= {Value()}",
            FilterOperator.Greater => $"{left} > {Value()}",
            FilterOperator.GreaterOrEqual => $"{left} >= {Value()}",
            FilterOperator.In => dialect.InList(left, List(), type, negated: false),
            FilterOperator.NotIn => OrNull(dialect.InList(left, List(), type, negated: true)),
            FilterOperator.Contains when type.IsArray =>
                dialect.HasElement(left, parameters.Add(ParameterSource.Element, comparison.Slot, type.Element)),
            FilterOperator.Contains => dialect.Contains(dialect.PlainText(left, type), Value()),
            FilterOperator.StartsWith => dialect.StartsWith(dialect.PlainText(left, type), Value()),
            FilterOperator.EndsWith => dialect.EndsWith(dialect.PlainText(left, type), Value()),
            FilterOperator.IsNull => $"{left} IS NULL",
            FilterOperator.IsNotNull => $"{left} IS NOT NULL",
        };
    }

    private string Equal(string left, BoundPath path, string value, Scope scope)
    {
        var equal = $"{left} = {value}";
        var entity = path.Hops.Count == 0 ? scope.Resource.Entity : path.Hops[^1].Target.Entity;
        var ignoring = entity.Uniques.Any(unique => unique.IsOfOneIgnoringCase(path.Field));
        return ignoring ? $"{equal} AND {dialect.EqualIgnoringCase(left, value)}" : equal;
    }
}
