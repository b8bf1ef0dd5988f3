using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lintel.Engine;
using Lintel.Http.Tests.Failures;
using Lintel.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;

namespace Lintel.Http.Tests.Auth;

/// <summary>Callers that are known by a certificate of their own, with real authorities, certificates and handshakes.</summary>
public sealed class ClientCertificateTests : IDisposable
{
    private const string ForClients = "1.3.6.1.5.5.7.3.2", ForServers = "1.3.6.1.5.5.7.3.1";

    private readonly string _folder = Directory.CreateTempSubdirectory("lintel-client-").FullName;
    private readonly FakeTimeProvider _clock = new(TestService.Start);
    private readonly Authority _authority = new("The authority");
    private string? _seen;

    [Fact]
    public async Task A_certificate_of_the_authority_says_who_the_caller_is()
    {
        await using var app = await StartAsync(new CertificateClaims { Roles = "OU" });
        Assert.Equal((200, "billing clerk,packer"), await AskAsync(app, _authority.Issue("CN=billing, OU=clerk, OU=packer, O=Shop")));
        Assert.Equal((200, ""), await AskAsync(app, null));
    }

    [Theory]
    [InlineData("dns", "billing.shop.example")]
    [InlineData("uri", "spiffe://shop.example/billing")]
    [InlineData("email", "billing@shop.example")]
    [InlineData("O", "Shop")]
    public async Task The_contract_says_what_of_it_is_the_id(string id, string expected)
    {
        await using var app = await StartAsync(new CertificateClaims { Id = id });
        Assert.Equal((200, $"{expected} "), await AskAsync(app, _authority.Issue("CN=other, O=Shop")));
    }

    [Fact]
    public async Task The_whole_certificate_can_be_the_id()
    {
        var certificate = _authority.Issue("CN=billing");
        await using var app = await StartAsync(new CertificateClaims { Id = CertificateClaims.Fingerprint });
        Assert.Equal((200, $"{Convert.ToHexStringLower(SHA256.HashData(certificate.RawData))} "), await AskAsync(app, certificate));
    }

    [Theory]
    [InlineData("O=Shop")]
    [InlineData("CN=billing, CN=admin")]
    public async Task One_that_does_not_say_who_or_says_several_is_refused(string subject)
    {
        await using var app = await StartAsync(new CertificateClaims());
        var certificate = _authority.Issue(subject);
        // The second request is of the same connection.
        Assert.Equal((401, ""), await AskAsync(app, certificate, times: 2));
    }

    [Fact]
    public async Task One_of_another_authority_one_for_servers_and_one_that_is_over_do_not_even_connect()
    {
        await using var app = await StartAsync(new CertificateClaims());
        foreach (var certificate in new[] { new Authority("The authority").Issue("CN=billing"), _authority.Issue("CN=billing", ForServers), _authority.Issue("CN=billing", until: TestService.Start.AddDays(-1)) })
            await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(app, certificate));
        Assert.Equal((200, "billing "), await AskAsync(app, _authority.Issue("CN=billing")));
    }

    [Fact]
    public async Task One_ends_while_its_connection_goes_on()
    {
        await using var app = await StartAsync(new CertificateClaims());
        using var client = Client(_authority.Issue("CN=billing", until: TestService.Start.AddMinutes(1)));
        Assert.Equal(200, await SendAsync(client, app));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, await SendAsync(client, app));
    }

    [Fact]
    public async Task A_token_wins_and_one_that_is_forged_is_not_made_good_by_a_certificate()
    {
        await using var app = await StartAsync(new CertificateClaims());
        Assert.Equal((401, ""), await AskAsync(app, _authority.Issue("CN=billing"), ("Authorization", "Bearer forged")));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", "")]
    [InlineData("Origin", "null", "")]
    [InlineData("Sec-Fetch-Site", "cross-site", "")]
    [InlineData("Sec-Fetch-Site", "same-site", "")]
    [InlineData("Sec-Fetch-Site", "same-origin", "billing ")]
    public async Task A_page_of_another_site_can_not_use_the_certificate_of_a_browser(string header, string value, string expected)
    {
        await using var app = await StartAsync(new CertificateClaims());
        Assert.Equal((200, expected), await AskAsync(app, _authority.Issue("CN=billing"), (header, value)));
    }

    [Fact]
    public async Task Where_the_contract_says_nothing_of_certificates_one_tells_nothing()
    {
        await using var app = await StartAsync(null);
        Assert.Equal((200, ""), await AskAsync(app, _authority.Issue("CN=billing")));
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<WebApplication> StartAsync(CertificateClaims? claims)
    {
        var (server, authorities) = (Path.Combine(_folder, "server.pem"), Path.Combine(_folder, "authorities.pem"));
        using var own = new Authority("server");
        await File.WriteAllTextAsync(server, own.Certificate.ExportCertificatePem() + "\n" + own.Key.ExportPkcs8PrivateKeyPem(), TestService.Cancellation);
        await File.WriteAllTextAsync(authorities, _authority.Certificate.ExportCertificatePem(), TestService.Cancellation);
        var said = claims is null ? "" : $" certificates: {{ id: {claims.Id}{(claims.Roles is { } roles ? $", roles: {roles}" : "")} }}";
        var engine = new LintelEngine(TestService.Compile($"  thing:\n    fields: {{ n: int? }}\naccess: {{ read: true }}\nauth: {{{said} }}\n"), new FakeStore(), _clock);
        var http = new LintelHttpOptions { Tls = new TlsOptions { Certificate = server, ClientAuthorities = authorities }, DrainDelay = TimeSpan.Zero, MayExplain = context => See(Lintel.Http.Auth.CallerOf.Of(context)) };
        var app = LintelServer.Build(engine, ["https://127.0.0.1:0"], http, _ => { });
        await app.StartAsync(TestService.Cancellation);
        return app;
    }

    private bool See(Lintel.Access.Caller caller)
    {
        _seen = caller.IsAnonymous ? "" : $"{caller.Id} {string.Join(',', caller.Roles)}";
        return false;
    }

    private Task<(int, string)> AskAsync(WebApplication app, X509Certificate2? certificate, params (string, string)[] headers) => AskAsync(app, certificate, 1, headers);

    private async Task<(int Status, string Seen)> AskAsync(WebApplication app, X509Certificate2? certificate, int times, params (string, string)[] headers)
    {
        using var client = Client(certificate);
        var status = 0;
        for (; times > 0; times--)
        {
            _seen = "";
            status = await SendAsync(client, app, headers);
        }
        return (status, _seen!);
    }

    private static HttpClient Client(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) };
        handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null };
        if (certificate is not null) handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
        return new HttpClient(handler);
    }

    private static async Task<int> SendAsync(HttpClient client, WebApplication app, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(app.Urls.First()), "/v1/things:aggregate?count=*"));
        request.Headers.Add("Prefer", "explain");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await client.SendAsync(request, TestService.Cancellation);
        return (int)answer.StatusCode;
    }

    /// <summary>Who vouches for others.</summary>
    private sealed class Authority : IDisposable
    {
        public Authority(string name)
        {
            var request = new CertificateRequest($"CN={name}", Key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            Certificate = request.CreateSelfSigned(TestService.Start.AddYears(-1), TestService.Start.AddYears(1));
        }

        public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public X509Certificate2 Certificate { get; }

        /// <summary>A certificate, with its key.</summary>
        public X509Certificate2 Issue(string subject, string purpose = ForClients, DateTimeOffset? until = null)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("billing.shop.example");
            names.AddEmailAddress("billing@shop.example");
            names.AddUri(new Uri("spiffe://shop.example/billing"));
            request.CertificateExtensions.Add(names.Build());
            using var signed = request.Create(Certificate, TestService.Start.AddMonths(-1), until ?? TestService.Start.AddMonths(1), RandomNumberGenerator.GetBytes(8));
            return signed.CopyWithPrivateKey(key);
        }

        public void Dispose()
        {
            Certificate.Dispose();
            Key.Dispose();
        }
    }
}
