namespace Lintel.Http;

/// <summary>How a service is served over HTTP.</summary>
public sealed record LintelHttpOptions
{
    /// <summary>The largest request body in bytes. Default: 1 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>The largest body of many rows in bytes; it is kept in the folder for temporary files until it is whole. Default: 1 GiB.</summary>
    public long MaxImportBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>The origins that browsers may call from (Fetch standard, CORS); <c>*</c> for any. Default: none.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary>How many connections the ready-made host holds, and how slow those may be.</summary>
    public ConnectionOptions Connections { get; init; } = new();

    /// <summary>
    /// How long the server goes on answering, and asks clients to close their connections, after it was told to stop and before
    /// it stops listening. Default: 1 second.
    /// </summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long requests that are being answered may take to finish after that. Default: 30 seconds.</summary>
    public TimeSpan DrainLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether <see cref="ServedEngine"/> may serve another engine while requests run. Requests are then counted, and the API is routed by a pattern
    /// instead of by its version. Default: false.
    /// </summary>
    public bool Replaceable { get; init; }
}
