using Lintel.Model;

namespace Lintel.Binding;

/// <summary>Turns a finished draft into the bound operation that a store sees: rows become columns.</summary>
internal static class DraftFreezer
{
    /// <summary>An insert of the draft's rows, which answers with what is selected.</summary>
    public static BoundInsert Insert(Resource resource, WriteDraft draft, BoundSelection? answer, long now)
    {
        var parameters = new List<Value>();
        var rows = Rows(resource, null, draft.Rows, null, parameters);
        var slot = answer is null ? -1 : Add(parameters, Value.Of(now));
        return new BoundInsert { Resource = resource, Rows = rows, Answer = answer, NowSlot = slot, Parameters = [.. parameters] };
    }

    /// <summary>An update of one row, which answers with what is selected.</summary>
    public static BoundUpdate Update(Resource resource, RowDraft draft, Value[] key, Value[]? versions, BoundSelection? answer, long now, bool ofDeleted = false)
    {
        var parameters = new List<Value>(key);
        var fields = resource.Fields.Where(draft.Has).ToArray();
        var slots = fields.Select(field => Add(parameters, draft[field])).ToArray();
        return new BoundUpdate
        {
            Resource = resource,
            Key = [.. Enumerable.Range(0, key.Length)],
            Fields = fields,
            Slots = slots,
            VersionSlot = versions is null ? -1 : Add(parameters, Value.Of(versions)),
            OfDeleted = ofDeleted,
            Answer = answer,
            NowSlot = answer is null ? -1 : Add(parameters, Value.Of(now)),
            Parameters = [.. parameters],
        };
    }

    /// <summary>A deletion of one row.</summary>
    public static BoundDelete Delete(Resource resource, Value[] key, Value[]? versions)
    {
        var parameters = new List<Value>(key);
        return new BoundDelete
        {
            Resource = resource,
            Key = [.. Enumerable.Range(0, key.Length)],
            VersionSlot = versions is null ? -1 : Add(parameters, Value.Of(versions)),
            Parameters = [.. parameters],
        };
    }

    private static BoundRows Rows(Resource resource, Relation? relation, IReadOnlyList<RowDraft> rows, Value[]? parents, List<Value> parameters)
    {
        // Fields that no row has are left to the store (an identity); a field that only some rows have is null in the others.
        var fields = resource.Fields.Where(field => HasAny(rows, field)).ToArray();
        var slots = Array.ConvertAll(fields, field => Add(parameters, Value.Of(Column(rows, field))));
        return new BoundRows
        {
            Resource = resource,
            Count = rows.Count,
            Fields = fields,
            Slots = slots,
            Relation = relation,
            ParentSlot = parents is null ? -1 : Add(parameters, Value.Of(parents)),
            Children = [.. Children(rows, parameters)],
            Links = [.. Links(rows, parameters)],
        };
    }

    /// <summary>
    /// Which fields of a row are left to the defaults of an external database: only rows that leave it the same stand in one statement, since a
    /// null would be a value.
    /// </summary>
    public static string LeavesTo(RowDraft row)
    {
        if (!row.Resource.Entity.IsExternal) return "";
        return string.Join(',', row.Resource.Fields.Where(field => field.Default == DefaultKind.Database && !row.Has(field)).Select(field => field.Ordinal));
    }

    private static bool HasAny(IReadOnlyList<RowDraft> rows, Field field)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows[row].Has(field)) return true;
        }
        return false;
    }

    private static Value[] Column(IReadOnlyList<RowDraft> rows, Field field)
    {
        var values = new Value[rows.Count];
        for (var row = 0; row < values.Length; row++) values[row] = rows[row][field];
        return values;
    }

    private static IEnumerable<BoundRows> Children(IReadOnlyList<RowDraft> rows, List<Value> parameters)
    {
        foreach (var relation in rows.SelectMany(row => row.Children).Select(pair => pair.Relation).Distinct())
        {
            var pairs = rows.SelectMany((row, index) => row.Children.Where(pair => pair.Relation == relation)
                .SelectMany(pair => pair.Rows).Select(child => (child, index))).ToArray();
            foreach (var alike in pairs.GroupBy(pair => LeavesTo(pair.child)))
                yield return Rows(relation.Target, relation, [.. alike.Select(pair => pair.child)], [.. alike.Select(pair => Value.Of((long)pair.index))], parameters);
        }
    }

    private static IEnumerable<BoundLinks> Links(IReadOnlyList<RowDraft> rows, List<Value> parameters)
    {
        foreach (var relation in rows.SelectMany(row => row.Links).Select(pair => pair.Relation).Distinct())
        {
            var pairs = rows.SelectMany((row, index) => row.Links.Where(pair => pair.Relation == relation)
                .SelectMany(pair => pair.Keys).Select(key => (key, index))).ToArray();
            if (pairs.Length == 0) continue;
            var parent = Add(parameters, Value.Of([.. pairs.Select(pair => Value.Of((long)pair.index))]));
            var slots = relation.Target.Key.Select((_, part) => Add(parameters, Value.Of([.. pairs.Select(pair => pair.key[part])]))).ToArray();
            yield return new BoundLinks(relation, pairs.Length, parent, slots);
        }
    }

    private static int Add(List<Value> parameters, Value value)
    {
        parameters.Add(value);
        return parameters.Count - 1;
    }
}
