using Lintel.Binding;
using Lintel.Errors;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Engine;

/// <summary>
/// The fields of one aggregate that are computed from its rows and kept in columns. They are filled behind a write, in its transaction and under
/// the lock that it holds: of two writes that change one value, the later one computes it from both.
/// </summary>
internal sealed class StoredAggregates
{
    private readonly List<(Resource Resource, Relation[] Up, Field[] Fields)> _resources = [];
    private readonly HashSet<Field> _named = [];

    /// <summary>Collects the fields of a root and of all that it owns.</summary>
    public StoredAggregates(Resource root)
    {
        foreach (var (resource, up) in RowsOfRoot.Resources(root))
        {
            Field[] fields = [.. resource.Fields.Where(field => field.IsMaintained)];
            if (fields.Length > 0) _resources.Add((resource, up, fields));
            foreach (var field in fields) _named.UnionWith(ExpressionFacts.Fields(field.Column.Maintained!));
        }
    }

    /// <summary>Whether there are any.</summary>
    public bool Any => _resources.Count > 0;

    /// <summary>Whether a change of a row may change one of them.</summary>
    public bool DependOn(RowDraft changes)
    {
        if (!Any) return false;
        foreach (var field in changes.Resource.Fields)
        {
            if (_named.Contains(field) && (changes.Has(field) || field.Role == FieldRole.Version)) return true;
        }
        return false;
    }

    /// <summary>Fills those of one aggregate, of which a row was written.</summary>
    /// <param name="session">The session of the write.</param>
    /// <param name="plans">Where plans are found.</param>
    /// <param name="key">The key of the root.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>What refused it: a row from before a rule came that it breaks; null: it is done.</returns>
    public ValueTask<Problem?> ForRootAsync(IStoreSession session, PlanCache plans, Value[] key, CancellationToken cancellation) => FillAsync(session, plans, key, cancellation);

    /// <summary>Fills those of all aggregates, behind a load.</summary>
    /// <inheritdoc cref="ForRootAsync"/>
    public ValueTask<Problem?> ForAllAsync(IStoreSession session, PlanCache plans, CancellationToken cancellation) => FillAsync(session, plans, null, cancellation);

    private async ValueTask<Problem?> FillAsync(IStoreSession session, PlanCache plans, Value[]? key, CancellationToken cancellation)
    {
        foreach (var (resource, up, fields) in _resources)
        {
            var filter = key is null ? null : new AllOf([.. RowsOfRoot.Filter(resource, up)]);
            var refresh = new BoundRefresh { Resource = resource, Fields = fields, Filter = filter, Parameters = key ?? [] };
            var written = await session.WriteAsync(plans.Find(refresh), refresh, cancellation).ConfigureAwait(false);
            if (WriteProblems.Of(written, resource) is { } refused) return refused;
        }
        return null;
    }
}
