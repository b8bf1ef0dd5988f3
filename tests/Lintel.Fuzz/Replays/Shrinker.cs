using Lintel.Fuzz.Judging;
using Lintel.Fuzz.Serving;
using Lintel.Fuzz.Wire;

namespace Lintel.Fuzz.Replays;

/// <summary>The fewest requests that were found to show a finding.</summary>
/// <param name="Requests">The last one shows it.</param>
/// <param name="IsReproduced">Whether it was seen again at all.</param>
public sealed record Shrunk(IReadOnlyList<SentRequest> Requests, bool IsReproduced);

/// <summary>Finds out which of the requests before are needed to see a finding again.</summary>
internal static class Shrinker
{
    private const int MostTries = 40;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(90);

    public static async Task<Shrunk> ShrinkAsync(Finding finding, IReadOnlyList<SentRequest> history, FuzzOptions options, CancellationToken cancellation)
    {
        var (tries, start) = (0, TimeProvider.System.GetTimestamp());
        var last = history[^1];
        // Reads leave nothing behind, and neither do writes that were refused.
        SentRequest[] writes = [.. history.SkipLast(1).Where(request => request.IsRaw || (request.IsWrite && request.Status is >= 200 and < 300))];
        for (var count = 0; ; count = count == 0 ? 1 : count * 4)
        {
            SentRequest[] suffix = [.. writes.TakeLast(count), last];
            if (await ShowsAsync(suffix)) return new Shrunk(await WithoutAsync([.. suffix]), true);
            if (count < writes.Length) continue;
            return await ShowsAsync(history) ? new Shrunk(await WithoutAsync([.. history]), true) : new Shrunk(history, false);
        }

        async Task<bool> ShowsAsync(IReadOnlyList<SentRequest> requests)
        {
            tries++;
            await using var target = await FuzzTarget.StartAsync(options.Contract, options.Store, cancellation);
            var found = await new Player(target, options.Patience).PlayAsync(requests, judgesAll: false, tell: null, cancellation);
            return found.Any(again => again.Kind == finding.Kind);
        }

        // Parts are left out for as long as it is still seen: halves first, single requests last.
        async Task<List<SentRequest>> WithoutAsync(List<SentRequest> requests)
        {
            for (var size = requests.Count / 2; size > 0; size /= 2)
            {
                for (var at = 0; at + size < requests.Count && tries < MostTries && TimeProvider.System.GetElapsedTime(start) < MostTime;)
                {
                    List<SentRequest> fewer = [.. requests.Take(at), .. requests.Skip(at + size)];
                    if (await ShowsAsync(fewer)) requests = fewer;
                    else at += size;
                }
            }
            return requests;
        }
    }
}
