using System.Text;
using Lintel.Fuzz.Corpora;

namespace Lintel.Http.Tests.Hostile;

/// <summary>Bodies that are no JSON, or none that a resource has a use for: refused wherever a body goes, and nothing changes.</summary>
public sealed class JsonTests(Chest chest) : IClassFixture<Chest>
{
    private static readonly (string Method, string Target, string MediaType)[] Places =
    [
        ("POST", "items", "application/json"), ("PUT", "items/json", "application/json"), ("PATCH", "items/json", "application/merge-patch+json"), ("PATCH", "items?id=json", "application/json"),
        ("POST", "/v1:batch", "application/json"), ("POST", "items", "application/x-ndjson"),
    ];

    public static TheoryData<string> Malformed => [.. HostileJson.Malformed.Keys];

    public static TheoryData<string> Unwanted => [.. HostileJson.Unwanted.Keys];

    [Theory]
    [MemberData(nameof(Malformed))]
    public Task What_is_no_JSON_object_is_refused(string name) => AssertRefusedAsync(HostileJson.Malformed[name]);

    [Theory]
    [MemberData(nameof(Unwanted))]
    public Task What_no_resource_has_a_use_for_is_refused(string name) => AssertRefusedAsync(HostileJson.Unwanted[name]);

    [Fact]
    public async Task A_byte_order_mark_before_a_body_is_passed_over_or_refused()
    {
        foreach (var (method, target, mediaType) in Places.Take(3))
        {
            var reply = await chest.Value.SendAsync(method, target, Body.Of([0xEF, 0xBB, 0xBF, .. "{\"id\":\"json\"}"u8], mediaType));
            Assert.True(reply.Status is 200 or 201 or 400 or 404 or 422, $"{method}: {reply.Status}");
        }
    }

    [Theory]
    [InlineData("[{\"a\":1,\"a\":2}]")]
    [InlineData("{\"a\":{\"b\":1,\"b\":2}}")]
    [InlineData("[1,]")]
    [InlineData("[NaN]")]
    [InlineData("\"\\ud800\"")]
    [InlineData("[\"\\udc00\\ud800\"]")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("\"\\u0000\"")]
    public async Task A_json_field_takes_nothing_that_is_no_JSON(string json)
    {
        var reply = await chest.Value.PutAsync("items/extra", $"{{\"extra\":{json}}}");
        Assert.True(reply.Status is 400 or 422, $"{reply.Status} {reply.Body}");
    }

    [Theory]
    [InlineData("{\"b\":1,\"a\":2}")]
    [InlineData("[1.10,1e2,-0,123456789012345678901234567890]")]
    [InlineData("{\"__proto__\":{\"a\":null}}")]
    [InlineData("\"🎈\"")]
    [InlineData("{\"\":{\"\":\"\"}}")]
    public async Task A_json_field_keeps_what_is_JSON_as_it_is(string json)
    {
        var reply = await chest.Value.PutAsync("items/kept", $"{{\"extra\":{json}}}");
        Assert.Equal(json, reply.Raw("extra"));
    }

    private async Task AssertRefusedAsync(string body)
    {
        await chest.Value.PutAsync("items/json", "{}");
        var before = await chest.Value.DumpAsync();
        foreach (var (method, target, mediaType) in Places)
        {
            var reply = await chest.Value.SendAsync(method, target, Body.Of(Encoding.Latin1.GetBytes(body), mediaType));
            // A file without a line is a file of no rows.
            if (mediaType == "application/x-ndjson" && reply.Status == 200) Assert.Equal("0", reply.Raw("created"));
            else Assert.True(reply.Status is 400 or 422, $"{method} {target} {mediaType}: {reply.Status} {reply.Body}");
        }
        Assert.Equal(before, await chest.Value.DumpAsync());
    }
}
