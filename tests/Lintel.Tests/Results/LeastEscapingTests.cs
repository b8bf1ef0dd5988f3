using System.Text;
using System.Text.Json;
using CsCheck;
using Lintel.Results;

namespace Lintel.Tests.Results;

public sealed class LeastEscapingTests
{
    [Theory]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("\b\f\n\r\t\u0001\u001f", "\"\\b\\f\\n\\r\\t\\u0001\\u001f\"")]
    [InlineData("é 😀 \u2028 \u007f <&>'+", "\"é 😀 \u2028 \u007f <&>'+\"")]
    public void Only_what_must_be_is_escaped(string text, string json)
    {
        Assert.Equal(json, Write(writer => writer.WriteStringValue(text)));
        Assert.Equal(json, Write(writer => writer.WriteStringValue(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Every_text_is_read_back_as_it_was() => Gen.String.Sample(text =>
    {
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); // half characters never get here
        Assert.Equal(text, JsonDocument.Parse(Write(writer => writer.WriteStringValue(text))).RootElement.GetString());
        Assert.Equal(text, JsonDocument.Parse(Write(writer => writer.WriteStringValue(Encoding.UTF8.GetBytes(text)))).RootElement.GetString());
    });

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = LeastEscaping.Instance })) write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
