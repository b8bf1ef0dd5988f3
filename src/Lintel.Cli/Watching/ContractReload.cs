using System.Globalization;
using Lintel.Cli.Commands;
using Lintel.Contract;
using Lintel.Engine;
using Lintel.Http;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Cli.Watching;

/// <summary>
/// Serves a contract anew when its files have changed. One that is wrong, or that the database can't follow, is told of, and the one before it is
/// served on. The database stays the one that was there at the start.
/// </summary>
internal sealed class ContractReload(ContractWatch watch, StoreUrl url, IStore first, ServedEngine served, EngineOptions running, LintelHttpOptions options, Terminal terminal) : IAsyncDisposable
{
    // Longer than nearly every request takes, and short enough to wait for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly List<Task> _retiring = [];
    private IStore _store = first;

    /// <summary>Goes on until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true) await FollowAsync(await watch.ChangedAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_retiring).ConfigureAwait(false);
        await _store.DisposeAsync().ConfigureAwait(false);
    }

    private async Task FollowAsync(ContractChange change, CancellationToken cancellation)
    {
        try
        {
            var result = ContractCompiler.Compile(watch.Path);
            // What was half written is nobody's mistake, and the rest is told of next.
            if (watch.HasChanged) return;
            if (ContractFile.Tell(result, watch.Path, terminal) is { } model)
            {
                terminal.Error.WriteLine($"{change.What}: {await ServeAsync(model, cancellation).ConfigureAwait(false)} after {Milliseconds(change)} ms");
                return;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            terminal.Fail(LintelCommand.Why(exception));
        }
        terminal.Error.WriteLine($"{change.What}: not served; the contract before it is served on");
    }

    /// <summary>Serves a model in place of the one before; gives what it did, for people.</summary>
    private async Task<string> ServeAsync(ServiceModel model, CancellationToken cancellation)
    {
        var (before, former, store) = (served.Engine.Model, _store, url.Open(model, terminal.Clock));
        try
        {
            SchemaOutcome schema;
            // The engine before knows nothing of a column's new name, or of a rule that the database keeps from now on; and where requests go on, the
            // database finds no moment for a change.
            using (await served.HoldAsync(Patience, cancellation).ConfigureAwait(false))
            {
                schema = await store.PrepareAsync(cancellation).ConfigureAwait(false);
                Retire(former, served.ReplaceAsync(new LintelEngine(model, store, terminal.Clock, running)));
            }
            _store = store;
            foreach (var limitation in store.Limitations.Except(former.Limitations)) terminal.Error.WriteLine($"note: {limitation}");
            string[] changes = [.. ModelChanges.Between(before, model), .. schema.Applied.Count == 0 ? [] : new[] { $"changed the schema with {Shared.Count(schema.Applied.Count, "statement")}" }];
            return $"serving {Shared.Count(model.Resources.Count, "resource")}{(changes.Length == 0 ? "" : $" ({string.Join(", ", changes)})")}";
        }
        catch when (_store != store)
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Retire(IStore store, Task lastRequest)
    {
        _retiring.RemoveAll(retiring => retiring.IsCompleted);
        _retiring.Add(RetireAsync(store, lastRequest));
    }

    private async Task RetireAsync(IStore store, Task lastRequest)
    {
        await lastRequest.WaitAsync(options.DrainLimit, terminal.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await store.DisposeAsync().ConfigureAwait(false);
    }

    private string Milliseconds(ContractChange change) => terminal.Clock.GetElapsedTime(change.Noticed).TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
}
