using System.IO.Compression;
using System.Text;
using Lintel.Http.Tests.Rest;

namespace Lintel.Http.Tests.Hosting;

/// <summary>Content codings, RFC 9110 §8.4.</summary>
public sealed class CompressionTests(Library library) : IClassFixture<Library>
{
    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task An_answer_is_compressed_when_the_caller_accepts_it(string coding)
    {
        var plain = (await library.Value.GetAsync("books")).Expect(200);
        var reply = (await library.Value.GetAsync("books", ("Accept-Encoding", coding))).Expect(200);
        Assert.Equal(coding, reply["Content-Encoding"]);
        Assert.Contains("Accept-Encoding", reply["Vary"]);
        Assert.Equal(plain.Body, Decode(reply.Bytes, coding));
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("zstd")]
    [InlineData("gzip;q=0")]
    public async Task An_answer_is_plain_when_no_coding_fits(string accepted)
    {
        var reply = (await library.Value.GetAsync("books", ("Accept-Encoding", accepted))).Expect(200);
        Assert.Null(reply["Content-Encoding"]);
        Assert.Equal(4, reply.Data.Length);
    }

    [Fact]
    public async Task Problems_are_compressed_too()
    {
        var reply = (await library.Value.GetAsync("books?nope=1", ("Accept-Encoding", "gzip"))).Expect(400);
        Assert.Equal("gzip", reply["Content-Encoding"]);
        Assert.Contains("unknown-parameter", Decode(reply.Bytes, "gzip"), StringComparison.Ordinal);
    }

    private static string Decode(byte[] bytes, string coding)
    {
        using var source = new MemoryStream(bytes);
        using Stream decoder = coding == "br" ? new BrotliStream(source, CompressionMode.Decompress) : new GZipStream(source, CompressionMode.Decompress);
        using var reader = new StreamReader(decoder, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
