using System.Globalization;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.Hosting.Addresses;
using Lintel.Model;
using Lintel.Rates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Hosting.Rates;

/// <summary>
/// Counts the requests of each address, caller and API key, and refuses those that are too many. The counts outlive the engine: another contract does not
/// make anybody new.
/// </summary>
internal sealed partial class RateGate
{
    private readonly IBuckets _buckets;
    private readonly ILogger<RateGate> _logger;

    public RateGate(LintelHttpOptions options, TimeProvider clock, ILogger<RateGate> logger)
    {
        var own = new MemoryBuckets(clock);
        _logger = logger;
        _buckets = own;
        if (options.SharedBuckets is not { } buckets) return;
        var shared = new SharedBuckets(buckets, own, clock);
        shared.Changed += Tell;
        _buckets = shared;
    }

    /// <summary>Counts a request before anybody asks who sends it, by its address; gives the problem where there are too many.</summary>
    public ValueTask<Problem?> EnterAsync(HttpContext context, ServiceModel model)
    {
        var rate = model.Limits.AddressRate;
        // Those of a Unix socket have no address.
        return rate.IsUnlimited || context.Connection.RemoteIpAddress is not { } address
            ? default
            : TakeAsync(context, model, RateKind.Address, rate, AddressNetwork.Of(address).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Counts a request when it is known who sends it, by the caller and the API key; gives the problem where there are too many.</summary>
    public async ValueTask<Problem?> AdmitAsync(HttpContext context, ServiceModel model)
    {
        var limits = model.Limits;
        var problem = !limits.KeyRate.IsUnlimited && context.Features.Get<ApiKeyUsed>() is { } key
            ? await TakeAsync(context, model, RateKind.Key, limits.KeyRate, key.Id).ConfigureAwait(false)
            : null;
        return problem is null && !limits.CallerRate.IsUnlimited && CallerOf.Of(context).Id is { } caller
            ? await TakeAsync(context, model, RateKind.Caller, limits.CallerRate, caller).ConfigureAwait(false)
            : problem;
    }

    private async ValueTask<Problem?> TakeAsync(HttpContext context, ServiceModel model, RateKind kind, Rate rate, string who)
    {
        var size = new BucketSize(model.Limits.RateBurst, rate);
        var state = await _buckets.TakeAsync(BucketKey.Of(model.Name, kind.Name, who), size, context.RequestAborted).ConfigureAwait(false);
        RateHeaders.Add(context.Response.Headers, kind.Name, size, state);
        if (state.IsTaken) return null;
        RateMetrics.Refused.Add(1, RateMetrics.Kind(kind.Name));
        return ErrorCatalogue.TooManyRequests.Because(Detail(kind, size)) with { RetryAfter = state.Wait };
    }

    private static string Detail(RateKind kind, BucketSize size) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind.Whose} may send {size.Burst} requests at once, and {LimitText.Of(LimitUnit.Rate, size.Rate.PerHour)} on average.");

    private void Tell(Exception? failure)
    {
        RateMetrics.Alone.Add(failure is null ? -1 : 1);
        if (failure is null) SharedAgain();
        else Alone(failure.Message);
    }

    [LoggerMessage(1, LogLevel.Warning, "The shared rate limits can't be reached, and until they can this process counts for itself: {Reason}")]
    private partial void Alone(string reason);

    [LoggerMessage(2, LogLevel.Information, "The shared rate limits are reached again")]
    private partial void SharedAgain();
}
