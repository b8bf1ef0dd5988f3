using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Tests;

/// <summary>What a service logged.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    public IReadOnlyCollection<LogLine> All => _lines;

    public IEnumerable<LogLine> Errors => _lines.Where(line => line.Level >= LogLevel.Error);

    /// <summary>The statements of the latest request, of the debug log.</summary>
    public async Task<int> StatementsAsync(string route)
    {
        // The line is written behind the answer's last byte.
        for (var i = 0; i < 200; i++)
        {
            var line = _lines.LastOrDefault(line => line.Values.ContainsKey("Statements") && (string?)line.Values["Route"] == route);
            if (line is not null) return (int)line.Values["Statements"]!;
            await Task.Delay(10);
        }
        throw new InvalidOperationException($"No line of the log tells of {route}.");
    }

    public void Clear() => _lines.Clear();

    public ILogger CreateLogger(string categoryName) => new Lines(_lines);

    public void Dispose() { }

    private sealed class Lines(ConcurrentQueue<LogLine> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = state is IReadOnlyList<KeyValuePair<string, object?>> pairs ? pairs.DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Value) : [];
            lines.Enqueue(new LogLine(logLevel, formatter(state, exception), exception, values));
        }
    }
}

/// <summary>One line.</summary>
internal sealed record LogLine(LogLevel Level, string Text, Exception? Exception, Dictionary<string, object?> Values);
