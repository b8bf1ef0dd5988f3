using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lintel.Engine;
using Lintel.Http.Hosting.Tls;
using Lintel.Http.Tests.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Lintel.Http.Tests.Hosting;

/// <summary>A server that speaks TLS, with certificates of its own making.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lintel-tls-").FullName;
    private readonly FakeTimeProvider _clock = new(TestService.Start);
    private readonly LogLines _log = new();

    private string File => Path.Combine(_folder, "server.pem");

    [Fact]
    public async Task A_request_is_answered_and_browsers_are_told_to_come_back_so()
    {
        Make("one");
        await using var app = await StartAsync(new TlsOptions { Certificate = File });
        var (answer, subject) = await AskAsync(app, SslProtocols.None);
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.Equal("CN=one", subject);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Versions_from_the_least_on_are_spoken(SslProtocols version)
    {
        Make("one");
        await using var usual = await StartAsync(new TlsOptions { Certificate = File });
        await AskAsync(usual, version);
        await using var strict = await StartAsync(new TlsOptions { Certificate = File, Versions = SslProtocols.Tls13 });
        if (version == SslProtocols.Tls13) await AskAsync(strict, version);
        else await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(strict, version));
    }

    [Fact]
    public async Task A_renewed_certificate_is_served_without_a_new_start_and_a_broken_one_is_not()
    {
        Make("one");
        await using var app = await StartAsync(new TlsOptions { Certificate = File });
        Make("two", minutes: 1);
        Assert.Equal("CN=one", (await AskAsync(app, SslProtocols.None)).Subject);
        _clock.Advance(CertificateFile.Pause);
        Assert.Equal("CN=two", (await AskAsync(app, SslProtocols.None)).Subject);
        await System.IO.File.WriteAllTextAsync(File, "nonsense", TestService.Cancellation);
        _clock.Advance(CertificateFile.Pause);
        Assert.Equal("CN=two", (await AskAsync(app, SslProtocols.None)).Subject);
        Assert.Contains(_log.All, line => line.Level == LogLevel.Warning && line.Text.Contains("the certificate that it had is served on", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_certificate_is_told()
    {
        Assert.NotNull(new TlsOptions { Certificate = Path.Combine(_folder, "nowhere.pem") }.WhyNot());
        System.IO.File.WriteAllText(File, "nonsense");
        Assert.NotNull(new TlsOptions { Certificate = File }.WhyNot());
        Make("one");
        Assert.Null(new TlsOptions { Certificate = File }.WhyNot());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Make(string name, int minutes = 0)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(TestService.Start.AddYears(-1), TestService.Start.AddYears(1));
        System.IO.File.WriteAllText(File, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        System.IO.File.SetLastWriteTimeUtc(File, TestService.Start.UtcDateTime.AddMinutes(minutes));
    }

    private async Task<WebApplication> StartAsync(TlsOptions tls)
    {
        var engine = new LintelEngine(TestService.Compile("  thing:\n    fields: { n: int? }\n"), new FakeStore(), _clock);
        var app = LintelServer.Build(engine, ["https://127.0.0.1:0"], new LintelHttpOptions { Tls = tls, DrainDelay = TimeSpan.Zero }, logging => logging.AddProvider(_log));
        await app.StartAsync(TestService.Cancellation);
        return app;
    }

    private static async Task<(HttpResponseMessage Answer, string Subject)> AskAsync(WebApplication app, SslProtocols version)
    {
        var subject = "";
        using var handler = new SocketsHttpHandler();
        handler.SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = version,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate?.Subject ?? "") != "",
        };
        using var client = new HttpClient(handler);
        var answer = await client.GetAsync(new Uri(new Uri(app.Urls.First()), "/livez"), TestService.Cancellation);
        return (answer.EnsureSuccessStatusCode(), subject);
    }
}
