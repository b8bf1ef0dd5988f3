using System.Net;

namespace Lintel.Http.Tests.Hosting;

/// <summary>What every answer tells browsers not to do with it.</summary>
public sealed class SecurityHeaderTests
{
    private const string Contract = """
          thing:
            key: int
            fields: { n: int? }
        """;

    [Fact]
    public async Task Every_answer_has_them_whatever_it_is()
    {
        await using var service = await TestService.StartAsync(Contract);
        Reply[] replies =
        [
            await service.GetAsync("things"), await service.PostAsync("things", "{}"), await service.PostAsync("things", "{"), await service.GetAsync("things/77"), await service.GetAsync("/nowhere"),
            await service.AskAsync("{things{nodes{id}}}"), await service.GetAsync("/livez"), await service.GetAsync("openapi.json"), await service.SendAsync("OPTIONS", "things"),
        ];
        Assert.All(replies, reply =>
        {
            Assert.Equal("nosniff", reply["X-Content-Type-Options"]);
            Assert.Equal("default-src 'none'; frame-ancestors 'none'", reply["Content-Security-Policy"]);
            Assert.Equal("DENY", reply["X-Frame-Options"]);
            Assert.Equal("no-referrer", reply["Referrer-Policy"]);
            Assert.Null(reply["Strict-Transport-Security"]);
            Assert.Null(reply["Server"]);
        });
        Assert.Contains("script-src", (await service.GetAsync("/docs/")).Expect(200)["Content-Security-Policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_in_the_middle_of_being_made_has_them_too()
    {
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Request = context => { if (context.Request.Headers.ContainsKey("X-Break")) throw new InvalidOperationException("broken"); } });
        Assert.Equal("nosniff", (await service.GetAsync("/livez", ("X-Break", "1"))).Expect(500)["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task What_came_to_the_proxy_over_TLS_is_to_come_so_again()
    {
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")] } });
        Assert.Equal("max-age=31536000", (await service.GetAsync("things", ("X-Forwarded-Proto", "https")))["Strict-Transport-Security"]);
        Assert.Null((await service.GetAsync("things", ("X-Forwarded-Proto", "http")))["Strict-Transport-Security"]);
    }
}
