using System.Text;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.Tests.Operations;

public sealed class MergePatchTests
{
    // RFC 7396, appendix A, and what it says nothing of: digits and order.
    [Theory]
    [InlineData("{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}")]
    [InlineData("{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}")]
    [InlineData("{\"a\":\"b\"}", "{\"a\":null}", "{}")]
    [InlineData("{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}")]
    [InlineData("{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}")]
    [InlineData("{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}")]
    [InlineData("{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}")]
    [InlineData("{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}")]
    [InlineData("[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]")]
    [InlineData("{\"a\":\"foo\"}", "null", "null")]
    [InlineData("{\"a\":\"foo\"}", "\"bar\"", "\"bar\"")]
    [InlineData("{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}")]
    [InlineData("[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}")]
    [InlineData("{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}")]
    [InlineData(null, "{\"a\":{\"b\":null,\"c\":1.10}}", "{\"a\":{\"c\":1.10}}")]
    [InlineData("{\"z\":1e400,\"a\":0.10}", "{\"m\":\"\\\"😀\\n\"}", "{\"z\":1e400,\"a\":0.10,\"m\":\"\\\"😀\\n\"}")]
    public void A_patch_is_applied_as_RFC_7396_says(string? target, string patch, string expected)
    {
        Assert.True(JsonInput.TryParse(Encoding.UTF8.GetBytes(patch), out var input, out _));
        Assert.Equal(expected, MergePatch.Apply(target, input, LeastEscaping.Instance));
    }
}
