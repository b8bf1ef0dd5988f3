using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Lintel.Results;

namespace Lintel.Cli.Logging;

/// <summary>
/// An entry as a JSON object: <c>time</c> (RFC 3339, UTC), <c>level</c>, <c>event</c>, <c>message</c>, each value of the message under
/// its own name, and <c>exception</c>.
/// </summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = LeastEscaping.Instance };

    public static string Write(LogEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("time"u8, entry.Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            writer.WriteString("level"u8, entry.Level.ToString().ToLowerInvariant());
            writer.WriteString("event"u8, entry.Event);
            writer.WriteString("message"u8, entry.Message);
            foreach (var (name, value) in entry.Values)
            {
                if (name != "{OriginalFormat}") Write(writer, JsonNamingPolicy.CamelCase.ConvertName(name), value);
            }
            if (entry.Exception is not null) writer.WriteString("exception"u8, entry.Exception.ToString());
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
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
