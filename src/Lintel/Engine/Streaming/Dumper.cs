using System.Runtime.CompilerServices;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Results;
using Lintel.Stores;

namespace Lintel.Engine.Streaming;

/// <summary>Reads all rows of a service for its owner, as a load takes them: with what callers can't give or see, without what is computed.</summary>
public sealed class Dumper : IAsyncDisposable
{
    private readonly LintelEngine _engine;
    private readonly IStoreSession _session;

    private Dumper(LintelEngine engine, IStoreSession session) => (_engine, _session) = (engine, session);

    /// <summary>The fields that rows are written with.</summary>
    public static IReadOnlyList<Field> Fields(Resource resource) => [.. resource.Fields.Where(field => !field.IsComputed)];

    /// <summary>Begins; all that is read from here on is of one snapshot.</summary>
    /// <exception cref="StoreException">The database can't be reached.</exception>
    public static async ValueTask<Dumper> BeginAsync(LintelEngine engine, CancellationToken cancellation) => new(engine, await engine.OpenSnapshotAsync(cancellation).ConfigureAwait(false));

    /// <summary>How many rows <see cref="RowsAsync"/> gives.</summary>
    /// <exception cref="StoreException">The database failed.</exception>
    public async ValueTask<long> CountAsync(Resource resource, CancellationToken cancellation)
    {
        var count = BoundAggregate.CountOf(resource, null, []);
        using var counted = await _session.AggregateAsync(_engine.Plan(count), count, cancellation).ConfigureAwait(false);
        return counted.Rows[0, 0].Integer;
    }

    /// <summary>All rows of a resource, batch by batch, in the order of their keys. The caller disposes each batch.</summary>
    /// <exception cref="StoreException">The database failed.</exception>
    public IAsyncEnumerable<ResultNode> RowsAsync(Resource resource, CancellationToken cancellation) =>
        ReadAsync(resource, SelectionOf(resource, Fields(resource), []), cancellation);

    /// <summary>All rows of a resource by their keys, each with the keys of the rows that a many-to-many relation leads to.</summary>
    /// <inheritdoc cref="RowsAsync"/>
    public IAsyncEnumerable<ResultNode> LinksAsync(Relation relation, CancellationToken cancellation)
    {
        var target = SelectionOf(relation.Target, relation.Target.Key, []);
        return ReadAsync(relation.Source, SelectionOf(relation.Source, relation.Source.Key, [new BoundInclude(relation, target)]), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static BoundSelection SelectionOf(Resource resource, IReadOnlyList<Field> fields, IReadOnlyList<BoundInclude> includes)
    {
        BoundPath[] columns = [.. fields.Select(field => new BoundPath([], field))];
        return new BoundSelection
        {
            Resource = resource,
            Columns = columns,
            Shown = columns.Length,
            Includes = includes,
            Order = [.. resource.Key.Select(field => new BoundOrder(new BoundPath([], field), false, fields.Index().First(pair => pair.Item == field).Index))],
        };
    }

    private async IAsyncEnumerable<ResultNode> ReadAsync(Resource resource, BoundSelection selection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var read = new BoundRead { Resource = resource, Selection = selection, Parameters = [] };
        var batches = await _session.StreamAsync(_engine.Plan(read), read, cancellation).ConfigureAwait(false);
        await using var _ = batches.ConfigureAwait(false);
        while (await batches.NextAsync(cancellation).ConfigureAwait(false) is { } batch) yield return batch;
    }
}
