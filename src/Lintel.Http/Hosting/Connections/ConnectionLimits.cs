using Lintel.Http.Hosting.Addresses;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lintel.Http.Hosting.Connections;

/// <summary>Tells the server how many connections it may hold, and how slow they may be.</summary>
internal static class ConnectionLimits
{
    public static void Set(KestrelServerOptions kestrel, ConnectionOptions options, TrustedProxies proxies)
    {
        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = options.Most;
        limits.RequestHeadersTimeout = options.HeadersTimeout;
        limits.KeepAliveTimeout = options.IdleTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(options.BodyBytesPerSecond, options.Grace);
        limits.MinResponseDataRate = new MinDataRate(options.AnswerBytesPerSecond, options.Grace);
        var addresses = new AddressLimit(options.MostPerAddress ?? Math.Max(1, options.Most / 4), proxies);
        kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection => addresses.InvokeAsync(connection, next)));
    }
}
