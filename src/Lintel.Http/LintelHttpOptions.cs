using System.Net;
using Lintel.Http.Auth;
using Lintel.Http.GraphQl;
using Lintel.Rates;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http;

/// <summary>How a service is served over HTTP.</summary>
public sealed record LintelHttpOptions
{
    /// <summary>The origins that browsers may call from (Fetch standard, CORS); <c>*</c> for any. Default: none.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>How many connections the ready-made host holds, and how slow those may be.</summary>
    public ConnectionOptions Connections { get; init; } = new();

    /// <summary>
    /// The proxies that a request may come by, whose <c>X-Forwarded-For</c> or <c>Forwarded</c> (RFC 7239) tells whose it is. Never name a network from which
    /// clients come by themselves. The ready-made host heeds it. Default: none, and these headers are not read.
    /// </summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How the ready-made host speaks TLS; null: it does not. Default: null.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>
    /// Where requests are counted that the contract's rates bound, so that several processes share one limit; while it can't be reached each counts for
    /// itself. Default: null, each does.
    /// </summary>
    public IBuckets? SharedBuckets { get; init; }

    /// <summary>
    /// How long the server goes on answering, and asks clients to close their connections, after it was told to stop and before
    /// it stops listening. Default: 1 second.
    /// </summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long requests that are being answered may take to finish after that. Default: 30 seconds.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A statement that takes this long or longer is logged, with the operation that it is part of and without values; null: none is. Default: none.</summary>
    public TimeSpan? SlowStatement { get; init; }

    /// <summary>
    /// Whether <see cref="ServedEngine"/> may serve another engine while requests run. Requests are then counted, and the API is routed by a pattern
    /// instead of by its version. Default: false.
    /// </summary>
    public bool Replaceable { get; init; }

    /// <summary>How GraphQL is served.</summary>
    public GraphQlOptions GraphQl { get; init; } = new();

    /// <summary>What is needed for finding out who asks, where the contract says <c>auth</c>.</summary>
    public AuthOptions Auth { get; init; } = new();

    /// <summary>
    /// Whether the caller of a request may ask how reads are done, by <c>Prefer: explain</c>. The answer has SQL and names of tables, and tells by its
    /// numbers of rows that the caller may not see. Default: null, nobody may, and the preference is ignored.
    /// </summary>
    public Func<HttpContext, bool>? MayExplain { get; init; }
}
