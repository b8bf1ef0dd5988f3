using System.Globalization;
using System.Numerics;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Expressions;

/// <summary>
/// Arithmetic on whole numbers, decimals and times: exact, then fitted to the type of the result. What does not fit is null.
/// docs/expressions.md says which type a result has.
/// </summary>
public static class ExactArithmetic
{
    private static readonly BigInteger[] Powers = [.. Enumerable.Range(0, 120).Select(i => BigInteger.Pow(10, i))];
    private static readonly long LeastInstant = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long GreatestInstant = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The result of two numbers that are integers scaled by ten to the power of their scales; null where there is none.</summary>
    /// <param name="op">What is computed.</param>
    /// <param name="left">The first.</param>
    /// <param name="leftScale">Its digits behind the point.</param>
    /// <param name="right">The second.</param>
    /// <param name="rightScale">Its digits behind the point.</param>
    /// <param name="scale">The digits behind the point of the result.</param>
    /// <param name="whole">Whether a quotient is cut, as that of whole numbers is, or else rounded half away from zero.</param>
    public static BigInteger? Compute(ArithmeticOperator op, BigInteger left, int leftScale, BigInteger right, int rightScale, int scale, bool whole)
    {
        switch (op)
        {
            case ArithmeticOperator.Multiply: return left * right * Powers[scale - leftScale - rightScale];
            case ArithmeticOperator.Divide:
                if (right.IsZero) return null;
                return whole ? left / right : Quotient(left * Powers[scale - leftScale + rightScale], right);
            case ArithmeticOperator.Add or ArithmeticOperator.Subtract or ArithmeticOperator.Modulo:
                left *= Powers[scale - leftScale];
                right *= Powers[scale - rightScale];
                if (op == ArithmeticOperator.Modulo) return right.IsZero ? null : BigInteger.Remainder(left, right);
                return op == ArithmeticOperator.Add ? left + right : left - right;
            default: throw new NotSupportedException($"No arithmetic {op}.");
        }
    }

    /// <summary>A quotient, rounded half away from zero; the divisor is not zero.</summary>
    public static BigInteger Quotient(BigInteger dividend, BigInteger divisor)
    {
        var quotient = BigInteger.DivRem(dividend * 10, divisor, out _);
        return (quotient + 5 * quotient.Sign) / 10;
    }

    /// <summary>An exact number, time or duration as an integer scaled by the scale of its type.</summary>
    public static BigInteger Read(FieldType type, Value value)
    {
        if (value.Kind == ValueKind.Integer) return value.AsInteger;
        return Read(value.AsText);
    }

    /// <summary>The digits of a decimal in text, without its point.</summary>
    public static BigInteger Read(string text) =>
        BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>The value of a type from its scaled integer; null where it does not fit.</summary>
    public static Value Write(FieldType type, BigInteger number)
    {
        if (type.Kind == ScalarKind.Decimal)
        {
            if (BigInteger.Abs(number) >= Powers[type.Precision]) return Value.Null;
            return type.IsScaledInteger ? Value.Of((long)number) : Value.Of(Text(number, type.Scale));
        }
        if (number < long.MinValue || number > long.MaxValue) return Value.Null;
        var integer = (long)number;
        return type.Kind is ScalarKind.Timestamp or ScalarKind.DateTime && !IsInstant(integer) ? Value.Null : Value.Of(integer);
    }

    /// <summary>Whether so many microseconds since 1970 lie in the years 1 to 9999.</summary>
    public static bool IsInstant(long micros) => micros >= LeastInstant && micros <= GreatestInstant;

    /// <summary>The first and the last instant, in microseconds since 1970.</summary>
    public static (long Least, long Greatest) Instants => (LeastInstant, GreatestInstant);

    /// <summary>A scaled integer with its point.</summary>
    public static string Text(BigInteger number, int scale)
    {
        var digits = BigInteger.Abs(number).ToString("R", CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        var sign = number.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits.AsSpan(0, digits.Length - scale)}.{digits.AsSpan(digits.Length - scale)}";
    }

    /// <summary>The same number with more digits behind the point.</summary>
    public static BigInteger Rescale(BigInteger number, int from, int to) => number * Powers[to - from];

    /// <summary>The same number with more digits behind the point, or rounded half away from zero to fewer.</summary>
    public static BigInteger Fit(BigInteger number, int from, int to) => to >= from ? Rescale(number, from, to) : Quotient(number, Powers[from - to]);

    /// <summary>The nearest binary64 number.</summary>
    public static double ToDouble(BigInteger number, int scale) =>
        scale == 0 && number >= long.MinValue && number <= long.MaxValue ? (long)number : double.Parse(Text(number, scale), CultureInfo.InvariantCulture);

    /// <summary>Orders two scaled integers by their value.</summary>
    public static int Compare(BigInteger left, int leftScale, BigInteger right, int rightScale)
    {
        var scale = Math.Max(leftScale, rightScale);
        return (left * Powers[scale - leftScale]).CompareTo(right * Powers[scale - rightScale]);
    }

    /// <summary>Orders two exact numbers of their types.</summary>
    internal static int Compare(FieldType leftType, Value left, FieldType rightType, Value right)
    {
        if (left.Kind == ValueKind.Integer && right.Kind == ValueKind.Integer && ExpressionTypes.Scale(leftType) == ExpressionTypes.Scale(rightType))
            return left.AsInteger.CompareTo(right.AsInteger);
        if (left.Kind == ValueKind.Text && right.Kind == ValueKind.Text && leftType.Scale == rightType.Scale) return FixedDecimal.Compare(left.AsText, right.AsText);
        return Compare(Read(leftType, left), ExpressionTypes.Scale(leftType), Read(rightType, right), ExpressionTypes.Scale(rightType));
    }
}
