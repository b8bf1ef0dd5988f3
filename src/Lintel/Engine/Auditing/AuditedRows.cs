using Lintel.Binding;
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
        var read = Writes.StoredRows.LinksOf(relation, source);
        using var found = await session.ReadAsync(plans.Find(read), read, cancellation).ConfigureAwait(false);
        return found.Rows.Count == 0 ? [] : [.. Writes.StoredRows.First(found).Links.SelectMany(links => links.Keys)];
    }

    private static IEnumerable<(BoundFilter Filter, Value[] Parameters)> Filters(IReadOnlyList<Field> by, IReadOnlyList<Value[]> values)
    {
        if (values.Count == 0) return [];
        if (by.Count == 1 && values.Count > 1) return [(new Comparison(new BoundPath([], by[0]), FilterOperator.In, 0), [Value.Of([.. values.Select(value => value[0])])])];
        var one = new AllOf([.. by.Select((field, i) => new Comparison(new BoundPath([], field), FilterOperator.Equal, i))]);
        return values.Select(value => ((BoundFilter)one, value));
    }
}
