using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Lintel.Cli.Logging;

/// <summary>An entry of the log.</summary>
/// <param name="Time">When.</param>
/// <param name="Level">How bad.</param>
/// <param name="Event">The event's name.</param>
/// <param name="Message">The message with its values.</param>
/// <param name="Values">The values by their names.</param>
/// <param name="Exception">What was thrown.</param>
internal readonly record struct LogEntry(
    DateTimeOffset Time, LogLevel Level, string Event, string Message, IReadOnlyList<KeyValuePair<string, object?>> Values, Exception? Exception);

/// <summary>
/// Writes each entry as one line. Requests do not wait for the terminal; the queue is bounded, and what it could not take is counted.
/// </summary>
internal sealed class LineProvider : ILoggerProvider
{
    private const int MaxQueued = 16_384;
    private const int MaxBatch = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxQueued) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly TimeProvider _clock;
    private readonly Func<LogEntry, string> _format;
    private readonly Task _writing;
    private long _lost;

    public LineProvider(TextWriter output, TimeProvider clock, Func<LogEntry, string> format)
    {
        _clock = clock;
        _format = format;
        _writing = Task.Run(() => WriteAsync(output));
    }

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
        // What is queued is still written, unless nobody takes it.
        _lines.Writer.TryComplete();
        ((IAsyncResult)_writing).AsyncWaitHandle.WaitOne(Patience);
    }

    private async Task WriteAsync(TextWriter output)
    {
        var batch = new StringBuilder();
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Length < MaxBatch && _lines.Reader.TryRead(out var line)) batch.Append(line).Append('\n');
            if (Interlocked.Exchange(ref _lost, 0) is var lost and > 0)
            {
                KeyValuePair<string, object?>[] values = [new("Lines", lost)];
                var words = string.Create(CultureInfo.InvariantCulture, $"{lost} lines were lost, since nobody took them in time");
                batch.Append(_format(new LogEntry(_clock.GetUtcNow(), LogLevel.Warning, "LogLost", words, values, null))).Append('\n');
            }
            try
            {
                await output.WriteAsync(batch).ConfigureAwait(false);
                await output.FlushAsync().ConfigureAwait(false);
            }
            catch (IOException)
            {
                // Who read the log went away; the server stays.
                output = TextWriter.Null;
            }
        }
    }

    private void Add(LogEntry entry)
    {
        if (!_lines.Writer.TryWrite(_format(entry))) Interlocked.Increment(ref _lost);
    }

    private sealed class LineLogger(LineProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => provider.Add(new LogEntry(
            provider._clock.GetUtcNow(), logLevel, eventId.Name ?? category, formatter(state, exception), state as IReadOnlyList<KeyValuePair<string, object?>> ?? [], exception));
    }
}
