using System.Globalization;
using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Operations;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>
/// Aggregates as one statement: what is asked of each row, around it the groups, and around these which of them come, in order. Values are
/// computed once, and nothing is named by an expression; databases merge the parts again where they can.
/// </summary>
public sealed class AggregateLowering(SqlDialect dialect)
{
    /// <summary>Lowers an aggregate.</summary>
    public SqlStatement Lower(BoundAggregate aggregate)
    {
        var select = new SelectLowering(dialect, aggregate.NowSlot, aggregate.Access);
        var rows = Rows(aggregate, select, out var values);
        var groups = Groups(aggregate, $"(\n{rows}) AS {select.Alias()}", values);
        var conditions = new List<string>();
        if (aggregate.Having is { } having) select.Expressions(null).Add(having, conditions);
        var columns = Enumerable.Range(0, aggregate.Columns).Select(i => dialect.Output(BoundAggregate.AnswerColumn(i), aggregate.TypeOf(i)));
        var text = SelectLowering.Text(columns, $"(\n{groups}) AS {select.Alias()}", conditions, aggregate.Order.Select(term => Order(aggregate, term)));
        return new SqlStatement(
            string.Create(CultureInfo.InvariantCulture, $"{text}\nLIMIT {aggregate.Limit + 1L}"),
            [.. select.Parameters.Parameters],
            [.. Enumerable.Range(0, aggregate.Columns).Select(aggregate.TypeOf)]);
    }

    /// <summary>The values of each row, each of them once, and where those of the answer's columns stand among them; -1: a column asks for none.</summary>
    private string Rows(BoundAggregate aggregate, SelectLowering select, out int[] values)
    {
        var scope = select.Scope(aggregate.Resource);
        var conditions = new List<string>();
        select.Filter(aggregate.Resource, aggregate.Filter, scope, conditions);
        var expressions = select.Expressions(scope);
        var texts = new List<string>();
        values = [.. aggregate.Groups.Select(group => Add(group.Value)), .. aggregate.Measures.Select(measure => measure.Value is { } value ? Add(value, IsComputed(measure.Function)) : -1)];
        var columns = texts.Count == 0 ? ["1 AS v0"] : texts.Select((text, i) => $"{text} AS {Value(i)}");
        return SelectLowering.Text(columns, scope.From(), conditions, []);

        int Add(Expression value, bool computed = false)
        {
            var text = !computed && value is PathExpression path && ExpressionLowering.IsKept(path) ? expressions.Kept(path) : Valued(value);
            var place = texts.IndexOf(text);
            if (place >= 0) return place;
            texts.Add(text);
            return texts.Count - 1;
        }

        // Around it, it is a column like any other.
        string Valued(Expression value)
        {
            var operand = new SqlOperand(expressions.Value(value), value.Type.Plain, value is PathExpression path && !ExpressionLowering.IsKept(path));
            return operand.IsColumn ? operand.Text : dialect.Expressions.Ordered(operand);
        }
    }

    // Others give a value as it is, and so as it is kept.
    private static bool IsComputed(MeasureFunction function) => function is MeasureFunction.Sum or MeasureFunction.Avg;

    private string Groups(BoundAggregate aggregate, string rows, int[] values)
    {
        var columns = new List<string>(aggregate.Columns);
        for (var i = 0; i < aggregate.Columns; i++)
        {
            var text = i < aggregate.Groups.Count ? Value(values[i]) : Measured(aggregate.Measures[i - aggregate.Groups.Count], values[i]);
            columns.Add($"{text} AS {BoundAggregate.AnswerColumn(i)}");
        }
        var grouped = SelectLowering.Text(columns, rows, [], []);
        return aggregate.Groups.Count == 0 ? grouped : $"{grouped}\nGROUP BY {string.Join(", ", values.Take(aggregate.Groups.Count).Distinct().Select(Value))}";
    }

    private string Measured(BoundMeasure measure, int value) => measure.Function switch
    {
        MeasureFunction.Count => measure.Value is null ? "count(*)" : $"count({Value(value)})",
        MeasureFunction.CountDistinct => $"count(DISTINCT {Value(value)})",
        MeasureFunction.Sum => Aggregate(AggregateFunction.Sum, measure, value),
        MeasureFunction.Avg => Aggregate(AggregateFunction.Avg, measure, value),
        MeasureFunction.Min => Aggregate(AggregateFunction.Min, measure, value),
        MeasureFunction.Max => Aggregate(AggregateFunction.Max, measure, value),
    };

    private string Aggregate(AggregateFunction function, BoundMeasure measure, int value) =>
        dialect.Expressions.Aggregate(function, new SqlOperand(Value(value), IsComputed(measure.Function) ? measure.Value!.Type.Plain : measure.Value!.Type, false), measure.Type);

    private string Order(BoundAggregate aggregate, AnswerOrder term)
    {
        var operand = new SqlOperand(BoundAggregate.AnswerColumn(term.Column), aggregate.TypeOf(term.Column), false);
        return dialect.OrderTerm(dialect.Expressions.Ordered(operand), term.Descending, aggregate.IsNullable(term.Column));
    }

    private static string Value(int place) => string.Create(CultureInfo.InvariantCulture, $"v{place}");
}
