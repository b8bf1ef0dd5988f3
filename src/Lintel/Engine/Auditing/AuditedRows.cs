using Lintel.Binding;
using Lintel.Engine.Writes;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine.Auditing;

/// <summary>Reads rows for the record: all of them, those that are deleted softly too.</summary>
/// <param name="session">The transaction of the write.</param>
/// <param name="plans">Where plans are found.</param>
/// <param name="cancellation">Stops it.</param>
internal readonly struct AuditedRows(IStoreSession session, PlanCache plans, CancellationToken cancellation)
{
    /// <summary>The fields that are kept of a row, those that are write-only among them.</summary>
    public static IEnumerable<Field> FieldsOf(Resource resource) => resource.Fields.Where(field => field.IsStored && !field.IsComputed);

    /// <summary>The fields that tell whose a row is, or lead to the row that does.</summary>
    public static IReadOnlyList<Field> TenantFieldsOf(Resource resource) => !resource.IsOfTenants ? [] : resource.Owner is { } owner ? owner.TargetFields : [resource.Tenant!];

    /// <summary>Whose rows of a resource are, of which <see cref="TenantFieldsOf"/> are known, in their order; null: they are shared, or there are no tenants.</summary>
    public async ValueTask<Value[]> TenantsAsync(Resource resource, IReadOnlyList<RowDraft> found)
    {
        if (!resource.IsOfTenants) return new Value[found.Count];
        if (resource.Owner is not { } owner) return [.. found.Select(row => row[resource.Tenant!])];
        Value[][] keys = [.. found.Select(row => owner.TargetFields.Select(field => row[field]).ToArray())];
        var parents = await ReadAsync(owner.Source, TenantFieldsOf(owner.Source).Concat(owner.SourceFields), owner.SourceFields, [.. keys.DistinctBy(key => new RowKey(key))]).ConfigureAwait(false);
        var tenants = await TenantsAsync(owner.Source, parents).ConfigureAwait(false);
        var byKey = parents.Zip(tenants).ToDictionary(parent => new RowKey([.. owner.SourceFields.Select(field => parent.First[field])]), parent => parent.Second);
        return [.. keys.Select(key => byKey.GetValueOrDefault(new RowKey(key)))];
    }

    /// <summary>Whose a row is, by its key.</summary>
    public async ValueTask<Value> TenantAsync(Resource resource, Value[] key)
    {
        if (!resource.IsOfTenants) return Value.Null;
        var found = await ReadAsync(resource, TenantFieldsOf(resource), resource.Key, [key]).ConfigureAwait(false);
        return (await TenantsAsync(resource, found).ConfigureAwait(false)).FirstOrDefault();
    }

    /// <summary>Rows with what is kept of them.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="fields">What is read beside the key.</param>
    /// <param name="by">The fields by which they are found.</param>
    /// <param name="values">The values of these.</param>
    /// <param name="against">What others are kept from.</param>
    public async ValueTask<List<RowDraft>> ReadAsync(Resource resource, IEnumerable<Field> fields, IReadOnlyList<Field> by, IReadOnlyList<Value[]> values, RowLock against = RowLock.None)
    {
        BoundPath[] columns = [.. resource.Key.Concat(fields).Distinct().Select(field => new BoundPath([], field))];
        var rows = new List<RowDraft>();
        foreach (var (filter, parameters) in Filters(by, values))
        {
            var read = new BoundRead
            {
                Resource = resource,
                Selection = new BoundSelection
                {
                    Resource = resource,
                    Columns = columns,
                    Shown = columns.Length,
                    Includes = [],
                    Filter = filter,
                    Order = [.. resource.Key.Select((_, i) => new BoundOrder(columns[i], false, i))],
                },
                Parameters = parameters,
                Lock = against,
            };
            using var found = await session.ReadAsync(plans.Find(read), read, cancellation).ConfigureAwait(false);
            for (var row = 0; row < found.Rows.Count; row++)
            {
                var draft = new RowDraft(resource, "");
                for (var i = 0; i < columns.Length; i++) draft[columns[i].Field] = CellValues.Read(columns[i].Field.Type, found.Rows[row, i], found.Rows.Arena);
                rows.Add(draft);
            }
        }
        return rows;
    }

    /// <summary>The keys of the rows that a row is linked with.</summary>
    public async ValueTask<Value[][]> LinksAsync(Relation relation, Value[] source)
    {
        var read = StoredRows.LinksOf(relation, source);
        using var found = await session.ReadAsync(plans.Find(read), read, cancellation).ConfigureAwait(false);
        return found.Rows.Count == 0 ? [] : [.. StoredRows.First(found).Links.SelectMany(links => links.Keys)];
    }

    private static IEnumerable<(BoundFilter Filter, Value[] Parameters)> Filters(IReadOnlyList<Field> by, IReadOnlyList<Value[]> values)
    {
        if (values.Count == 0) return [];
        if (by.Count == 1 && values.Count > 1) return [(new Comparison(new BoundPath([], by[0]), FilterOperator.In, 0), [Value.Of([.. values.Select(value => value[0])])])];
        var one = new AllOf([.. by.Select((field, i) => new Comparison(new BoundPath([], field), FilterOperator.Equal, i))]);
        return values.Select(value => ((BoundFilter)one, value));
    }
}
