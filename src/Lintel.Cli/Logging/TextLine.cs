using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Lintel.Cli.Logging;

/// <summary>An entry for people: time (UTC), level and message. The ids of a request are shown where something went wrong.</summary>
internal static class TextLine
{
    public static string WritePlain(LogEntry entry) => Write(entry, "", "");

    public static string WriteColored(LogEntry entry) => Write(entry, entry.Level switch
    {
        LogLevel.Error or LogLevel.Critical => "\e[31m",
        LogLevel.Warning => "\e[33m",
        LogLevel.Trace or LogLevel.Debug or LogLevel.Information or LogLevel.None => "\e[2m",
    }, "\e[0m");

    private static string Write(LogEntry entry, string tint, string plain)
    {
        var level = entry.Level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information or LogLevel.None => "info ",
            LogLevel.Warning => "warn ",
            LogLevel.Error or LogLevel.Critical => "error",
        };
        var message = entry.Message;
        if (entry.Level < LogLevel.Warning && message.IndexOf(" (request ", StringComparison.Ordinal) is var ids and >= 0) message = message[..ids];
        var cause = entry.Exception is null ? "" : "\n" + entry.Exception;
        return string.Create(CultureInfo.InvariantCulture, $"{entry.Time:HH:mm:ss.fff} {tint}{level}{plain} {message}{cause}");
    }
}
