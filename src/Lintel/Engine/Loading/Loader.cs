using System.Globalization;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Engine.Loading;

/// <summary>How far a load is.</summary>
/// <param name="Rows">Rows so far.</param>
/// <param name="Bytes">Bytes of the file so far.</param>
/// <param name="TotalBytes">Bytes of the file in all.</param>
public readonly record struct LoadProgress(long Rows, long Bytes, long TotalBytes);

/// <summary>A row that can't be loaded.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line on which the row begins.</param>
/// <param name="Detail">What is wrong.</param>
public sealed record LoadFailure(string File, long Line, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Detail}");
}

/// <summary>Loads files of rows, all or nothing. Rows may give keys, managed fields and states, since the owner of the service gives them.</summary>
public sealed class Loader(LintelEngine engine)
{
    private const int Batch = 256;

    /// <summary>Loads one file into a resource.</summary>
    public async Task<(long Rows, LoadFailure? Failure)> LoadFileAsync(
        string resource, string path, IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        var load = await engine.BeginLoadAsync(cancellation).ConfigureAwait(false);
        await using var _ = load.ConfigureAwait(false);
        var target = new LoadTarget(path, engine.Model.FindResource(resource)!, null);
        var (rows, failure) = await LoadAsync(load, target, progress, cancellation).ConfigureAwait(false);
        if (failure is null) await load.CommitAsync(cancellation).ConfigureAwait(false);
        return (rows, failure);
    }

    /// <summary>
    /// Loads the contract's seed into an empty database: every file of its folder, parents before children, in one transaction, so
    /// that a crash leaves all or nothing. Null rows: there is no seed, or the database has rows already.
    /// </summary>
    public async Task<(long? Rows, LoadFailure? Failure)> SeedAsync(CancellationToken cancellation)
    {
        if (engine.Model.SeedFolder is not { } folder || !await IsEmptyAsync(cancellation).ConfigureAwait(false)) return (null, null);
        var targets = new List<LoadTarget>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (!RowFile.Extensions.Contains(Path.GetExtension(path))) continue;
            var (target, failure) = Find(path);
            if (failure is not null) return (0, failure);
            targets.Add(target!);
        }
        var load = await engine.BeginLoadAsync(cancellation).ConfigureAwait(false);
        await using var _ = load.ConfigureAwait(false);
        var total = 0L;
        foreach (var target in targets.OrderBy(Rank))
        {
            var (rows, failure) = await LoadAsync(load, target, null, cancellation).ConfigureAwait(false);
            if (failure is not null) return (0, failure);
            total += rows;
        }
        await load.CommitAsync(cancellation).ConfigureAwait(false);
        return (total, null);
    }

    private static async Task<(long Rows, LoadFailure? Failure)> LoadAsync(
        LoadSession load, LoadTarget target, IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        var file = Path.GetFileName(target.Path);
        var total = 0L;
        try
        {
            var stream = File.OpenRead(target.Path);
            await using var _ = stream.ConfigureAwait(false);
            foreach (var batch in RowFile.Read(stream, file).Chunk(Batch))
            {
                cancellation.ThrowIfCancellationRequested();
                var failed = target.Link is null
                    ? await load.AddAsync(target.Resource, [.. batch.Select(row => row.Row)], cancellation).ConfigureAwait(false)
                    : await load.LinkAsync(target.Resource, target.Link, [.. batch.Select(row => row.Row)], cancellation).ConfigureAwait(false);
                if (failed is var (row, detail)) return (total, new LoadFailure(file, batch[Math.Clamp(row, 0, batch.Length - 1)].Line, detail));
                total += batch.Length;
                progress?.Report(new LoadProgress(total, stream.Position, stream.Length));
            }
            return (total, null);
        }
        catch (RowFileException exception)
        {
            return (total, new LoadFailure(file, exception.Line, exception.Message));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (total, new LoadFailure(file, 0, exception.Message));
        }
    }

    private (LoadTarget? Target, LoadFailure? Failure) Find(string path)
    {
        var file = Path.GetFileName(path);
        var names = Path.GetFileNameWithoutExtension(path).Split('.');
        var resource = engine.Model.FindResource(names[0]);
        var link = names.Length == 2 ? resource?.FindRelation(names[1]) : null;
        if (resource is not null && (names.Length == 1 || link is { Kind: RelationKind.ManyToMany })) return (new LoadTarget(path, resource, link), null);
        return (null, new LoadFailure(file, 0, "A seed file is named by its resource (customer.csv), or by a resource and a many-to-many relation (playlist.tracks.csv)."));
    }

    // Pairs come last; rows in the order of their tables, in which a table stands behind those that it refers to.
    private int Rank(LoadTarget target) => target.Link is not null
        ? int.MaxValue
        : engine.Model.Entities.Index().First(pair => pair.Item == target.Resource.Entity).Index;

    private async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        foreach (var resource in engine.Model.Resources)
        {
            var names = resource.Key.Select(field => new SelectedName(field.Name, "")).ToArray();
            var any = new ReadOperation { Resource = resource.Name, Selection = new Selection { Names = names, Page = new PageRequest { Limit = 1 } } };
            using var outcome = await engine.ExecuteAsync(any, cancellation).ConfigureAwait(false);
            if (outcome.Problem is not null || outcome.Result!.Rows.Count > 0) return false;
        }
        return true;
    }

    private sealed record LoadTarget(string Path, Resource Resource, Relation? Link);
}
