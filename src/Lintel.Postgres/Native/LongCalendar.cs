using System.Globalization;

namespace Lintel.Postgres.Native;

/// <summary>The Gregorian calendar for all days that PostgreSQL has, before the first year and behind the 9999th, which .NET's does not.</summary>
internal static class LongCalendar
{
    private const long DaysOfEra = 146_097; // 400 years
    private const long FirstDay = -719_468; // 0000-03-01, in days since 1970-01-01

    /// <summary>The date of a day since 1970-01-01, with as many digits of the year as it has and at least four, and whether it is before the first year.</summary>
    public static (string Date, bool IsBefore) Of(long day)
    {
        // Years that begin in March have their leap day last: Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        var shifted = day - FirstDay;
        var era = Math.DivRem(shifted, DaysOfEra, out var ofEra);
        if (ofEra < 0) (era, ofEra) = (era - 1, ofEra + DaysOfEra);
        var yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        var dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var month = (5 * dayOfYear + 2) / 153;
        var date = dayOfYear - (153 * month + 2) / 5 + 1;
        month = month < 10 ? month + 3 : month - 9;
        var year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        // There is no year 0: the one before the first is 1 BC.
        return (string.Create(CultureInfo.InvariantCulture, $"{(year > 0 ? year : 1 - year):0000}-{month:00}-{date:00}"), year <= 0);
    }
}
