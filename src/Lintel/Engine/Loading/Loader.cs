using System.Globalization;
using Lintel.Errors;
using Lintel.Model;

namespace Lintel.Engine.Loading;

/// <summary>Loads files of rows, all or nothing. Rows may give keys, managed fields and states, since the owner of the service gives them.</summary>
public sealed class Loader(LintelEngine engine)
{
    private const int MostFailures = 10;

    private static readonly LoadOutcome Nothing = new(0, []);

    /// <summary>Loads one file into a resource.</summary>
    /// <param name="resource">The resource's name.</param>
    /// <param name="path">The file, whose ending tells what it holds.</param>
    /// <param name="skips">Whether rows that can't be loaded are left out; else one of them refuses all.</param>
    /// <param name="progress">Is told of each batch.</param>
    /// <param name="cancellation">Stops the load; nothing of it stays.</param>
    /// <exception cref="Stores.StoreException">The database failed.</exception>
    public async Task<LoadOutcome> LoadFileAsync(string resource, string path, bool skips, IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        var load = await engine.BeginLoadAsync(null, cancellation).ConfigureAwait(false);
        await using var _ = load.ConfigureAwait(false);
        var target = new LoadTarget(path, engine.Model.FindResource(resource)!, null);
        var outcome = await LoadAsync(load, target, skips, progress, cancellation).ConfigureAwait(false);
        if (!outcome.IsDone) return outcome;
        if (await load.FinishAsync(target.Resource, cancellation).ConfigureAwait(false) is { } wrong) return Nothing with { Failures = [new LoadFailure(path, 0, wrong)] };
        await load.CommitAsync(cancellation).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>
    /// Loads the contract's seed into an empty database: every file of its folder, parents before children, in one transaction, so
    /// that a crash leaves all or nothing, and of two processes that start at once one seeds.
    /// </summary>
    /// <returns>Null: there is no seed, or the database has rows already.</returns>
    /// <exception cref="Stores.StoreException">The database failed.</exception>
    public async Task<LoadOutcome?> SeedAsync(IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        if (engine.Model.SeedFolder is not { } folder || !await IsEmptyAsync(cancellation).ConfigureAwait(false)) return null;
        var (targets, failure) = Find(folder);
        if (failure is not null) return new LoadOutcome(0, [failure]);
        var load = await engine.BeginLoadAsync(null, cancellation).ConfigureAwait(false);
        await using var _ = load.ConfigureAwait(false);
        // Only now no other process can write.
        return await load.IsEmptyAsync(cancellation).ConfigureAwait(false) ? await LoadAsync(load, folder, targets, progress, cancellation).ConfigureAwait(false) : null;
    }

    /// <summary>Loads every file of a folder, parents before children, in one transaction. Files are named as those of a seed are.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="progress">Is told of each batch.</param>
    /// <param name="cancellation">Stops the load; nothing of it stays.</param>
    /// <exception cref="Stores.StoreException">The database failed.</exception>
    public async Task<LoadOutcome> LoadFolderAsync(string folder, IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        var (targets, failure) = Find(folder);
        if (failure is not null) return Nothing with { Failures = [failure] };
        var load = await engine.BeginLoadAsync(null, cancellation).ConfigureAwait(false);
        await using var _ = load.ConfigureAwait(false);
        return await LoadAsync(load, folder, targets, progress, cancellation).ConfigureAwait(false);
    }

    private async Task<LoadOutcome> LoadAsync(LoadSession load, string folder, List<LoadTarget> targets, IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        var total = 0L;
        foreach (var target in targets.OrderBy(Rank))
        {
            var outcome = await LoadAsync(load, target, skips: false, progress, cancellation).ConfigureAwait(false);
            if (!outcome.IsDone) return outcome;
            total += outcome.Rows;
        }
        foreach (var root in engine.Model.Resources.Where(resource => resource.Owner is null))
        {
            if (await load.FinishAsync(root, cancellation).ConfigureAwait(false) is { } wrong) return Nothing with { Failures = [new LoadFailure(folder, 0, wrong)] };
        }
        await load.CommitAsync(cancellation).ConfigureAwait(false);
        return new LoadOutcome(total, []);
    }

    private static async Task<LoadOutcome> LoadAsync(LoadSession load, LoadTarget target, bool skips, IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        var total = 0L;
        try
        {
            var stream = File.OpenRead(target.Path);
            await using var _ = stream.ConfigureAwait(false);
            var import = load.Import(target.Resource, isTrusted: true, MostFailures);
            await using var __ = import.ConfigureAwait(false);
            foreach (var batch in RowFile.Read(stream, RowFile.FormatOf(target.Path), columns => CheckHeader(load, target, columns)))
            {
                cancellation.ThrowIfCancellationRequested();
                if (target.Link is null) await import.AddAsync(batch, cancellation).ConfigureAwait(false);
                else if (await LinkAsync(load, target, batch, cancellation).ConfigureAwait(false) is { Length: > 0 } failures) return Nothing with { Failures = failures };
                if (import.IsFull && !skips) break;
                total += batch.Count;
                progress?.Report(new LoadProgress(target.Path, total, stream.Position, stream.Length));
            }
            await import.EndAsync(cancellation).ConfigureAwait(false);
            if (import.Refused == 0) return new LoadOutcome(total, []);
            var wrong = import.Errors.Select(error => new LoadFailure(target.Path, error.Line ?? 0, Detail(error))).ToArray();
            return skips ? new LoadOutcome(import.Created, wrong, import.Refused) : Nothing with { Failures = wrong };
        }
        catch (RowFileException exception)
        {
            return Nothing with { Failures = [new LoadFailure(target.Path, exception.Line, exception.Message)] };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Nothing with { Failures = [new LoadFailure(target.Path, 0, exception.Message)] };
        }
    }

    private static async ValueTask<LoadFailure[]> LinkAsync(LoadSession load, LoadTarget target, IReadOnlyList<FileRow> batch, CancellationToken cancellation)
    {
        if (batch.FirstOrDefault(row => row.Failure is not null) is { Failure: { } unreadable, Line: var line }) return [new LoadFailure(target.Path, line, unreadable)];
        var problems = await load.LinkAsync(target.Resource, target.Link!, [.. batch.Select(row => row.Row)], cancellation).ConfigureAwait(false);
        return [.. problems.Take(MostFailures).Select(problem => Place(target, batch, problem))];
    }

    // Of what is wrong below the row itself, where; the pointer begins with the index of the row.
    private static string Detail(ProblemError error) =>
        error.Pointer?.Split('/') is { Length: > 3 } parts ? $"{string.Join('/', parts[2..])}: {error.Detail}" : error.Detail;

    private static void CheckHeader(LoadSession load, LoadTarget target, IReadOnlyList<string> columns)
    {
        if (target.Link is not null) target.CheckPair(columns);
        else load.CheckHeader(target.Resource, columns, isTrusted: true);
    }

    private static LoadFailure Place(LoadTarget target, IReadOnlyList<FileRow> batch, RowProblem problem) => problem.Row >= 0 && problem.Row < batch.Count
        ? new LoadFailure(target.Path, batch[problem.Row].Line, problem.Detail)
        : new LoadFailure(target.Path, batch[0].Line, string.Create(CultureInfo.InvariantCulture, $"{problem.Detail} (in one of the lines {batch[0].Line} to {batch[^1].Line})"));

    private (List<LoadTarget> Targets, LoadFailure? Failure) Find(string folder)
    {
        var targets = new List<LoadTarget>();
        foreach (var path in Directory.EnumerateFiles(folder).Where(RowFile.IsNamed).Order(StringComparer.Ordinal))
        {
            var names = Path.GetFileNameWithoutExtension(path).Split('.');
            var resource = engine.Model.FindResource(names[0]);
            var link = names.Length == 2 ? resource?.FindRelation(names[1]) : null;
            if (resource is null || (names.Length > 1 && link is not { Kind: RelationKind.ManyToMany }))
                return ([], new LoadFailure(path, 0, "A seed file is named by its resource (customer.csv), or by a resource and a many-to-many relation (playlist.tracks.csv)."));
            targets.Add(new LoadTarget(path, resource, link));
        }
        return (targets, null);
    }

    // Pairs come last; rows in the order of their tables, in which a table stands behind those that it refers to.
    private int Rank(LoadTarget target) => target.Link is not null
        ? int.MaxValue
        : engine.Model.Entities.Index().First(pair => pair.Item == target.Resource.Entity).Index;

    private async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        var load = new LoadSession(engine, await engine.OpenSnapshotAsync(cancellation).ConfigureAwait(false));
        await using var _ = load.ConfigureAwait(false);
        return await load.IsEmptyAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>A file and where its rows go.</summary>
    private sealed record LoadTarget(string Path, Resource Resource, Relation? Link)
    {
        /// <summary>The cells of a pair go by their place, and so the header must name them in that order: the key of the source, then that of the target.</summary>
        public void CheckPair(IReadOnlyList<string> columns)
        {
            var expected = LinkColumns.Of(Resource, Link!);
            // Of two rows of one resource any names may tell the columns apart.
            if (Resource == Link!.Target ? columns.Count != expected.Count : !columns.SequenceEqual(expected))
                throw new RowFileException(1, $"The header should be {string.Join(',', expected)}: the key of a {Resource.Name}, then that of a {Link.Target.Name}.");
        }
    }
}
