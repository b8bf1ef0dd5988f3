using System.Buffers;
using System.Text.Json;

namespace Lintel.Bench.Limit;

/// <summary>A JSON body in a buffer that is used again, so that its length is known before the first byte is sent.</summary>
internal sealed class Body
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    [ThreadStatic]
    private static Body? s_spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);

    private Body() => Writer = new Utf8JsonWriter(_buffer, Options);

    public Utf8JsonWriter Writer { get; }

    public static Body Rent()
    {
        var body = s_spare ?? new Body();
        s_spare = null;
        return body;
    }

    public async Task SendAsync(HttpContext context, string mediaType = "application/json")
    {
        Writer.Flush();
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = _buffer.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(_buffer.WrittenMemory);
        _buffer.ResetWrittenCount();
        Writer.Reset();
        s_spare = this;
    }
}
