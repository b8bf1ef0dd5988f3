namespace Lintel.Http.Tests.Hosting;

/// <summary>What browsers of other origins may do.</summary>
public sealed class CorsTests
{
    private const string Contract = """
          thing:
            key: int
            fields: { n: int? }
        """;

    private static readonly (string, string)[] Preflight =
    [
        ("Origin", "https://app.example"), ("Access-Control-Request-Method", "PATCH"), ("Access-Control-Request-Headers", "content-type,if-match"),
    ];

    [Fact]
    public async Task No_other_origin_may_unless_it_is_configured()
    {
        await using var service = await TestService.StartAsync(Contract);
        Assert.Null((await service.GetAsync("things", ("Origin", "https://app.example"))).Expect(200)["Access-Control-Allow-Origin"]);
        Assert.Null((await service.SendAsync("OPTIONS", "things", null, Preflight))["Access-Control-Allow-Origin"]);
    }

    [Fact]
    public async Task A_configured_origin_may_do_all_and_read_the_headers_that_matter()
    {
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { CorsOrigins = ["https://app.example"] } });
        var preflight = (await service.SendAsync("OPTIONS", "things/1", null, Preflight)).Expect(204);
        Assert.Equal("https://app.example", preflight["Access-Control-Allow-Origin"]);
        Assert.Equal("PATCH", preflight["Access-Control-Allow-Methods"]);
        Assert.Equal("content-type,if-match", preflight["Access-Control-Allow-Headers"]);
        Assert.Equal("3600", preflight["Access-Control-Max-Age"]);
        Assert.Null(preflight["Access-Control-Allow-Credentials"]);

        var created = (await service.PostAsync("things", "{}", ("Origin", "https://app.example"))).Expect(201);
        Assert.Equal("https://app.example", created["Access-Control-Allow-Origin"]);
        Assert.Equal("ETag,Link,Location,RateLimit,RateLimit-Policy,Retry-After,Server-Timing,WWW-Authenticate", created["Access-Control-Expose-Headers"]);
        Assert.Equal("Origin", created["Vary"]);
        Assert.Equal("https://app.example", (await service.GetAsync("things?nope=1", ("Origin", "https://app.example"))).Expect(400)["Access-Control-Allow-Origin"]);
        Assert.Null((await service.GetAsync("things", ("Origin", "https://evil.example"))).Expect(200)["Access-Control-Allow-Origin"]);
        Assert.Equal("GET, HEAD, POST, PATCH, DELETE, OPTIONS", (await service.SendAsync("OPTIONS", "things")).Expect(204)["Allow"]);
    }

    [Fact]
    public async Task A_star_is_any_origin()
    {
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { CorsOrigins = ["*"] } });
        Assert.Equal("*", (await service.GetAsync("things", ("Origin", "https://any.example"))).Expect(200)["Access-Control-Allow-Origin"]);
    }
}
