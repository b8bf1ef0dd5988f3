using System.Globalization;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Sql.Dialect;

namespace Lintel.Postgres;

/// <summary>
/// How PostgreSQL computes. Its numbers and times raise where they overflow: so everything that may is computed in numeric, which holds
/// all results, and what lies outside the type's range becomes null before it is cast back.
/// </summary>
internal sealed class PostgresExpressions : ExpressionDialect
{
    private static readonly string[] Powers = [.. Enumerable.Range(0, 80).Select(i => "1" + new string('0', i))];

    public override string Null(FieldType type) => $"(NULL::{PostgresDialect.Bare(type)})";

    public override string Held(string column, FieldType type) => NativeForms.Held(column, type);

    // Digits alone are of the smallest type that holds them.
    public override string Typed(string literal, FieldType type) =>
        type.Kind is ScalarKind.Int or ScalarKind.Long && !type.IsArray ? $"(({literal})::{PostgresDialect.Bare(type)})" : $"({literal})";

    public override string Arithmetic(ArithmeticOperator op, SqlOperand left, SqlOperand right, FieldType type, bool mayOverflow)
    {
        if (type.Kind == ScalarKind.Text) return $"({left.Text} || {right.Text})";
        if (type.Kind == ScalarKind.Long) return Integer(op, left.Text, right.Text, mayOverflow);
        return type.Kind == ScalarKind.Decimal ? Decimal(op, Numeric(left), Numeric(right), type, mayOverflow) : Time(op, left, right, type);
    }

    public override string Cast(SqlOperand operand, FieldType type, bool mayOverflow)
    {
        if (type.Kind == ScalarKind.Decimal) return mayOverflow ? InDigits(Numeric(operand), type) : Numeric(operand);
        return $"({operand.Text}::{PostgresDialect.Bare(type)})";
    }

    public override (string Left, string Right) Comparable(SqlOperand left, SqlOperand right, bool ordered) =>
        // A column has its collation; what is computed may have that of the database.
        ordered && IsText(left.Type) && !left.IsColumn && !right.IsColumn ? ($"{left.Text} COLLATE \"C\"", right.Text) : (left.Text, right.Text);

    public override string Ordered(SqlOperand operand) => IsText(operand.Type) ? $"{operand.Text} COLLATE \"C\"" : operand.Text;

    public override string AsColumn(SqlOperand operand) => IsText(operand.Type) && !operand.IsColumn ? $"({operand.Text} COLLATE \"C\")" : operand.Text;

    public override string Size(SqlOperand operand) => operand.Type.IsArray ? $"cardinality({operand.Text})" : $"char_length({operand.Text})";

    public override string Calendar(CalendarUnit unit, SqlOperand time)
    {
        var form = unit switch
        {
            CalendarUnit.Year => "YYYY",
            CalendarUnit.Quarter => "YYYY-\"Q\"Q",
            CalendarUnit.Month => "YYYY-MM",
            CalendarUnit.Week => "IYYY-\"W\"IW",
            CalendarUnit.Day => "YYYY-MM-DD",
            CalendarUnit.Hour => "YYYY-MM-DD\"T\"HH24",
        };
        return $"to_char({time.Text}{(time.Type.Kind == ScalarKind.Timestamp ? " AT TIME ZONE 'UTC'" : "::timestamp")}, '{form}')";
    }

    public override string StartsWith(string text, string start) => $"starts_with({text}, {start})";

    public override string EndsWith(string text, string end) => $"starts_with(reverse({text}), reverse({end}))";

    public override string Matches(string text, Func<bool, string> pattern) => $"({text} COLLATE \"C\") ~ {pattern(true)}";

    public override string ElementLiteral(FieldType type, Value value) => new PostgresDialect().Literal(type, value);

    public override string Aggregate(AggregateFunction function, SqlOperand column, FieldType type)
    {
        var value = column.Text;
        var scale = column.Type.Kind == ScalarKind.Decimal ? column.Type.Scale : 0;
        switch (function)
        {
            case AggregateFunction.Min or AggregateFunction.Max:
                return $"{(function == AggregateFunction.Min ? "min" : "max")}({Ordered(column)})";
            case AggregateFunction.Avg:
                return InDigits(Quotient($"sum({value}::numeric)", $"nullif(count({value}), 0)::numeric", type.Scale), type);
            case AggregateFunction.Sum when type.Kind == ScalarKind.Duration: return FromMicros(InLong($"coalesce(sum({Micros(value)}), 0)"), type);
            case AggregateFunction.Sum when type.Kind == ScalarKind.Long: return $"{InLong($"coalesce(sum({value}::numeric), 0)")}::bigint";
            case AggregateFunction.Sum: return InDigits($"coalesce(sum({value}), 0)", type with { Scale = scale });
            default: throw new NotSupportedException($"{function} is no aggregate of values.");
        }
    }

    private static string Integer(ArithmeticOperator op, string left, string right, bool mayOverflow)
    {
        var (one, other) = mayOverflow ? ($"{left}::numeric", $"{right}::numeric") : ($"{left}::bigint", $"{right}::bigint");
        var result = op switch
        {
            ArithmeticOperator.Add => $"{one} + {other}",
            ArithmeticOperator.Subtract => $"{one} - {other}",
            ArithmeticOperator.Multiply => $"{one} * {other}",
            ArithmeticOperator.Divide => mayOverflow ? $"div({one}, nullif({other}, 0))" : $"{one} / nullif({other}, 0)",
            ArithmeticOperator.Modulo => $"mod({one}, nullif({other}, 0))",
        };
        return mayOverflow ? $"({InLong(result)}::bigint)" : $"({result})";
    }

    private static string Decimal(ArithmeticOperator op, string left, string right, FieldType type, bool mayOverflow)
    {
        var result = op switch
        {
            ArithmeticOperator.Add => $"({left} + {right})",
            ArithmeticOperator.Subtract => $"({left} - {right})",
            ArithmeticOperator.Multiply => $"({left} * {right})",
            ArithmeticOperator.Divide => Quotient(left, $"nullif({right}, 0)", type.Scale),
            ArithmeticOperator.Modulo => $"mod({left}, nullif({right}, 0))",
        };
        return mayOverflow ? InDigits(result, type) : result;
    }

    // Numeric's own division rounds where it likes: div cuts exactly, and one digit more is all that rounding needs.
    private static string Quotient(string dividend, string divisor, int scale) => string.Create(
        CultureInfo.InvariantCulture, $"round(div({dividend} * {Powers[scale + 1]}, {divisor}) * 0.{new string('0', scale)}1, {scale})");

    private static string Time(ArithmeticOperator op, SqlOperand left, SqlOperand right, FieldType type)
    {
        if (left.Type.Kind == ScalarKind.Date) return FromMicros($"(({left.Text} - {right.Text})::numeric * 86400000000)", type);
        var sum = $"{Micros(left.Text)} {(op == ArithmeticOperator.Add ? "+" : "-")} {Micros(right.Text)}";
        if (type.Kind == ScalarKind.Duration) return FromMicros(InLong(sum), type);
        var (least, greatest) = ExactArithmetic.Instants;
        return FromMicros(Within(sum, (least - 1).ToString(CultureInfo.InvariantCulture), (greatest + 1).ToString(CultureInfo.InvariantCulture)), type);
    }

    // Exact, while an interval times a number goes through binary64.
    private static string Micros(string text) => $"extract(epoch FROM {text}) * 1000000";

    private static string FromMicros(string micros, FieldType type)
    {
        var interval = $"({micros}::bigint::text || ' microseconds')::interval";
        if (type.Kind == ScalarKind.Duration) return $"({interval})";
        return type.Kind == ScalarKind.DateTime ? $"(timestamp '1970-01-01' + {interval})" : $"(timestamptz '1970-01-01 00:00:00+00' + {interval})";
    }

    private static string InDigits(string number, FieldType type)
    {
        var limit = Powers[type.Precision - type.Scale];
        return Within(number, "-" + limit, limit);
    }

    private static string InLong(string number) => Within(number, "-9223372036854775809", "9223372036854775808");

    /// <summary>The number, or null where it does not lie between two limits; it is named once.</summary>
    private static string Within(string number, string below, string above) =>
        $"nullif(nullif(greatest(least({number}, {above}), {below}), {above}), {below})";

    private static string Numeric(SqlOperand operand) => operand.Type.Kind == ScalarKind.Decimal ? operand.Text : $"({operand.Text}::numeric)";

    // A column that is not ours has the order of its own collation, or of its enum, which its indexes have too.
    private static bool IsText(FieldType type) =>
        type.Kept is null && !type.IsArray && type.Kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum;
}
