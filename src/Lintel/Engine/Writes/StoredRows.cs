using Lintel.Binding;
using Lintel.Model;
using Lintel.Results;

namespace Lintel.Engine.Writes;

/// <summary>Reads a row with all that it owns, and the keys of what it is linked with, as drafts that can be held against others.</summary>
internal static class StoredRows
{
    /// <summary>The read of one row by its key.</summary>
    public static BoundRead Of(Resource resource, Value[] key) =>
        new() { Resource = resource, Selection = Whole(resource, RowsOfRoot.One(resource)), Single = true, Parameters = key };

    /// <summary>The read of the links of one row.</summary>
    public static BoundRead LinksOf(Relation relation, Value[] source)
    {
        BoundPath[] columns = [.. relation.Source.Key.Select(field => new BoundPath([], field))];
        var selection = new BoundSelection
        {
            Resource = relation.Source,
            Columns = columns,
            Shown = columns.Length,
            Includes = [new BoundInclude(relation, Keys(relation.Target))],
            Filter = RowsOfRoot.One(relation.Source),
            Order = [],
        };
        return new BoundRead { Resource = relation.Source, Selection = selection, Single = true, Parameters = source };
    }

    /// <summary>The first row of what was read.</summary>
    public static RowDraft First(ResultNode node) => Read(node, 0);

    private static BoundSelection Whole(Resource resource, BoundFilter? filter)
    {
        BoundPath[] columns = [.. resource.Fields.Where(IsRead).Select(field => new BoundPath([], field))];
        var includes = new List<BoundInclude>();
        foreach (var relation in resource.Relations)
        {
            if (relation.Kind == RelationKind.Children) includes.Add(new BoundInclude(relation, Whole(relation.Target, null)));
            else if (relation is { Kind: RelationKind.ManyToMany, KeysName: not null }) includes.Add(new BoundInclude(relation, Keys(relation.Target)));
        }
        return new BoundSelection
        {
            Resource = resource,
            Columns = columns,
            Shown = columns.Length,
            Includes = includes,
            Filter = filter,
            Order = filter is null ? [.. resource.Key.Select(field => new BoundOrder(new BoundPath([], field), false, Array.FindIndex(columns, path => path.Field == field)))] : [],
        };
    }

    private static BoundSelection Keys(Resource resource)
    {
        BoundPath[] columns = [.. resource.Key.Select(field => new BoundPath([], field))];
        return new BoundSelection { Resource = resource, Columns = columns, Shown = columns.Length, Includes = [], Order = [.. columns.Select((path, i) => new BoundOrder(path, false, i))] };
    }

    // What the database computes of the row follows from the rest. What callers can't read, rules do.
    private static bool IsRead(Field field) => !field.IsComputed || field.IsMaintained;

    private static RowDraft Read(ResultNode node, int row)
    {
        var draft = new RowDraft(node.Selection.Resource, "") { IsChange = true };
        for (var i = 0; i < node.Selection.Columns.Count; i++)
        {
            var field = node.Selection.Columns[i].Field;
            draft[field] = CellValues.Read(field.Type, node.Rows[row, i], node.Rows.Arena);
        }
        for (var i = 0; i < node.Includes.Count; i++)
        {
            var (relation, below) = (node.Selection.Includes[i].Relation, node.Includes[i]);
            var rows = Enumerable.Range(below.ByParent[row], below.ByParent[row + 1] - below.ByParent[row]).Select(child => Read(below, child)).ToList();
            if (relation.Kind == RelationKind.Children) draft.Children.Add((relation, rows));
            else draft.Links.Add((relation, [.. rows.Select(target => KeyOf(target))]));
        }
        return draft;
    }

    /// <summary>The key of the first row of what was read with it.</summary>
    public static Value[] KeyOf(ResultNode node) =>
        [.. node.Selection.Resource.Key.Select(field => CellValues.Read(field.Type, node.Rows[0, node.Selection.Place(field)], node.Rows.Arena))];

    /// <summary>The key of a row.</summary>
    public static Value[] KeyOf(RowDraft row) => [.. row.Resource.Key.Select(field => row[field])];
}
