using System.Numerics;
using Lintel.Model;

namespace Lintel.Expressions.Evaluation;

/// <summary>Evaluates expressions on rows in memory. Nothing raises; what has no value is null.</summary>
/// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
/// <param name="parameters">The parameters that <see cref="ParameterExpression"/>s name; empty where there are none.</param>
/// <param name="input">What an action is given; null: the expression is of no action.</param>
internal sealed class Evaluator(long now, IReadOnlyList<Value> parameters, IExpressionRow? input = null)
{
    private readonly List<IExpressionRow> _rows = [];

    /// <summary>The value for a row; of a condition true or false.</summary>
    public Value Evaluate(Expression expression, IExpressionRow row)
    {
        _rows.Clear();
        _rows.Add(row);
        return Value(expression);
    }

    private Value Value(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        ParameterExpression parameter => parameters[parameter.Slot],
        NowExpression => Model.Value.Of(now),
        PathExpression path => Follow(path.Row, path.Hops) is { } row ? Get(row, path.Field) : default,
        ArithmeticExpression arithmetic => Arithmetic(arithmetic, Value(arithmetic.Left), Value(arithmetic.Right)),
        CastExpression cast => Cast(cast, Value(cast.Operand)),
        ConditionalExpression conditional => Value(IsTrue(conditional.Condition) ? conditional.Then : conditional.Else),
        SizeExpression size => Size(Value(size.Operand)),
        CalendarExpression calendar => Calendar(calendar, Value(calendar.Operand)),
        AggregateExpression { Function: not (AggregateFunction.Exists or AggregateFunction.All) } aggregate => Aggregate(aggregate),
        _ => Model.Value.Of(IsTrue(expression)),
    };

    private bool IsTrue(Expression expression) => expression switch
    {
        ChainExpression chain => chain.IsOr ? AnyTrue(chain.Parts) : AllTrue(chain.Parts),
        NotExpression not => !IsTrue(not.Operand),
        ComparisonExpression comparison => Compare(comparison, Value(comparison.Left), Value(comparison.Right)),
        InExpression within => IsIn(within.Operand.Type, Value(within.Operand), Value(within.List)),
        ElementExpression element => IsElement(Value(element.Element), Value(element.Array)),
        TextTestExpression test => Test(test.Test, Value(test.Operand), Value(test.Part)),
        MatchExpression match => Value(match.Operand) is { IsNull: false } text && match.Pattern.IsMatch(text.AsText),
        AggregateExpression { Function: AggregateFunction.Exists or AggregateFunction.All } aggregate => Holds(aggregate),
        _ => Value(expression) is { IsNull: false, AsBool: true },
    };

    private bool AllTrue(IReadOnlyList<Expression> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (!IsTrue(parts[i])) return false;
        }
        return true;
    }

    private bool AnyTrue(IReadOnlyList<Expression> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (IsTrue(parts[i])) return true;
        }
        return false;
    }

    // What a column would hold: in memory a row may be new.
    // What the type can't hold, of a database that is not ours, is null in SQL's expressions too.
    private Value Get(IExpressionRow row, Field field)
    {
        var value = field.Computed is { } computed ? new Evaluator(now, parameters).Evaluate(computed, row) : row.Get(field);
        return value.IsOutside(field.Type) ? default : value;
    }

    private IExpressionRow? Follow(RowVariable variable, IReadOnlyList<Relation> hops)
    {
        var row = variable.IsInput ? input ?? throw new InvalidOperationException("Nothing is given to this expression.") : _rows[variable.Depth];
        for (var i = 0; i < hops.Count; i++)
        {
            if (row.One(hops[i]) is not { } next) return null;
            row = next;
        }
        return row;
    }

    private static bool Compare(ComparisonExpression comparison, Value left, Value right)
    {
        var op = comparison.Operator;
        if (left.IsNull || right.IsNull)
            return (op == ComparisonOperator.Equal && left.IsNull && right.IsNull) || (op == ComparisonOperator.NotEqual && left.IsNull != right.IsNull);
        var order = ValueOrder.Compare(comparison.Left.Type, left, comparison.Right.Type, right);
        return op switch
        {
            ComparisonOperator.Equal => order == 0,
            ComparisonOperator.NotEqual => order != 0,
            ComparisonOperator.Less => order < 0,
            ComparisonOperator.LessOrEqual => order <= 0,
            ComparisonOperator.Greater => order > 0,
            ComparisonOperator.GreaterOrEqual => order >= 0,
        };
    }

    private static bool IsIn(FieldType type, Value value, Value list)
    {
        if (value.IsNull) return false;
        foreach (var item in list.AsList)
        {
            if (ValueOrder.Compare(type, value, type, item) == 0) return true;
        }
        return false;
    }

    private static bool IsElement(Value element, Value array) => !array.IsNull && Array.IndexOf(array.AsList, element) >= 0;

    private static bool Test(TextTest test, Value text, Value part) => !text.IsNull && !part.IsNull && test switch
    {
        TextTest.StartsWith => text.AsText.StartsWith(part.AsText, StringComparison.Ordinal),
        TextTest.EndsWith => text.AsText.EndsWith(part.AsText, StringComparison.Ordinal),
        TextTest.Contains => text.AsText.Contains(part.AsText, StringComparison.Ordinal),
    };

    private static Value Size(Value value) =>
        value.IsNull ? default : Model.Value.Of((long)(value.Kind == ValueKind.List ? value.AsList.Length : CodePointOrder.Length(value.AsText)));

    private static Value Calendar(CalendarExpression calendar, Value value)
    {
        if (value.IsNull) return default;
        var micros = calendar.Operand.Type.Kind == ScalarKind.Date ? value.AsInteger * ExpressionTypes.Day : value.AsInteger;
        return CalendarExpression.TextOf(calendar.Unit, micros) is { } text ? Model.Value.Of(text) : default;
    }

    private static Value Arithmetic(ArithmeticExpression arithmetic, Value left, Value right)
    {
        if (left.IsNull || right.IsNull) return default;
        var (one, other, type) = (arithmetic.Left.Type, arithmetic.Right.Type, arithmetic.Type);
        if (type.Kind == ScalarKind.Text) return Model.Value.Of(left.AsText + right.AsText);
        var scale = ExpressionTypes.Scale(type);
        var result = ExactArithmetic.Compute(arithmetic.Operator, ExactArithmetic.Read(one, left), ExpressionTypes.Scale(one),
            ExactArithmetic.Read(other, right), ExpressionTypes.Scale(other), scale, whole: type.Kind != ScalarKind.Decimal);
        if (result is not { } number) return default;
        return ExactArithmetic.Write(type, one.Kind == ScalarKind.Date ? number * ExpressionTypes.Day : number);
    }

    private static Value Cast(CastExpression cast, Value value)
    {
        if (value.IsNull) return default;
        var (from, to) = (cast.Operand.Type, cast.Type);
        if (to.Kind == ScalarKind.Long) return value;
        var number = ExactArithmetic.Read(from, value);
        var scale = ExpressionTypes.Scale(from);
        return to.Kind == ScalarKind.Double
            ? Model.Value.Of(ExactArithmetic.ToDouble(number, scale))
            : ExactArithmetic.Write(to, ExactArithmetic.Rescale(number, scale, to.Scale));
    }

    private IReadOnlyList<IExpressionRow> Rows(AggregateExpression aggregate) =>
        Follow(aggregate.From, aggregate.Hops) is { } row ? row.Many(aggregate.Relation) : [];

    private bool Holds(AggregateExpression aggregate)
    {
        var all = aggregate.Function == AggregateFunction.All;
        foreach (var row in Rows(aggregate))
        {
            _rows.Add(row);
            var holds = IsTrue(aggregate.Body!);
            _rows.RemoveAt(_rows.Count - 1);
            if (holds != all) return !all;
        }
        return all;
    }

    private Value Aggregate(AggregateExpression aggregate)
    {
        var rows = Rows(aggregate);
        if (aggregate.Body is not { } body) return Model.Value.Of((long)rows.Count);
        var (type, count, sum, best) = (body.Type, 0L, BigInteger.Zero, default(Value));
        foreach (var row in rows)
        {
            _rows.Add(row);
            var value = aggregate.Function == AggregateFunction.Count ? IsTrue(body) ? Model.Value.Of(true) : default : Value(body);
            _rows.RemoveAt(_rows.Count - 1);
            if (value.IsNull) continue;
            count++;
            if (aggregate.Function is AggregateFunction.Sum or AggregateFunction.Avg) sum += ExactArithmetic.Read(type, value);
            else if (aggregate.Function is AggregateFunction.Min or AggregateFunction.Max && IsBetter(aggregate.Function, type, value, best)) best = value;
        }
        return aggregate.Function switch
        {
            AggregateFunction.Count => Model.Value.Of(count),
            AggregateFunction.Sum => ExactArithmetic.Write(aggregate.Type, sum),
            AggregateFunction.Avg => count == 0 ? default : ExactArithmetic.Write(aggregate.Type,
                ExactArithmetic.Quotient(ExactArithmetic.Rescale(sum, ExpressionTypes.Scale(type), aggregate.Type.Scale), count)),
            AggregateFunction.Min or AggregateFunction.Max => best,
            AggregateFunction.Exists or AggregateFunction.All => throw new InvalidOperationException("These are conditions."),
        };
    }

    private static bool IsBetter(AggregateFunction function, FieldType type, Value value, Value best) =>
        best.IsNull || (function == AggregateFunction.Min ? ValueOrder.Compare(type, value, type, best) < 0 : ValueOrder.Compare(type, value, type, best) > 0);
}
