using System.Net;
using Lintel.Http.Hosting.Addresses;
using Lintel.Http.Tests.Limits;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Tests.Hosting;

/// <summary>Whose request it is that comes by a proxy.</summary>
public sealed class ClientAddressTests
{
    private static readonly IPNetwork[] Proxies = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("2001:db8:1::/48")];

    [Theory]
    [InlineData("203.0.113.9", "198.51.100.1", null, "203.0.113.9")] // nobody's proxy may say anything
    [InlineData("10.0.0.1", null, null, "10.0.0.1")]
    [InlineData("10.0.0.1", "198.51.100.1", null, "198.51.100.1")]
    [InlineData("::ffff:10.0.0.1", "198.51.100.1", null, "198.51.100.1")]
    [InlineData("10.0.0.1", "192.0.2.66, 198.51.100.1", null, "198.51.100.1")] // what the client itself wrote
    [InlineData("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", null, "198.51.100.1")] // by two proxies
    [InlineData("10.0.0.1", "10.0.0.3, 10.0.0.2", null, "10.0.0.3")] // from within
    [InlineData("10.0.0.1", "192.0.2.66, unknown", null, "10.0.0.1")]
    [InlineData("10.0.0.1", "192.0.2.66,", null, "10.0.0.1")]
    [InlineData("10.0.0.1", "192.0.2.66, 0x7f.1", null, "10.0.0.1")]
    [InlineData("10.0.0.1", "198.51.100.1:4711", null, "198.51.100.1")]
    [InlineData("10.0.0.1", "2001:db8::7", null, "2001:db8::7")]
    [InlineData("2001:db8:1::5", "[2001:db8::7]:4711", null, "2001:db8::7")]
    [InlineData("10.0.0.1", null, "for=192.0.2.66, for=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1")]
    [InlineData("10.0.0.1", null, "For=\"[2001:db8::7]:4711\"", "2001:db8::7")]
    [InlineData("10.0.0.1", null, "for=192.0.2.66, for=_hidden", "10.0.0.1")]
    [InlineData("10.0.0.1", null, "for=\"192.0.2.66, for=198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "198.51.100.1", "for=198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "198.51.100.1", "for=192.0.2.66", "10.0.0.1")] // one of the two is the client's own
    [InlineData("10.0.0.1", "192.0.2.66", "for=198.51.100.1", "10.0.0.1")]
    public async Task It_is_read_from_the_right_as_far_as_a_trusted_proxy_wrote_it(string peer, string? usual, string? standard, string client)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (usual is not null) context.Request.Headers["X-Forwarded-For"] = usual;
        if (standard is not null) context.Request.Headers["Forwarded"] = standard;
        await new ClientAddress(new TrustedProxies(Proxies)).InvokeAsync(context, _ => Task.CompletedTask);
        Assert.Equal(IPAddress.Parse(client), context.Connection.RemoteIpAddress);
    }

    [Theory]
    [InlineData("10.0.0.1", "X-Forwarded-Proto", "https", "https")]
    [InlineData("10.0.0.1", "X-Forwarded-Proto", "http, HTTPS", "https")]
    [InlineData("10.0.0.1", "X-Forwarded-Proto", "javascript", "http")]
    [InlineData("10.0.0.1", "Forwarded", "for=1.2.3.4;proto=https", "https")]
    [InlineData("203.0.113.9", "X-Forwarded-Proto", "https", "http")]
    public async Task How_it_was_sent_there_is_believed_of_a_trusted_proxy_alone(string peer, string header, string value, string scheme)
    {
        var context = new DefaultHttpContext();
        (context.Connection.RemoteIpAddress, context.Request.Scheme, context.Request.Headers[header]) = (IPAddress.Parse(peer), "http", value);
        await new ClientAddress(new TrustedProxies(Proxies)).InvokeAsync(context, _ => Task.CompletedTask);
        Assert.Equal(scheme, context.Request.Scheme);
    }

    [Fact]
    public async Task Clients_of_a_trusted_proxy_are_counted_apart_and_those_of_another_together()
    {
        const string Contract = LimitProbes.Contract + "\nlimits: { addressRate: 1/h, rateBurst: 1 }\n";
        await using var trusting = await TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { TrustedProxies = [IPNetwork.Parse("127.0.0.0/8")] } });
        (await trusting.GetAsync("books", ("X-Forwarded-For", "198.51.100.1"))).Expect(200);
        (await trusting.GetAsync("books", ("X-Forwarded-For", "198.51.100.2"))).Expect(200);
        (await trusting.GetAsync("books", ("X-Forwarded-For", "192.0.2.66, 198.51.100.1"))).Expect(429);
        // Of IPv6 a network of 64 bits is one address.
        (await trusting.GetAsync("books", ("X-Forwarded-For", "2001:db8::1"))).Expect(200);
        (await trusting.GetAsync("books", ("X-Forwarded-For", "2001:db8::2"))).Expect(429);
        await using var wary = await TestService.StartAsync(Contract);
        (await wary.GetAsync("books", ("X-Forwarded-For", "198.51.100.1"))).Expect(200);
        (await wary.GetAsync("books", ("X-Forwarded-For", "198.51.100.2"))).Expect(429);
    }

    [Fact]
    public async Task A_trusted_proxy_may_have_more_connections_than_one_address()
    {
        var options = new LintelHttpOptions { Connections = new ConnectionOptions { MostPerAddress = 1 }, TrustedProxies = [IPNetwork.Parse("127.0.0.1/32")] };
        await using var service = await TestService.StartAsync(LimitProbes.Contract, new TestOptions { Http = options });
        using var held = new System.Net.Sockets.TcpClient();
        await held.ConnectAsync(service.Url.Host, service.Url.Port, TestService.Cancellation);
        (await service.GetAsync("books")).Expect(200);
    }
}
