using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Lintel.Http.Hosting.Tls;

/// <summary>Tells the server how to speak TLS.</summary>
internal static class Https
{
    public static void Use(IWebHostBuilder host, TlsOptions? options)
    {
        if (options is null) return;
        host.UseKestrelHttpsConfiguration();
        host.ConfigureServices(services => services.AddSingleton(options).AddSingleton<CertificateFile>());
        host.ConfigureKestrel(kestrel => Set(kestrel, options));
    }

    private static void Set(KestrelServerOptions kestrel, TlsOptions options)
    {
        var file = kestrel.ApplicationServices.GetRequiredService<CertificateFile>();
        var authorities = options.ClientAuthorities is { } names ? new ClientAuthorities(names, kestrel.ApplicationServices.GetRequiredService<TimeProvider>()) : null;
        kestrel.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = options.Versions;
            https.ServerCertificate = file.Current.TargetCertificate;
            if (authorities is not null)
            {
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (certificate, chain, _) => authorities.Trusts(certificate, chain);
            }
            // Each handshake takes the one of its time, with what leads to its root.
            https.OnAuthenticate = (_, handshake) =>
            {
                (handshake.ServerCertificate, handshake.ServerCertificateSelectionCallback) = (null, null);
                handshake.ServerCertificateContext = file.Current;
            };
        });
    }
}
