using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Engine.Writes;

/// <summary>Looks which rows are there and not hidden, and keeps them so until the transaction ends.</summary>
internal static class LiveRows
{
    /// <summary>Those of some keys that rows have. A key of several fields is the list of them.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="keys">The keys.</param>
    public static async ValueTask<HashSet<Value>> FindAsync(WriteTransaction transaction, Resource resource, Value[] keys)
    {
        var live = new HashSet<Value>();
        var up = Up(resource);
        var byRoot = new List<(Value Key, Value Root)>();
        foreach (var read in Reads(resource, keys, up))
        {
            using var rows = await transaction.ReadAsync(read).ConfigureAwait(false);
            for (var row = 0; row < rows.Rows.Count; row++)
            {
                Value[] values = [.. read.Selection.Columns.Select((column, i) => CellValues.Read(column.Field.Type, rows.Rows[row, i], rows.Rows.Arena))];
                var key = KeyOf(values[..resource.Key.Count]);
                if (up.Length == 0) live.Add(key);
                else byRoot.Add((key, KeyOf(values[resource.Key.Count..])));
            }
        }
        if (byRoot.Count == 0) return live;
        // An owned child is hidden with its root, and so its root is what must stay.
        var roots = await FindAsync(transaction, up[^1].Target, [.. byRoot.Select(row => row.Root).Distinct()]).ConfigureAwait(false);
        live.UnionWith(byRoot.Where(row => roots.Contains(row.Root)).Select(row => row.Key));
        return live;
    }

    /// <summary>A read of one row, hidden or not.</summary>
    public static BoundRead ByKey(Resource resource, Value[] key, BoundPath[] columns, RowLock against) =>
        Read(resource, [RowsOfRoot.One(resource)], key, columns, [], against);

    // One statement for all where the key is one field: rows are locked in one order, so that two writes do not wait for each other.
    private static IEnumerable<BoundRead> Reads(Resource resource, Value[] keys, Relation[] up)
    {
        var own = resource.Key.Select(field => new BoundPath([], field)).ToArray();
        BoundPath[] columns = up.Length == 0 ? own : [.. own, .. up[^1].SourceFields.Select(field => new BoundPath(up[..^1], field))];
        var shown = up.Length == 0 ? [new Deleted(false)] : Array.Empty<BoundFilter>();
        var against = up.Length == 0 ? RowLock.Reference : RowLock.None;
        if (resource.Key is [_])
        {
            BoundOrder[] order = [new BoundOrder(own[0], false, 0)];
            return [Read(resource, [new Comparison(own[0], FilterOperator.In, 0), .. shown], [Value.Of(keys)], columns, order, against)];
        }
        return keys.Select(key => Read(resource, [.. own.Select((path, i) => new Comparison(path, FilterOperator.Equal, i)), .. shown], key.AsList, columns, [], against));
    }

    private static BoundRead Read(Resource resource, BoundFilter[] filter, Value[] parameters, BoundPath[] columns, BoundOrder[] order, RowLock against) => new()
    {
        Resource = resource,
        Selection = new BoundSelection { Resource = resource, Columns = columns, Shown = columns.Length, Includes = [], Filter = new AllOf(filter), Order = order },
        Parameters = parameters,
        Lock = against,
    };

    private static Relation[] Up(Resource resource) => resource.Owner is { } owner ? [owner.Inverse!, .. Up(owner.Source)] : [];

    /// <summary>A key as one value.</summary>
    public static Value KeyOf(Value[] parts) => parts.Length == 1 ? parts[0] : Value.Of(parts);
}
