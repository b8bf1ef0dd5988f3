using System.Text;
using CsCheck;
using Lintel.Operations;

namespace Lintel.Tests.Operations;

public sealed class JsonInputTests
{
    [Theory]
    [InlineData("{\"a\": 1.10, \"b\": [true, null, \"x\"]}", "{a: 1.10, b: [true, null, 'x']}")]
    [InlineData("12345678901234567890.000", "12345678901234567890.000")]
    [InlineData("\"\\ud83d\\ude00\"", "'😀'")]
    public void Values_keep_their_digits_and_characters(string json, string printed)
    {
        Assert.True(JsonInput.TryParse(Encoding.UTF8.GetBytes(json), out var value, out _));
        Assert.EndsWith(printed + "]", new CreateOperation { Resource = "r", Rows = [value] }.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":1,}", "Line 1, column 8")]
    [InlineData("{\n \"a\":1,\n \"a\":2}", "'a' stands twice")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "'a' stands twice")]
    [InlineData("{} {}", "Line 1, column 4")]
    [InlineData("\uFEFF{}", "Line 1, column 1")]
    [InlineData("\"\\ud800\"", "not valid Unicode")]
    [InlineData("{\"\\ud800\":1}", "not valid Unicode")]
    [InlineData("{'a':1}", "Line 1, column 2")]
    [InlineData("[1,2", "Line 1")]
    [InlineData("01", "Line 1")]
    [InlineData("NaN", "Line 1, column 1")]
    [InlineData("// no\n{}", "Line 1, column 1")]
    public void What_is_not_JSON_is_refused_with_its_place(string json, string told)
    {
        Assert.False(JsonInput.TryParse(Encoding.UTF8.GetBytes(json), out _, out var failure));
        Assert.Contains(told, failure, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_levels_are_refused() => Assert.False(JsonInput.TryParse(Encoding.UTF8.GetBytes(new string('[', 10_000)), out _, out _));

    [Fact]
    public void Any_bytes_at_all_are_read_or_refused_but_never_throw() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        var isRead = JsonInput.TryParse(bytes, out _, out var failure);
        Assert.Equal(isRead, failure.Length == 0);
    });
}
