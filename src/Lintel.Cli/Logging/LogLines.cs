using Microsoft.Extensions.Logging;

namespace Lintel.Cli.Logging;

/// <summary>Adds the log of the command line: one JSON object a line on standard output.</summary>
internal static class LogLines
{
    public static ILoggingBuilder AddLines(this ILoggingBuilder logging, LogLevel level, Terminal terminal) => logging
        .SetMinimumLevel(level)
        // The host's own lines repeat what each request's line says, but for what goes wrong.
        .AddFilter("Microsoft", level < LogLevel.Debug ? level : LogLevel.Warning)
        .AddProvider(new JsonLineProvider(terminal.Out, terminal.Clock));
}
