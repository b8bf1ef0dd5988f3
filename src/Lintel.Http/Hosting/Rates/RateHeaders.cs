using System.Globalization;
using Lintel.Rates;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Hosting.Rates;

/// <summary>
/// Tells callers of their limits: <c>RateLimit-Policy</c> and <c>RateLimit</c> of draft-ietf-httpapi-ratelimit-headers-10, lists with one item for each limit
/// that the request was counted by.
/// </summary>
internal static class RateHeaders
{
    /// <summary>What the limits are.</summary>
    public const string Policy = "RateLimit-Policy";

    /// <summary>What is left of them.</summary>
    public const string Limit = "RateLimit";

    /// <summary>Adds what a bucket said.</summary>
    public static void Add(IHeaderDictionary headers, string name, BucketSize size, BucketState state)
    {
        // Who has nothing left is told when there is something again; who has, when there is all again.
        var reset = state.IsTaken ? state.Full : state.Wait;
        Add(headers, Policy, string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={size.Burst};w={Seconds(size.Window)}"));
        Add(headers, Limit, string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={state.Remaining};t={Seconds(reset)}"));
    }

    private static void Add(IHeaderDictionary headers, string name, string item) =>
        headers[name] = headers.TryGetValue(name, out var before) ? $"{before}, {item}" : item;

    private static long Seconds(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time.TotalSeconds));
}
