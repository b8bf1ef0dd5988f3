namespace Lintel.Postgres.Native;

/// <summary>The engine counts from 1970, PostgreSQL from 2000.</summary>
internal static class Clock
{
    /// <summary>Days from 1970-01-01 to 2000-01-01.</summary>
    public const int Days = 10957;

    /// <summary>The same in microseconds.</summary>
    public const long Micros = Days * 86_400_000_000L;

    /// <summary>The day number of 1970-01-01.</summary>
    public static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Microseconds since 1970 as a date and time.</summary>
    public static DateTime Moment(long micros) => new(DateTime.UnixEpoch.Ticks + micros * TimeSpan.TicksPerMicrosecond);
}
