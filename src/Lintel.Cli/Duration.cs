using System.Globalization;

namespace Lintel.Cli;

/// <summary>Spans of time as one writes them at a command line: <c>30s</c>, <c>15m</c>, <c>8h</c>, <c>7d</c>.</summary>
internal static class Duration
{
    /// <summary>Reads one, of at least a second; null: it is none.</summary>
    public static TimeSpan? Read(string text) =>
        text is [.. var digits, var unit] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 1_000_000
            ? unit switch
            {
                's' => TimeSpan.FromSeconds(count),
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                'd' => TimeSpan.FromDays(count),
                _ => null,
            }
            : null;
}
