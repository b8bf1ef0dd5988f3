using System.Globalization;
using System.Text.Json;
using Lintel.Adoption.Fitting;
using Lintel.Contract;
using Lintel.Engine;
using Lintel.Http.Rest.Walking;
using Lintel.Stores;

namespace Lintel.Cli.Commands;

/// <summary>What of a contract would not work on a database that is already there.</summary>
internal sealed record DatabaseCheck
{
    // Each holds a connection while it waits for the database.
    private const int AtOnce = 4;

    /// <summary>Where the two say different things, at their places in the contract; of a contract that is not sound, what is wrong with it.</summary>
    public required IReadOnlyList<Diagnostic> Misfits { get; init; }

    /// <summary>The requests that failed; none where the contract can't be served at all.</summary>
    public IReadOnlyList<WalkFinding> Findings { get; init; } = [];

    /// <summary>How many resources were walked.</summary>
    public int Resources { get; init; }

    /// <summary>How many functions were walked.</summary>
    public int Functions { get; init; }

    /// <summary>How many reads were asked for.</summary>
    public int Requests { get; init; }

    /// <summary>How many writes and calls were planned.</summary>
    public int Planned { get; init; }

    /// <summary>Whether all works.</summary>
    public bool IsGreen => Findings.Count == 0 && !IsUnfit;

    private bool IsUnfit => Misfits.Any(misfit => misfit.Severity == Severity.Error);

    /// <summary>Compares, and then asks for everything that can be asked for.</summary>
    /// <exception cref="StoreException">The database can't be reached.</exception>
    public static async Task<DatabaseCheck> RunAsync(ContractResult contract, StoreUrl url, Terminal terminal, CancellationToken cancellation)
    {
        var model = contract.Model!;
        var compared = new DatabaseCheck { Misfits = MisfitPlaces.Locate(contract, await url.CompareAsync(model, terminal.Clock, cancellation).ConfigureAwait(false)) };
        if (compared.IsUnfit) return compared;
        var store = url.OpenReadOnly(model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        await store.PrepareAsync(cancellation).ConfigureAwait(false);
        var walk = new ServiceWalk(new LintelEngine(model, store, terminal.Clock));
        Func<CancellationToken, Task<IReadOnlyList<WalkFinding>>>[] steps =
        [
            .. walk.Resources.Select(resource => (Func<CancellationToken, Task<IReadOnlyList<WalkFinding>>>)(stop => walk.WalkAsync(resource, stop))),
            .. walk.Functions.Select(function => (Func<CancellationToken, Task<IReadOnlyList<WalkFinding>>>)(stop => walk.WalkAsync(function, stop))),
        ];
        var findings = new IReadOnlyList<WalkFinding>[steps.Length];
        var done = 0;
        using var bar = ProgressBar.Begin(terminal, "requests");
        var few = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(0, steps.Length), few, async (at, stop) =>
        {
            findings[at] = await steps[at](stop).ConfigureAwait(false);
            var count = Interlocked.Increment(ref done);
            if (bar is null) return;
            lock (bar) bar.Show("resources", walk.Requests + walk.Planned, count, steps.Length);
        }).ConfigureAwait(false);
        return compared with
        {
            Findings = [.. findings.SelectMany(found => found)],
            Resources = walk.Resources.Count,
            Functions = walk.Functions.Count,
            Requests = walk.Requests,
            Planned = walk.Planned,
        };
    }

    /// <summary>For people: what does not work, then a line that sums it up.</summary>
    public void Print(string contract, string place, Terminal terminal)
    {
        foreach (var misfit in Misfits) DiagnosticText.Write(terminal.Error, misfit, color: terminal.ColorsError);
        foreach (var finding in Findings)
        {
            terminal.Error.WriteLine($"error: {finding.Name}: {finding.Request}");
            terminal.Error.WriteLine($"  {finding.Code}: {finding.Detail}");
        }
        var hard = Misfits.Count(misfit => misfit.Severity == Severity.Error);
        var verdict = hard > 0 ? "does not fit" : Findings.Count > 0 ? "does not work on" : "fits";
        terminal.Out.WriteLine($"{contract} {verdict} {place}: {(hard > 0 ? "" : Asked())}{Shared.Count(hard + Findings.Count, "error")}, {Shared.Count(Misfits.Count - hard, "warning")}");
    }

    /// <summary>
    /// For programs: <c>{"fits", "resources", "functions", "requests", "planned", "misfits": […], "findings": [{"name", "request", "code", "detail"}]}</c>, where misfits are
    /// written as all diagnostics are.
    /// </summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("fits", IsGreen);
        writer.WriteNumber("resources", Resources);
        writer.WriteNumber("functions", Functions);
        writer.WriteNumber("requests", Requests);
        writer.WriteNumber("planned", Planned);
        writer.WritePropertyName("misfits");
        DiagnosticJson.Write(writer, Misfits);
        writer.WriteStartArray("findings");
        foreach (var finding in Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("name", finding.Name);
            writer.WriteString("request", finding.Request);
            writer.WriteString("code", finding.Code);
            writer.WriteString("detail", finding.Detail);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private string Asked()
    {
        var (functions, calls) = Functions == 0 ? ("", "") : ($"{Shared.Count(Functions, "function")}, ", " and calls");
        return string.Create(CultureInfo.InvariantCulture, $"{Shared.Count(Resources, "resource")}, {functions}{Requests:N0} reads asked, {Planned:N0} writes{calls} planned, ");
    }
}
