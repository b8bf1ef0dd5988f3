using Lintel.Fuzz.Replays;
using Lintel.Fuzz.Serving;

namespace Lintel.Fuzz;

/// <summary>Fuzzes a contract on a database for a time: round after round, each on a new database.</summary>
public static class FuzzRun
{
    // Where much is wrong, the first findings are enough to begin with.
    private const int MostShrunk = 5;

    public static async Task<FuzzReport> RunAsync(FuzzOptions options, CancellationToken cancellation)
    {
        var (report, start, shrunk) = (new FuzzReport(), TimeProvider.System.GetTimestamp(), 0);
        for (var seed = options.Seed; ; seed++)
        {
            var left = options.Duration - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || report.Findings.Count >= options.Enough) return report;
            await using var target = await FuzzTarget.StartAsync(options.Contract, options.Store, cancellation);
            var round = new FuzzRound(target, options, seed, report);
            // Where there is time for more than one round, bytes get their share of each.
            await round.RunAsync(left < TimeSpan.FromSeconds(60) ? left : TimeSpan.FromSeconds(60), cancellation);
            foreach (var (finding, history) in round.Findings)
            {
                var shortest = shrunk++ < MostShrunk ? await Shrinker.ShrinkAsync(finding, history, options, cancellation) : new Shrunk(history, false);
                report.Replace(finding, finding with { Replay = ReplayFile.Write(options, seed, finding, shortest) });
            }
        }
    }
}
