using System.Globalization;
using System.Numerics;
using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Conformance.Expressions;

/// <summary>What an aggregate answers, written as plainly as can be: lines of values, and whether there are more.</summary>
internal sealed class NaiveAnswer(AggregateOperation question)
{
    private readonly Expression[] _groups = [.. question.Groups.Select(group => Compile(group.Text))];
    private readonly Expression?[] _measures = [.. question.Measures.Select(measure => measure.Term.Text == Measure.Rows ? null : Compile(measure.Term.Text))];

    public string[] Of(IReadOnlyList<IExpressionRow> all)
    {
        var best = (PathExpression)Compile("best.n");
        var rows = all
            .Where(row => question.Selection.Conditions.Count == 0 || ExpressionEvaluator.Evaluate(best, row, 0) is { IsNull: false, AsInteger: > 0 })
            .Where(row => question.Selection.Filter is null || ExpressionEvaluator.Holds(Compile(question.Selection.Filter.Text), row, 0));
        var groups = rows.GroupBy(row => string.Join('|', _groups.Select(group => ExpressionEvaluator.Evaluate(group, row, 0)))).Select(group => group.ToArray()).ToList();
        if (_groups.Length == 0 && groups.Count == 0) groups.Add([]);
        var answers = groups.Select(Answer).Where(Holds).ToList();
        answers.Sort(Compare);
        var limit = question.Selection.Page.Limit!.Value;
        return [.. answers.Take(limit).Select(answer => string.Join(" | ", answer.Select(pair => pair.Value))), answers.Count > limit ? "more" : "all"];
    }

    private List<(string Key, FieldType Type, Value Value)> Answer(IExpressionRow[] rows)
    {
        var answer = _groups.Select((group, i) => (question.Groups[i].Key, group.Type, ExpressionEvaluator.Evaluate(group, rows[0], 0))).ToList();
        // The answer has them by function.
        foreach (var (measure, value) in question.Measures.Zip(_measures).OrderBy(pair => pair.First.Function))
        {
            var type = value is null ? FieldType.Of(ScalarKind.Long) : MeasureTable.TypeOf(measure.Function, value.Type)!;
            Value[] values = value is null ? [] : [.. rows.Select(row => ExpressionEvaluator.Evaluate(value, row, 0)).Where(one => !one.IsNull)];
            answer.Add(($"{MeasureTable.Name(measure.Function)}.{measure.Term.Key}", type, value is null ? Value.Of((long)rows.Length) : Of(measure.Function, value.Type, type, values)));
        }
        return answer;
    }

    private static Value Of(MeasureFunction function, FieldType from, FieldType type, Value[] values) => function switch
    {
        MeasureFunction.Count => Value.Of((long)values.Length),
        MeasureFunction.CountDistinct => Value.Of((long)values.Distinct().Count()),
        MeasureFunction.Sum => Fitted(type, values.Aggregate(BigInteger.Zero, (sum, value) => sum + Digits(value))),
        MeasureFunction.Avg => values.Length == 0 ? Value.Null : Fitted(type, Mean(values, type.Scale - from.Scale)),
        MeasureFunction.Min => values.Length == 0 ? Value.Null : values.Order(Comparer<Value>.Create((left, right) => Naive.Compare(from, left, right))).First(),
        MeasureFunction.Max => values.Length == 0 ? Value.Null : values.Order(Comparer<Value>.Create((left, right) => Naive.Compare(from, left, right))).Last(),
    };

    private static BigInteger Mean(Value[] values, int moreDigits)
    {
        var sum = values.Aggregate(BigInteger.Zero, (sum, value) => sum + Digits(value)) * BigInteger.Pow(10, moreDigits);
        // Half away from zero: twice the size and one more half, cut.
        var size = (BigInteger.Abs(sum) * 2 + values.Length) / (2 * values.Length);
        return size * sum.Sign;
    }

    private static BigInteger Digits(Value value) => value.Kind == ValueKind.Integer
        ? value.AsInteger
        : BigInteger.Parse(value.AsText.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static Value Fitted(FieldType type, BigInteger number)
    {
        if (type.Kind != ScalarKind.Decimal) return number >= long.MinValue && number <= long.MaxValue ? Value.Of((long)number) : Value.Null;
        return BigInteger.Abs(number) < BigInteger.Pow(10, type.Precision) ? Value.Of(ExactArithmetic.Text(number, type.Scale)) : Value.Null;
    }

    private bool Holds(List<(string Key, FieldType Type, Value Value)> answer)
    {
        if (question.Having is not { } having) return true;
        var rows = answer.Find(pair => pair.Key == "count.rows").Value.AsInteger;
        return having.Text.Split(' ') switch
        {
            ["count.rows", ">", var least] => rows > long.Parse(least, CultureInfo.InvariantCulture),
            ["count.rows", "<=", var most] => rows <= long.Parse(most, CultureInfo.InvariantCulture),
            [var key, "<", var text] => Sign(key, text) < 0,
            [var key, ">", var text] => Sign(key, text) > 0,
            [var key, var op, "null", ..] => answer.Find(pair => pair.Key == key).Value.IsNull == (op == "==") || rows > 1,
            _ => throw new NotSupportedException(having.Text),
        };

        // With null nothing is less or greater.
        int Sign(string key, string text)
        {
            var (_, type, value) = answer.Find(pair => pair.Key == key);
            return value.IsNull ? 0 : Naive.Compare(type, value, Value.Of(text.Trim('\'')));
        }
    }

    private int Compare(List<(string Key, FieldType Type, Value Value)> left, List<(string Key, FieldType Type, Value Value)> right)
    {
        foreach (var (key, descending) in question.Selection.Order.Select(term => (term.Path, term.Descending)).Concat(question.Groups.Select(group => (group.Key, false))))
        {
            var place = left.FindIndex(pair => pair.Key == key);
            var sign = Naive.Compare(left[place].Type, left[place].Value, right[place].Value);
            if (sign != 0) return descending ? -sign : sign;
        }
        return 0;
    }

    private static Expression Compile(string text) => ExpressionCompiler.Compile(text, ExpressionData.Model.FindResource("item")!).Expression!;
}
