using System.Globalization;
using System.Text;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Expressions;

/// <summary>The canonical text: one spelling of each operator, parentheses around each, rows named by their depth.</summary>
internal static class ExpressionPrinter
{
    public static string Print(Expression expression)
    {
        var text = new StringBuilder();
        Print(expression, text);
        return text.ToString();
    }

    /// <summary>Appends it to a text.</summary>
    public static void Print(Expression expression, StringBuilder text)
    {
        switch (expression)
        {
            case ConstantExpression constant: Constant(constant.Type, constant.Value, text); break;
            case ParameterExpression parameter:
                text.Append(CultureInfo.InvariantCulture, $"${parameter.Slot}:{Type(parameter.Type)}");
                break;
            case NowExpression: text.Append("now()"); break;
            case CallerExpression caller: text.Append(caller.Path); break;
            case PathExpression path: Path(path.Row, path.Hops, path.Field.Name, text); break;
            case ChainExpression chain: Joined(chain.Parts, chain.IsOr ? " or " : " and ", text); break;
            case NotExpression not: Between("(not ", not.Operand, ")", text); break;
            case ComparisonExpression comparison: Infix(comparison.Left, Symbol(comparison.Operator), comparison.Right, text); break;
            case InExpression within: Infix(within.Operand, "in", within.List, text); break;
            case ElementExpression element: Infix(element.Element, "in", element.Array, text); break;
            case ArithmeticExpression arithmetic: Infix(arithmetic.Left, Symbol(arithmetic.Operator), arithmetic.Right, text); break;
            case CastExpression cast: Print(cast.Operand, text); break;
            case ConditionalExpression conditional:
                Between("(", conditional.Condition, " ? ", text);
                Between("", conditional.Then, " : ", text);
                Between("", conditional.Else, ")", text);
                break;
            case SizeExpression size: Between("size(", size.Operand, ")", text); break;
            case CalendarExpression calendar: Between(Name(calendar.Unit) + "(", calendar.Operand, ")", text); break;
            case TextTestExpression test:
                Print(test.Operand, text);
                Between(test.Test switch { TextTest.StartsWith => ".startsWith(", TextTest.EndsWith => ".endsWith(", TextTest.Contains => ".contains(" }, test.Part, ")", text);
                break;
            case MatchExpression match:
                Print(match.Operand, text);
                text.Append(".matches(");
                if (match.Slot < 0) Quoted(match.Pattern.Source, text);
                else text.Append(CultureInfo.InvariantCulture, $"${match.Slot}:pattern");
                text.Append(')');
                break;
            case AggregateExpression aggregate: Aggregate(aggregate, text); break;
            default: throw new NotSupportedException($"No text of {expression.GetType().Name}.");
        }
    }

    private static void Aggregate(AggregateExpression aggregate, StringBuilder text)
    {
        Path(aggregate.From, aggregate.Hops, aggregate.Relation.Name, text);
        text.Append(CultureInfo.InvariantCulture, $".{Name(aggregate.Function)}(");
        if (aggregate.Body is { } body)
        {
            text.Append(CultureInfo.InvariantCulture, $"{aggregate.Row.Name}, ");
            Print(body, text);
        }
        text.Append(')');
    }

    public static string Name(AggregateFunction function) => function switch
    {
        AggregateFunction.Exists => "exists",
        AggregateFunction.All => "all",
        AggregateFunction.Count => "count",
        AggregateFunction.Sum => "sum",
        AggregateFunction.Avg => "avg",
        AggregateFunction.Min => "min",
        AggregateFunction.Max => "max",
    };

    public static string Name(CalendarUnit unit) => unit switch
    {
        CalendarUnit.Year => "year",
        CalendarUnit.Quarter => "quarter",
        CalendarUnit.Month => "month",
        CalendarUnit.Week => "week",
        CalendarUnit.Day => "day",
        CalendarUnit.Hour => "hour",
    };

    public static string Symbol(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Equal => "==",
        ComparisonOperator.NotEqual => "!=",
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        ComparisonOperator.GreaterOrEqual => ">=",
    };

    public static string Symbol(ArithmeticOperator op) => op switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        ArithmeticOperator.Divide => "/",
        ArithmeticOperator.Modulo => "%",
    };

    // A decimal's digits change no enum's text: the names of an enum are not needed to tell shapes apart.
    private static string Type(FieldType type) => type.Kind == ScalarKind.Enum ? "enum" : type.ToString();

    private static void Path(RowVariable row, IReadOnlyList<Relation> hops, string last, StringBuilder text)
    {
        if (row.Name.Length > 0) text.Append(row.Name).Append('.');
        foreach (var hop in hops) text.Append(hop.Name).Append('.');
        text.Append(last);
    }

    private static void Infix(Expression left, string symbol, Expression right, StringBuilder text)
    {
        Between("(", left, $" {symbol} ", text);
        Between("", right, ")", text);
    }

    private static void Between(string before, Expression expression, string after, StringBuilder text)
    {
        text.Append(before);
        Print(expression, text);
        text.Append(after);
    }

    private static void Joined(IReadOnlyList<Expression> parts, string separator, StringBuilder text)
    {
        for (var i = 0; i < parts.Count; i++) Between(i == 0 ? "(" : separator, parts[i], i == parts.Count - 1 ? ")" : "", text);
    }

    private static void Constant(FieldType type, Value value, StringBuilder text)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: text.Append("null"); break;
            case ValueKind.List:
                text.Append('[');
                for (var i = 0; i < value.AsList.Length; i++)
                {
                    if (i > 0) text.Append(", ");
                    Constant(type, value.AsList[i], text);
                }
                text.Append(']');
                break;
            case ValueKind.Double: text.Append(value.AsDouble.ToString("E16", CultureInfo.InvariantCulture)); break;
            default:
                var written = ScalarText.Of(type, value);
                var function = type.Kind switch
                {
                    ScalarKind.Date => "date",
                    ScalarKind.Time => "time",
                    ScalarKind.DateTime => "datetime",
                    ScalarKind.Timestamp => "timestamp",
                    ScalarKind.Duration => "duration",
                    ScalarKind.Uuid => "uuid",
                    _ => null,
                };
                if (function is not null) text.Append(CultureInfo.InvariantCulture, $"{function}('{written}')");
                else if (ExpressionTypes.IsText(type)) Quoted(written, text);
                else text.Append(written);
                break;
        }
    }

    private static void Quoted(string content, StringBuilder text)
    {
        text.Append('\'');
        foreach (var unit in content)
        {
            if (unit is '\\' or '\'') text.Append('\\').Append(unit);
            else if (unit < ' ') text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            else text.Append(unit);
        }
        text.Append('\'');
    }
}
