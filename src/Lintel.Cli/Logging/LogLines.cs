using Microsoft.Extensions.Logging;

namespace Lintel.Cli.Logging;

/// <summary>How entries of the log are written.</summary>
internal enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A line with a JSON object, for programs.</summary>
    Json,
}

/// <summary>Adds the log of the command line: one entry a line on standard output.</summary>
internal static class LogLines
{
    public static ILoggingBuilder AddLines(this ILoggingBuilder logging, LogLevel level, LogFormat format, Terminal terminal) => logging
        .SetMinimumLevel(level)
        // The host's own lines repeat what each request's line says, but for what goes wrong.
        .AddFilter("Microsoft", level is LogLevel.Debug or LogLevel.Information ? LogLevel.Warning : level)
        // That the host can't start is said by the command itself.
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical)
        .AddProvider(new LineProvider(terminal.Log, terminal.Clock, format switch
        {
            LogFormat.Json => JsonLine.Write,
            LogFormat.Text => terminal.ColorsOut ? TextLine.WriteColored : TextLine.WritePlain,
        }));
}
