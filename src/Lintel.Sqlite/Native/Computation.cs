using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Lintel.Expressions;

namespace Lintel.Sqlite.Native;

/// <summary>
/// The functions that expressions need: exact arithmetic in the engine's own words, and its regular expressions. What has no result is null;
/// none of it can raise.
/// </summary>
internal static unsafe class Computation
{
    private const int MaxPatterns = 256;

    private static readonly BigInteger Half = BigInteger.Pow(10, 19);
    private static readonly ConcurrentDictionary<string, MatchPattern?> Patterns = new(StringComparer.Ordinal);

    /// <summary>(operator, left, its scale, right, its scale, form, scale).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnArithmetic(nint context, int count, nint* values)
    {
        if (!TryNumber(values[1], out var left) || !TryNumber(values[3], out var right)) return;
        var (form, scale) = (Small(values[5]), Small(values[6]));
        var result = ExactArithmetic.Compute((ArithmeticOperator)Small(values[0]), left, Small(values[2]), right, Small(values[4]), scale, whole: form <= 0);
        if (result is { } number) Give(context, number, form, scale);
    }

    /// <summary>(decimal, scale).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnToDouble(nint context, int count, nint* values)
    {
        if (TryNumber(values[0], out var number)) Sqlite3.ResultDouble(context, ExactArithmetic.ToDouble(number, Small(values[1])));
    }

    /// <summary>(text, end).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnEndsWith(nint context, int count, nint* values)
    {
        if (IsText(values[0]) && IsText(values[1])) Sqlite3.ResultInteger(context, Functions.Bytes(values[0]).EndsWith(Functions.Bytes(values[1])) ? 1 : 0);
    }

    /// <summary>(text, pattern).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnMatches(nint context, int count, nint* values)
    {
        if (!IsText(values[0]) || !IsText(values[1])) return;
        if (Pattern(Encoding.UTF8.GetString(Functions.Bytes(values[1]))) is { } pattern)
            Sqlite3.ResultInteger(context, pattern.IsMatch(Encoding.UTF8.GetString(Functions.Bytes(values[0]))) ? 1 : 0);
    }

    /// <summary>(unit, microseconds).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnCalendar(nint context, int count, nint* values)
    {
        if (Sqlite3.ValueType(values[1]) == Sqlite3.TypeInteger && CalendarExpression.TextOf((CalendarUnit)Small(values[0]), Sqlite3.ValueInteger(values[1])) is { } text)
            Give(context, text);
    }

    /// <summary>(number, scale, form, scale of the result).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnStep(nint context, int count, nint* values)
    {
        var sum = (RunningSum*)Sqlite3.AggregateContext(context, sizeof(RunningSum));
        if (sum == null) return;
        (sum->Scale, sum->Form, sum->ResultScale) = (Small(values[1]), Small(values[2]), Small(values[3]));
        if (Sqlite3.ValueType(values[0]) == Sqlite3.TypeInteger)
        {
            sum->Low += Sqlite3.ValueInteger(values[0]);
            sum->Count++;
            return;
        }
        if (!TryNumber(values[0], out var number)) return;
        // Two halves: a sum of 38 digits and more fits no 128 bits, but one of 19 does for each row that there can be.
        var high = BigInteger.DivRem(number, Half, out var low);
        sum->High += (Int128)high;
        sum->Low += (Int128)low;
        sum->Count++;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnSum(nint context)
    {
        var sum = (RunningSum*)Sqlite3.AggregateContext(context, 0);
        if (sum != null) Give(context, sum->Total, sum->Form, sum->ResultScale);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnMean(nint context)
    {
        var sum = (RunningSum*)Sqlite3.AggregateContext(context, 0);
        if (sum == null || sum->Count == 0) return;
        var total = ExactArithmetic.Rescale(sum->Total, sum->Scale, sum->ResultScale);
        Give(context, ExactArithmetic.Quotient(total, sum->Count), sum->Form, sum->ResultScale);
    }

    private static MatchPattern? Pattern(string source)
    {
        if (Patterns.TryGetValue(source, out var known)) return known;
        if (Patterns.Count >= MaxPatterns) Patterns.Clear();
        return Patterns[source] = MatchPattern.TryParse(source, out _);
    }

    private static void Give(nint context, BigInteger number, int form, int scale)
    {
        if (form > Functions.Integer)
        {
            if (BigInteger.Abs(number) >= ExactArithmetic.Rescale(1, 0, form)) return;
            if (form <= 18)
            {
                Sqlite3.ResultInteger(context, (long)number);
                return;
            }
            Give(context, ExactArithmetic.Text(number, scale));
            return;
        }
        if (number < long.MinValue || number > long.MaxValue) return;
        if (form == Functions.Integer || ExactArithmetic.IsInstant((long)number)) Sqlite3.ResultInteger(context, (long)number);
    }

    private static void Give(nint context, string ascii)
    {
        Span<byte> text = stackalloc byte[ascii.Length];
        Encoding.ASCII.GetBytes(ascii, text);
        fixed (byte* bytes = text) Sqlite3.ResultText(context, bytes, text.Length, Sqlite3.Transient);
    }

    private static bool TryNumber(nint value, out BigInteger number)
    {
        number = default;
        var type = Sqlite3.ValueType(value);
        if (type == Sqlite3.TypeInteger) number = Sqlite3.ValueInteger(value);
        else if (type != Sqlite3.TypeText || !TryDigits(Functions.Bytes(value), out number)) return false;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out BigInteger number)
    {
        Span<char> digits = stackalloc char[80];
        var length = 0;
        foreach (var unit in text)
        {
            if (unit == '.') continue;
            if (length == digits.Length) break;
            digits[length++] = (char)unit;
        }
        return BigInteger.TryParse(digits[..length], System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out number);
    }

    private static int Small(nint value) => (int)Sqlite3.ValueInteger(value);

    private static bool IsText(nint value) => Sqlite3.ValueType(value) == Sqlite3.TypeText;

    /// <summary>What SQLite keeps for an aggregate between rows; zero before the first.</summary>
    private struct RunningSum
    {
        public Int128 High;
        public Int128 Low;
        public long Count;
        public int Scale;
        public int Form;
        public int ResultScale;

        public readonly BigInteger Total => (BigInteger)High * Half + (BigInteger)Low;
    }
}
