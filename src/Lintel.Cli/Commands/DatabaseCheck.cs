using System.Text.Json;
using Lintel.Adoption.Fitting;
using Lintel.Engine;
using Lintel.Http.Rest.Walking;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Cli.Commands;

/// <summary>What of a contract would not work on a database that is already there.</summary>
/// <param name="Misfits">Where the two say different things.</param>
/// <param name="Findings">The reads that failed; none where the contract can't be served at all.</param>
/// <param name="Resources">How many resources were walked.</param>
/// <param name="Requests">How many reads were asked for.</param>
internal sealed record DatabaseCheck(IReadOnlyList<Misfit> Misfits, IReadOnlyList<WalkFinding> Findings, int Resources, int Requests)
{
    // Each holds a connection while it waits for the database.
    private const int AtOnce = 4;

    /// <summary>Whether all works.</summary>
    public bool IsGreen => Findings.Count == 0 && !Misfits.Any(misfit => misfit.IsHard);

    /// <summary>Compares, and then reads everything that can be read.</summary>
    /// <exception cref="StoreException">The database can't be reached.</exception>
    public static async Task<DatabaseCheck> RunAsync(ServiceModel model, StoreUrl url, Terminal terminal, CancellationToken cancellation)
    {
        var misfits = await url.CompareAsync(model, terminal.Clock, cancellation).ConfigureAwait(false);
        if (misfits.Any(misfit => misfit.IsHard)) return new DatabaseCheck(misfits, [], 0, 0);
        var store = url.OpenReadOnly(model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        await store.PrepareAsync(cancellation).ConfigureAwait(false);
        var walk = new ReadWalk(new LintelEngine(model, store, terminal.Clock));
        var resources = walk.Resources;
        var findings = new IReadOnlyList<WalkFinding>[resources.Count];
        var done = 0;
        using var bar = ProgressBar.Begin(terminal, "requests");
        var few = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, resources.Count), few, async (at, stop) =>
        {
            findings[at] = await walk.WalkAsync(resources[at], stop).ConfigureAwait(false);
            var count = Interlocked.Increment(ref done);
            if (bar is null) return;
            lock (bar) bar.Show("resources", walk.Requests, count, resources.Count);
        }).ConfigureAwait(false);
        return new DatabaseCheck(misfits, [.. findings.SelectMany(found => found)], resources.Count, walk.Requests);
    }

    /// <summary>For people: what does not work, then a line that sums it up.</summary>
    public void Print(string contract, string place, Terminal terminal)
    {
        foreach (var misfit in Misfits)
        {
            terminal.Error.WriteLine($"{(misfit.IsHard ? "error" : "note")}: {misfit.Place}: {misfit.Finding}");
            terminal.Error.WriteLine($"  {misfit.Advice}");
        }
        foreach (var finding in Findings)
        {
            terminal.Error.WriteLine($"error: {finding.Resource}: {finding.Request}");
            terminal.Error.WriteLine($"  {finding.Code}: {finding.Detail}");
        }
        var hard = Misfits.Count(misfit => misfit.IsHard);
        var verdict = hard > 0 ? "does not fit" : Findings.Count > 0 ? "does not work on" : "fits";
        var asked = hard > 0 ? "" : $"{Shared.Count(Resources, "resource")}, {Shared.Count(Requests, "request")}, ";
        terminal.Out.WriteLine($"{contract} {verdict} {place}: {asked}{Shared.Count(hard + Findings.Count, "error")}, {Shared.Count(Misfits.Count - hard, "note")}");
    }

    /// <summary>
    /// For programs: <c>{"fits", "resources", "requests", "misfits": [{"place", "severity", "finding", "advice"}], "findings": [{"resource", "request", "code", "detail"}]}</c>.
    /// </summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("fits", IsGreen);
        writer.WriteNumber("resources", Resources);
        writer.WriteNumber("requests", Requests);
        writer.WriteStartArray("misfits");
        foreach (var misfit in Misfits)
        {
            writer.WriteStartObject();
            writer.WriteString("place", misfit.Place);
            writer.WriteString("severity", misfit.IsHard ? "error" : "note");
            writer.WriteString("finding", misfit.Finding);
            writer.WriteString("advice", misfit.Advice);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("findings");
        foreach (var finding in Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("resource", finding.Resource);
            writer.WriteString("request", finding.Request);
            writer.WriteString("code", finding.Code);
            writer.WriteString("detail", finding.Detail);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
