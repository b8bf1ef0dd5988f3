using Lintel.Expressions;
using Lintel.Expressions.Evaluation;
using Lintel.Model;

namespace Lintel.Binding;

/// <summary>
/// The answer of an aggregate as a resource, so that the expression language can ask it like any other: groups are fields, and functions lead
/// to their measures as references do (<c>sum.total</c>).
/// </summary>
internal static class AnswerResource
{
    private static readonly Entity Answer = new() { Table = "answer", Columns = [], Key = [] };

    // Two, so that the function alone is no value.
    private static readonly Field[] NoKey = [Field("key", BoundAggregate.AnswerColumn(0), MeasureTable.RowCount, false), Field("key", BoundAggregate.AnswerColumn(0), MeasureTable.RowCount, false)];

    /// <summary>The resource. Keys that are no names are left out.</summary>
    public static Resource Of(AnswerForm form)
    {
        var fields = new List<Field>();
        for (var i = 0; i < form.Groups.Count; i++)
        {
            if (IsName(form.Groups[i].Key)) fields.Add(Field(form.Groups[i].Key, BoundAggregate.AnswerColumn(i), form.Groups[i].Value.Type, form.Groups[i].Value.Nullable));
        }
        var byFunction = new Dictionary<string, List<Field>>();
        for (var i = 0; i < form.Measures.Count; i++)
        {
            var measure = form.Measures[i];
            var (function, column) = (MeasureTable.Name(measure.Function), BoundAggregate.AnswerColumn(form.Groups.Count + i));
            if (measure.Key is null) fields.Add(Field(function, column, measure.Type, measure.Nullable));
            else if (IsName(measure.Key)) (byFunction.TryGetValue(function, out var known) ? known : byFunction[function] = []).Add(Field(measure.Key, column, measure.Type, measure.Nullable));
        }
        var answer = Resource("answer", fields);
        answer.Relations = [.. byFunction.Select((pair, i) => new Relation
        {
            Name = pair.Key,
            Ordinal = i,
            Kind = RelationKind.Reference,
            Source = answer,
            Target = Resource(pair.Key, pair.Value),
            SourceFields = NoKey,
            TargetFields = NoKey,
        })];
        return answer;
    }

    /// <summary>The condition on columns of the answer, whatever their keys are: so it is part of a shape.</summary>
    public static Expression OnColumns(Expression condition) => condition is PathExpression path
        ? new PathExpression(path.Row, [], Field(path.Field.Column.Name, path.Field.Column.Name, path.Type, path.Nullable))
        : ExpressionRewriting.Parts(condition, OnColumns);

    /// <summary>Whether a key can be used in expressions.</summary>
    public static bool IsName(string key)
    {
        if (key.Length == 0 || char.IsAsciiDigit(key[0]) || key is "and" or "or" or "not" or "in" or "true" or "false" or "null") return false;
        foreach (var letter in key)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_') return false;
        }
        return true;
    }

    private static Resource Resource(string name, IReadOnlyList<Field> fields) =>
        new() { Name = name, Plural = name, Path = name, Ordinal = -1, Entity = Answer, Fields = fields, Key = fields };

    private static Field Field(string name, string column, FieldType type, bool nullable) =>
        new() { Name = name, Ordinal = -1, Type = type, Nullable = nullable, Column = new Column { Name = column, Type = type, Nullable = nullable } };
}
