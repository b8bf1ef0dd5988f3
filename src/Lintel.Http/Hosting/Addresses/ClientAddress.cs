using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Hosting.Addresses;

/// <summary>
/// The step that tells of a request that came by a trusted proxy whose it is, and how it was sent there. It goes before all others, which then see the
/// client as if it were connected. Where no proxy is trusted there is no such step, and what headers say of addresses is not read at all.
/// </summary>
internal sealed class ClientAddress(TrustedProxies proxies)
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var connection = context.Connection;
        if (connection.RemoteIpAddress is not { } peer || !proxies.Trust(peer)) return next(context);
        var headers = context.Request.Headers;
        var (usual, standard) = (ForwardedHeaders.Usual(headers), ForwardedHeaders.Standardized(headers));
        var client = proxies.ClientOf(peer, usual.Count > 0 ? usual : standard);
        // A proxy writes one of the two, and hands the other on as its client wrote it. Which one it writes nobody knows: where they differ, neither counts.
        if (usual.Count > 0 && standard.Count > 0 && !client.Equals(proxies.ClientOf(peer, standard))) client = peer;
        connection.RemoteIpAddress = client;
        if (ForwardedHeaders.Scheme(headers) is { } scheme) context.Request.Scheme = scheme;
        return next(context);
    }
}
