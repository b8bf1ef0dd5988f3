using System.Globalization;
using System.Runtime.CompilerServices;

namespace Lintel.Expressions;

/// <summary>The parts of the calendar, ISO 8601. The numbers stand in the statements of SQLite databases, and so never change.</summary>
public enum CalendarUnit
{
    /// <summary><c>2026</c>.</summary>
    Year = 0,

    /// <summary><c>2026-Q1</c>.</summary>
    Quarter = 1,

    /// <summary><c>2026-01</c>.</summary>
    Month = 2,

    /// <summary><c>2026-W05</c>: a week begins on Monday, and belongs to the year of its Thursday.</summary>
    Week = 3,

    /// <summary><c>2026-01-31</c>.</summary>
    Day = 4,

    /// <summary><c>2026-01-31T10</c>.</summary>
    Hour = 5,
}

/// <summary>The year, month or other part of the calendar that a time lies in, as text; of an instant in UTC; null of null.</summary>
/// <param name="Unit">Which part.</param>
/// <param name="Operand">A date, a date with a time, or an instant.</param>
public sealed record CalendarExpression(CalendarUnit Unit, Expression Operand) : Expression(ExpressionTypes.Text, Operand.Nullable)
{
    /// <summary>The text for a time; of texts of one unit the earlier is the lesser. Null outside the years 1 to 9999.</summary>
    /// <param name="unit">Which part.</param>
    /// <param name="micros">Microseconds since 1970.</param>
    public static string? TextOf(CalendarUnit unit, long micros)
    {
        if (!ExactArithmetic.IsInstant(micros)) return null;
        var time = DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
        return unit switch
        {
            CalendarUnit.Year => Invariant($"{time.Year:D4}"),
            CalendarUnit.Quarter => Invariant($"{time.Year:D4}-Q{(time.Month + 2) / 3}"),
            CalendarUnit.Month => Invariant($"{time.Year:D4}-{time.Month:D2}"),
            CalendarUnit.Week => Invariant($"{ISOWeek.GetYear(time):D4}-W{ISOWeek.GetWeekOfYear(time):D2}"),
            CalendarUnit.Day => Invariant($"{time.Year:D4}-{time.Month:D2}-{time.Day:D2}"),
            CalendarUnit.Hour => Invariant($"{time.Year:D4}-{time.Month:D2}-{time.Day:D2}T{time.Hour:D2}"),
        };
    }

    private static string Invariant(ref DefaultInterpolatedStringHandler text) => string.Create(CultureInfo.InvariantCulture, ref text);
}
