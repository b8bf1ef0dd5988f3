using Lintel.Engine;
using Lintel.Http.Hosting;
using Lintel.Http.Hosting.Addresses;
using Lintel.Http.Hosting.Connections;
using Lintel.Http.Hosting.Tls;
using Lintel.Http.Rest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lintel.Http;

/// <summary>The ready-made host: what <c>lintel run</c> starts.</summary>
public static class LintelServer
{
    // Beyond what any contract allows, so that our own answer comes first: the server's has no body.
    private const int RequestLine = 128 * 1024, HeaderBytes = 128 * 1024, HeaderLines = 400;

    /// <summary>Builds the host. Its log goes where <paramref name="logging"/> says.</summary>
    public static WebApplication Build(LintelEngine engine, IReadOnlyList<string> urls, LintelHttpOptions options, Action<ILoggingBuilder> logging)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        logging(builder.Logging);
        // It would make a span and a scope for each request, though nobody wants either: our own log has what they say.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.WebHost.UseUrls([.. urls]);
        var proxies = new TrustedProxies(options.TrustedProxies);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options, proxies));
        Https.Use(builder.WebHost, options.Tls);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainDelay + options.DrainLimit);
        builder.Services.AddOptions<SocketTransportOptions>().Configure<ListenGate>((transport, gate) => transport.CreateBoundListenSocket = gate.Bind);
        builder.Services.AddCors();
        builder.Services.AddResponseCompression(compression => compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "application/yaml", RestExplain.MediaType, RowFormats.NdJson, RowFormats.Csv]);
        builder.Services.AddLintel(engine, options);

        var app = builder.Build();
        if (!proxies.AreNone) app.Use(new ClientAddress(proxies).InvokeAsync);
        app.Use(SecurityHeaders.InvokeAsync);
        app.Use(new Shedding(app.Services.GetRequiredService<ServedEngine>(), app.Services.GetRequiredService<Draining>()).InvokeAsync);
        app.UseMiddleware<RequestLog>();
        app.Use(app.Services.GetRequiredService<Draining>().InvokeAsync);
        app.UseResponseCompression();
        Cors.Use(app, options.CorsOrigins);
        app.UseRouting();
        app.MapLintel();
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, LintelHttpOptions options, TrustedProxies proxies)
    {
        kestrel.AddServerHeader = false;
        // The limit is kept where bodies are read. Here it would also keep the server from reading on behind the answer that a body is
        // too large: the connection would be reset, and the caller would never see that answer.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestLineSize = RequestLine;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        kestrel.Limits.MaxRequestHeaderCount = HeaderLines;
        ConnectionLimits.Set(kestrel, options.Connections, proxies);
    }
}
