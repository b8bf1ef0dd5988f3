using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lintel.Fuzz.Serving;

/// <summary>What a server logs as an error; all else it need not write.</summary>
public sealed class ErrorLog
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>The lines since the last call.</summary>
    public IReadOnlyList<string> Drain()
    {
        var lines = new List<string>();
        while (_lines.TryDequeue(out var line)) lines.Add(line);
        return lines;
    }

    /// <summary>The lines since the last call, once there is one: the server writes it behind the last byte of its answer.</summary>
    public async Task<IReadOnlyList<string>> DrainBehindFailureAsync(CancellationToken cancellation)
    {
        for (var tries = 0; _lines.IsEmpty && tries < 200; tries++) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellation);
        return Drain();
    }

    /// <summary>Makes it the log of a host.</summary>
    public void AddTo(ILoggingBuilder logging) => logging.AddProvider(new Provider(_lines)).SetMinimumLevel(LogLevel.Error);

    private sealed class Provider(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Enqueue($"{formatter(state, exception)} {exception}".Trim());
        }

        public void Dispose() { }
    }
}
