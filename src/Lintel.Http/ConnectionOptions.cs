namespace Lintel.Http;

/// <summary>How many connections a server holds, and how slow those may be.</summary>
public sealed record ConnectionOptions
{
    /// <summary>How many connections there are at most; one more is closed at once. Default: 10,000.</summary>
    public int Most { get; init; } = 10_000;

    /// <summary>
    /// How many of them one address has at most, so that it alone can't take them all; of IPv6 a network of 64 bits counts as one, since whoever has an
    /// address has all of it. Behind a proxy this is the proxy's address. Default: a quarter of <see cref="Most"/>.
    /// </summary>
    public int? MostPerAddress { get; init; }

    /// <summary>How long the headers of a request may take from their first byte to their last; then 408. Default: 10 seconds.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a connection may be without a request. It is longer than what proxies keep theirs for, 60 seconds most of them: were it shorter, a proxy could
    /// send a request on a connection that is just being closed. Default: 130 seconds.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>How many bytes of a body must come each second, on average; then 408. Default: 240.</summary>
    public double BodyBytesPerSecond { get; init; } = 240;

    /// <summary>
    /// How many bytes of an answer must be taken each second, on average, or the connection is closed. What waits to be taken is at most some 100 kB and
    /// what the operating system keeps, so that a reader of a whole list who stops keeps his connection to the database for half a minute. Default: 4,096.
    /// </summary>
    public double AnswerBytesPerSecond { get; init; } = 4096;

    /// <summary>How long a body or an answer may be slower. Default: 5 seconds.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
