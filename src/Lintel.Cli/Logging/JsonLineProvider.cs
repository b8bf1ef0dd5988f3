using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Lintel.Cli.Logging;

/// <summary>
/// Writes each entry as one line of JSON: <c>time</c>, <c>level</c>, <c>event</c>, <c>message</c>, and each value of the message under
/// its own name. Requests do not wait for the terminal; the queue is bounded, and what it could not take is counted in the log.
/// </summary>
internal sealed class JsonLineProvider : ILoggerProvider
{
    private const int MaxQueued = 16_384;

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxQueued) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly TimeProvider _clock;
    private readonly Task _writing;
    private long _lost;

    public JsonLineProvider(TextWriter output, TimeProvider clock)
    {
        _clock = clock;
        _writing = Task.Run(() => WriteAsync(output));
    }

    public ILogger CreateLogger(string categoryName) => new JsonLineLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose()
    {
        _lines.Writer.TryComplete();
        ((IAsyncResult)_writing).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(2));
    }

    private async Task WriteAsync(TextWriter output)
    {
        var batch = new StringBuilder();
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Length < 64 * 1024 && _lines.Reader.TryRead(out var line)) batch.Append(line).Append('\n');
            if (Interlocked.Exchange(ref _lost, 0) is var lost and > 0)
                batch.Append(CultureInfo.InvariantCulture, $$"""{"level":"warning","event":"LogLost","lines":{{lost}}}""").Append('\n');
            await output.WriteAsync(batch).ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
        }
    }

    private void Add(string line)
    {
        if (!_lines.Writer.TryWrite(line)) Interlocked.Increment(ref _lost);
    }

    private sealed class JsonLineLogger(JsonLineProvider provider, string category) : ILogger
    {
        private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var buffer = new ArrayBufferWriter<byte>(512);
            using (var writer = new Utf8JsonWriter(buffer, Options))
            {
                writer.WriteStartObject();
                writer.WriteString("time"u8, provider._clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                writer.WriteString("level"u8, logLevel.ToString().ToLowerInvariant());
                writer.WriteString("event"u8, eventId.Name ?? category);
                writer.WriteString("message"u8, formatter(state, exception));
                if (state is IReadOnlyList<KeyValuePair<string, object?>> values)
                {
                    foreach (var (name, value) in values)
                    {
                        if (name != "{OriginalFormat}") Write(writer, JsonNamingPolicy.CamelCase.ConvertName(name), value);
                    }
                }
                if (exception is not null) writer.WriteString("exception"u8, exception.ToString());
                writer.WriteEndObject();
            }
            provider.Add(Encoding.UTF8.GetString(buffer.WrittenSpan));
        }

        private static void Write(Utf8JsonWriter writer, string name, object? value)
        {
            switch (value)
            {
                case int number: writer.WriteNumber(name, number); break;
                case long number: writer.WriteNumber(name, number); break;
                case double number: writer.WriteNumber(name, number); break;
                default: writer.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            }
        }
    }
}
