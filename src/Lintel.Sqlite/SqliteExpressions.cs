using System.Globalization;
using System.Text;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Sql.Dialect;
using Lintel.Sqlite.Foreign;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite;

/// <summary>
/// How SQLite computes. Its integers become binary64 where they overflow, and it knows no decimals: what fits 64 bits for certain is
/// computed by SQLite, all else by functions of ours.
/// </summary>
internal sealed class SqliteExpressions : ExpressionDialect
{
    private const int MaxInteger = 18; // digits that a column keeps as an integer
    private const string Binary = " COLLATE BINARY";

    public override string Null(FieldType type) => "NULL";

    public override string Held(string column, FieldType type) => type is { Kept: not null, IsArray: false } ? ForeignForm.Of(type).Held(column) : column;

    public override string Arithmetic(ArithmeticOperator op, SqlOperand left, SqlOperand right, FieldType type, bool mayOverflow)
    {
        if (type.Kind == ScalarKind.Text) return $"({left.Text} || {right.Text})";
        if (left.Type.Kind == ScalarKind.Date) return $"(({left.Text} - {right.Text}) * 86400000000)";
        if (type.Kind == ScalarKind.Long && !mayOverflow) return $"({left.Text} {Symbol(op)} {right.Text})";
        var (one, other) = (Scale(left.Type), Scale(right.Type));
        if (type.IsScaledInteger && left.Type.Kind != ScalarKind.Long && right.Type.Kind != ScalarKind.Long && !mayOverflow)
        {
            if (op == ArithmeticOperator.Multiply) return $"({left.Text} * {right.Text})";
            // A remainder's type may be smaller than an operand with more digits behind the point.
            if (op is ArithmeticOperator.Add or ArithmeticOperator.Subtract) return $"({Scaled(left.Text, type.Scale - one)} {Symbol(op)} {Scaled(right.Text, type.Scale - other)})";
        }
        return string.Create(CultureInfo.InvariantCulture,
            $"{Functions.Arithmetic}({(int)op}, {left.Text}, {one}, {right.Text}, {other}, {Form(type)}, {Scale(type)})");
    }

    public override string Cast(SqlOperand operand, FieldType type, bool mayOverflow)
    {
        if (type.Kind == ScalarKind.Long) return operand.Text;
        if (type.Kind == ScalarKind.Decimal) return Decimal(operand, type);
        return operand.Type.Kind == ScalarKind.Decimal
            ? string.Create(CultureInfo.InvariantCulture, $"{Functions.ToDouble}({operand.Text}, {operand.Type.Scale})")
            : $"CAST({operand.Text} AS REAL)";
    }

    public override (string Left, string Right) Comparable(SqlOperand left, SqlOperand right, bool ordered)
    {
        if (!IsExact(left.Type) || !IsExact(right.Type)) return (Collates(left) || Collates(right) ? left.Text + Binary : left.Text, right.Text);
        var scale = Math.Max(Scale(left.Type), Scale(right.Type));
        if (Fits(left.Type, scale) && Fits(right.Type, scale))
            return (Scaled(left.Text, scale - Scale(left.Type)), Scaled(right.Text, scale - Scale(right.Type)));
        return (Collates(left) ? $"{InText(left)} COLLATE {Functions.Decimal}" : InText(left), $"{InText(right)} COLLATE {Functions.Decimal}");
    }

    public override string AsColumn(SqlOperand operand) => Listed(operand) is var text && text != operand.Text ? $"({text})" : text;

    public override string Listed(SqlOperand operand) => operand.IsColumn ? operand.Text : Ordered(operand);

    public override string Ordered(SqlOperand operand) =>
        operand.Type is { Kind: ScalarKind.Decimal, IsScaledInteger: false } ? $"{operand.Text} COLLATE {Functions.Decimal}" : Collates(operand) ? operand.Text + Binary : operand.Text;

    public override string Size(SqlOperand operand) => operand.Type.IsArray ? $"json_array_length({operand.Text})" : $"length({operand.Text})";

    public override string Calendar(CalendarUnit unit, SqlOperand time) => string.Create(
        CultureInfo.InvariantCulture, $"{Functions.Calendar}({(int)unit}, {time.Text}{(time.Type.Kind == ScalarKind.Date ? " * 86400000000" : "")})");

    public override string StartsWith(string text, string start) => $"instr({text}, {start}) = 1";

    public override string EndsWith(string text, string end) => $"{Functions.EndsWith}({text}, {end})";

    public override string Matches(string text, Func<bool, string> pattern) => $"{Functions.Matches}({text}, {pattern(false)})";

    public override string ElementLiteral(FieldType type, Value value)
    {
        using var buffer = new ParameterBuffer();
        return $"'{Encoding.UTF8.GetString(buffer.Element(type, value)).Replace("'", "''", StringComparison.Ordinal)}'";
    }

    public override string Aggregate(AggregateFunction function, SqlOperand column, FieldType type)
    {
        return function switch
        {
            AggregateFunction.Min => $"min({Ordered(column)})",
            AggregateFunction.Max => $"max({Ordered(column)})",
            // Of no rows a function knows neither scale nor form.
            AggregateFunction.Sum => $"CASE WHEN count(*) = 0 THEN {Zero(type)} ELSE {Total(Functions.Sum, column, type)} END",
            AggregateFunction.Avg => Total(Functions.Mean, column, type),
            AggregateFunction.Exists or AggregateFunction.All or AggregateFunction.Count => throw new NotSupportedException($"{function} is no aggregate of values."),
        };
    }

    // SQLite takes a collation from anywhere within an operand, even from a condition of a CASE in it (https://sqlite.org/datatype3.html §7.1):
    // where one stands inside, the operand's own is said, and on the left, which wins.
    private static bool Collates(SqlOperand operand) => !operand.IsColumn && operand.Text.Contains(" COLLATE ", StringComparison.Ordinal);

    private static string Total(string function, SqlOperand column, FieldType type) =>
        string.Create(CultureInfo.InvariantCulture, $"{function}({column.Text}, {Scale(column.Type)}, {Form(type)}, {Scale(type)})");

    private static string Zero(FieldType type) =>
        type is { Kind: ScalarKind.Decimal, IsScaledInteger: false } ? $"'{ExactArithmetic.Text(0, type.Scale)}'" : "0";

    // What a function shall make of a number: so many digits, a 64-bit integer, or an instant.
    private static int Form(FieldType type) =>
        type.Kind == ScalarKind.Decimal ? type.Precision : type.Kind is ScalarKind.Timestamp or ScalarKind.DateTime ? Functions.Instant : Functions.Integer;

    private static string Decimal(SqlOperand operand, FieldType type) => string.Create(CultureInfo.InvariantCulture,
        $"{Functions.Arithmetic}({(int)ArithmeticOperator.Add}, {operand.Text}, {Scale(operand.Type)}, 0, 0, {type.Precision}, {type.Scale})");

    private static string InText(SqlOperand operand) => operand.Type is { Kind: ScalarKind.Decimal, IsScaledInteger: false }
        ? operand.Text
        : string.Create(CultureInfo.InvariantCulture, $"{Functions.Arithmetic}({(int)ArithmeticOperator.Add}, {operand.Text}, {Scale(operand.Type)}, 0, 0, 38, {Scale(operand.Type)})");

    private static bool Fits(FieldType type, int scale)
    {
        if (type.Kind == ScalarKind.Long) return scale == 0;
        return type.Kind == ScalarKind.Int ? 10 + scale <= MaxInteger : type.IsScaledInteger && type.Precision - type.Scale + scale <= MaxInteger;
    }

    private static string Scaled(string text, int digits) => digits == 0 ? text : $"{text} * 1{new string('0', digits)}";

    private static string Symbol(ArithmeticOperator op) => op switch
    {
        ArithmeticOperator.Add => "+",
        ArithmeticOperator.Subtract => "-",
        ArithmeticOperator.Multiply => "*",
        ArithmeticOperator.Divide => "/",
        ArithmeticOperator.Modulo => "%",
    };

    private static int Scale(FieldType type) => type.Kind == ScalarKind.Decimal ? type.Scale : 0;

    private static bool IsExact(FieldType type) => !type.IsArray && type.Kind is ScalarKind.Int or ScalarKind.Long or ScalarKind.Decimal;
}
