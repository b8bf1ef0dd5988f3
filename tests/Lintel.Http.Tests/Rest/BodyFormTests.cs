using System.IO.Compression;

namespace Lintel.Http.Tests.Rest;

/// <summary>How a body is sent: media type, coding, charset and size.</summary>
public sealed class BodyFormTests
{
    private const string Contract = """
          thing:
            key: int
            managed: []
            fields: { name: text? }
        """;

    [Theory]
    [InlineData("POST", "things", "text/plain")]
    [InlineData("POST", "things", null)]
    [InlineData("POST", "things", "application/merge-patch+json")]
    [InlineData("POST", "things", "application/jsonx")]
    [InlineData("POST", "things", "multipart/form-data; boundary=x")]
    [InlineData("POST", "things", "application/x-www-form-urlencoded")]
    [InlineData("POST", "things", "application/json; charset=iso-8859-1")]
    [InlineData("POST", "things", "application/json; charset=utf-16")]
    [InlineData("POST", "things", "garbage")]
    [InlineData("PATCH", "things/1", "application/json-patch+json")]
    [InlineData("PATCH", "things/1", "text/json")]
    [InlineData("PATCH", "things/1", null)]
    public async Task Another_media_type_is_not_supported(string method, string target, string? mediaType)
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        var reply = (await service.SendAsync(method, target, Body.Of("""{"name":"x"}""", mediaType))).Expect(415);
        Assert.Equal("unsupported-media-type", reply.Code);
        Assert.Equal(["Content-Type unsupported-media-type"], reply.Errors);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("Application/JSON")]
    public async Task The_media_type_may_be_written_in_any_way_that_means_the_same(string mediaType)
    {
        await using var service = await StartAsync();
        (await service.SendAsync("POST", "things", Body.Of("{}", mediaType))).Expect(201);
    }

    [Fact]
    public async Task A_coded_body_is_not_supported()
    {
        await using var service = await StartAsync();
        using var bytes = new MemoryStream();
        await using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync("{}"u8.ToArray(), TestService.Cancellation);
        var content = Body.Of(bytes.ToArray(), "application/json");
        content.Headers.ContentEncoding.Add("gzip");
        Assert.Equal("unsupported-media-type", (await service.SendAsync("POST", "things", content)).Expect(415).Code);
    }

    [Fact]
    public async Task A_body_above_the_limit_is_too_large_with_and_without_a_length()
    {
        await using var service = await TestService.StartAsync(Contract + "\nlimits: { body: 2KB }");
        var fits = $$"""{"name":"{{new string('x', 2048 - 11)}}"}""";
        (await service.PostAsync("things", fits)).Expect(201);
        (await service.SendAsync("POST", "things", Body.Chunked(fits, "application/json"))).Expect(201);
        var before = await service.DumpAsync();
        Assert.Equal("body-too-large", (await service.PostAsync("things", fits + " ")).Expect(413).Code);
        Assert.Equal("body-too-large", (await service.SendAsync("POST", "things", Body.Chunked(fits + new string(' ', 100_000), "application/json"))).Expect(413).Code);
        Assert.Equal("body-too-large", (await service.PostAsync("things", fits + new string(' ', 5_000_000))).Expect(413).Code);
        Assert.Equal("body-too-large", (await service.SendAsync("POST", "things", Body.Chunked(fits + new string(' ', 5_000_000), "application/json"))).Expect(413).Code);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task A_chunked_body_is_read_whole()
    {
        await using var service = await StartAsync();
        var text = new string('y', 300_000);
        var reply = (await service.SendAsync("POST", "things", Body.Chunked($$"""{"name":"{{text}}"}""", "application/json"))).Expect(201);
        Assert.Equal(text, reply.Json.GetProperty("name").GetString());
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("things", """{"name":"first"}""");
        return service;
    }
}
