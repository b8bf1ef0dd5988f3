using System.Runtime.InteropServices;
using System.Text;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Binding;

/// <summary>
/// Everything of a bound operation but its values, as a list of numbers: two operations with the same list share one plan.
/// Each part is preceded by its count or a tag, so that no two shapes give the same list.
/// </summary>
public static class Shape
{
    // Each policy of each read is printed: what it is printed to is kept.
    [ThreadStatic]
    private static StringBuilder? s_text;

    /// <summary>Appends the shape of an operation to an empty list.</summary>
    public static void Write(BoundOperation operation, List<int> shape)
    {
        shape.Add(operation.Resource.Ordinal);
        shape.Add(operation.NowSlot);
        Access(operation.Access, shape);
        switch (operation)
        {
            case BoundRead read:
                shape.Add(1);
                shape.Add((read.Single ? 1 : 0) | (int)read.Lock << 1);
                Selection(read.Selection, shape);
                if (read.Call is { } source) Call(source, shape);
                break;
            case BoundInvoke invoke:
                shape.Add(10);
                Call(invoke.Call, shape);
                if (invoke.Selection is { } given) Selection(given, shape);
                break;
            case BoundAggregate aggregate:
                shape.Add(6);
                Aggregate(aggregate, shape);
                break;
            case BoundInsert insert:
                shape.Add(2);
                Rows(insert.Rows, shape);
                if (insert.Answer is { } inserted) Selection(inserted, shape);
                break;
            case BoundUpdate update:
                shape.Add(3);
                Fields(update.Fields, shape);
                shape.Add(update.VersionSlot);
                shape.Add(update.OfDeleted ? 1 : 0);
                if (update.Answer is { } updated) Selection(updated, shape);
                break;
            case BoundDelete delete:
                shape.Add(4);
                shape.Add(delete.VersionSlot);
                break;
            case BoundLink link:
                shape.Add(5);
                shape.Add(link.Relation.Ordinal);
                break;
            case BoundTouch touch:
                shape.Add(9);
                shape.Add(touch.Paths.Count);
                foreach (var path in touch.Paths)
                {
                    shape.Add(path.Count);
                    foreach (var step in path) shape.Add(step.Ordinal);
                }
                break;
            case BoundUnlink unlink:
                shape.Add(8);
                shape.Add(unlink.Relation.Ordinal);
                break;
            case BoundRefresh refresh:
                shape.Add(7);
                Fields(refresh.Fields, shape);
                Filter(refresh.Filter, shape);
                break;
        }
    }

    /// <summary>The hash of a shape.</summary>
    public static int Hash(ReadOnlySpan<int> shape)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(shape));
        return hash.ToHashCode();
    }

    private static void Access(BoundAccess? access, List<int> shape)
    {
        shape.Add(access?.Seen.Count ?? -1);
        foreach (var sight in access?.Seen ?? [])
        {
            shape.Add(sight.Resource.Ordinal);
            Expression(sight.Condition, shape);
            Expression(sight.Below, shape);
        }
    }

    private static void Call(BoundCall call, List<int> shape)
    {
        shape.Add(call.Function.Ordinal);
        shape.AddRange(call.Slots);
    }

    private static void Selection(BoundSelection selection, List<int> shape)
    {
        shape.Add(selection.Columns.Count);
        shape.Add(selection.Shown << 2 | (selection.MakesCursors ? 2 : 0) | (selection.Actions is not null ? 1 : 0));
        foreach (var path in selection.Columns) Path(path, shape);
        Filter(selection.Filter, shape);
        shape.Add(selection.Order.Count);
        foreach (var term in selection.Order) shape.Add(term.Column << 1 | (term.Descending ? 1 : 0));
        if (selection.Page is { } page)
        {
            shape.Add(page.Limit);
            shape.Add((int)page.Count << 2 | (page.LooksAhead ? 0 : 2) | (page.Backward ? 1 : 0));
            Cursor(page.Cursor, shape);
            Cursor(page.End, shape);
        }
        else
        {
            shape.Add(-1);
        }
        shape.Add(selection.Includes.Count);
        foreach (var include in selection.Includes)
        {
            shape.Add(include.Relation.Ordinal);
            Selection(include.Selection, shape);
        }
    }

    private static void Cursor(IReadOnlyList<CursorSlot> cursor, List<int> shape)
    {
        shape.Add(cursor.Count);
        for (var i = 0; i < cursor.Count; i++) shape.Add(cursor[i].Slot << 1 | (cursor[i].IsNull ? 1 : 0));
    }

    private static void Filter(BoundFilter? filter, List<int> shape)
    {
        switch (filter)
        {
            case null:
                shape.Add(-1);
                break;
            case AllOf all:
                shape.Add(-2);
                shape.Add(all.Parts.Count);
                foreach (var part in all.Parts) Filter(part, shape);
                break;
            case Comparison comparison:
                shape.Add(-3);
                Path(comparison.Path, shape);
                shape.Add((int)comparison.Operator << 1 | (comparison.IgnoresCase ? 1 : 0));
                shape.Add(comparison.Slot);
                break;
            case Where where:
                shape.Add(-5);
                Expression(where.Condition, shape);
                break;
            case Matching matching:
                shape.Add(-6);
                shape.Add(matching.Slot << 1 | (matching.HasPhrases ? 1 : 0));
                break;
            case Deleted deleted:
                shape.Add(-7);
                shape.Add(deleted.IsDeleted ? 1 : 0);
                break;
            case Within within:
                shape.Add(-4);
                shape.Add(within.Relation.Source.Ordinal);
                shape.Add(within.Relation.Ordinal);
                shape.AddRange(within.Slots);
                break;
        }
    }

    private static void Aggregate(BoundAggregate aggregate, List<int> shape)
    {
        shape.Add(aggregate.Groups.Count);
        foreach (var group in aggregate.Groups) Expression(group.Value, shape);
        shape.Add(aggregate.Measures.Count);
        foreach (var measure in aggregate.Measures)
        {
            shape.Add((int)measure.Function);
            Expression(measure.Value, shape);
        }
        Filter(aggregate.Filter, shape);
        Expression(aggregate.Having, shape);
        shape.Add(aggregate.Order.Count);
        foreach (var term in aggregate.Order) shape.Add(term.Column << 1 | (term.Descending ? 1 : 0));
        shape.Add(aggregate.Limit);
    }

    // Its text has slots in place of values.
    private static void Expression(Expression? expression, List<int> shape)
    {
        var text = (s_text ??= new StringBuilder()).Clear();
        if (expression is not null) ExpressionPrinter.Print(expression, text);
        shape.Add(text.Length);
        foreach (var chunk in text.GetChunks())
        {
            foreach (var unit in chunk.Span) shape.Add(unit);
        }
    }

    private static void Path(BoundPath path, List<int> shape)
    {
        shape.Add(path.Hops.Count);
        foreach (var hop in path.Hops) shape.Add(hop.Ordinal);
        shape.Add(path.Field.Ordinal);
        if (path.Field.Role == FieldRole.Right) Expression(path.Field.Computed, shape);
    }

    private static void Rows(BoundRows rows, List<int> shape)
    {
        shape.Add(rows.Relation?.Ordinal ?? -1);
        Fields(rows.Fields, shape);
        shape.AddRange(rows.Slots);
        shape.Add(rows.ParentSlot);
        shape.Add(rows.Children.Count);
        foreach (var children in rows.Children) Rows(children, shape);
        shape.Add(rows.Links.Count);
        foreach (var links in rows.Links)
        {
            shape.Add(links.Relation.Ordinal);
            shape.Add(links.ParentSlot);
            shape.AddRange(links.Slots);
        }
    }

    private static void Fields(IReadOnlyList<Field> fields, List<int> shape)
    {
        shape.Add(fields.Count);
        foreach (var field in fields) shape.Add(field.Ordinal);
    }
}
