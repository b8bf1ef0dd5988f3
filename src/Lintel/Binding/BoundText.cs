using System.Globalization;
using System.Text;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Prints bound operations, indented, one thing a line: what golden tests compare.</summary>
internal sealed class BoundText(BoundOperation operation, bool hidesValues)
{
    private const string Hidden = "?";

    private readonly StringBuilder _text = new();

    public static string Print(BoundOperation operation, bool hidesValues) => new BoundText(operation, hidesValues).Print();

    private string Print()
    {
        switch (operation)
        {
            case BoundRead read:
                Line(0, $"read {read.Resource}{(read.Single ? " (one)" : "")}{Locked(read.Lock)}");
                if (read.Call is { } source) Line(1, $"from {Call(source)}");
                Selection(1, read.Selection);
                break;
            case BoundInvoke invoke:
                Line(0, $"invoke {Call(invoke.Call)}");
                Answer(invoke.Selection);
                break;
            case BoundAggregate aggregate: Aggregate(aggregate); break;
            case BoundInsert insert:
                Line(0, $"insert {insert.Resource}");
                Rows(1, insert.Rows);
                Answer(insert.Answer);
                break;
            case BoundUpdate update:
                Line(0, $"update {update.Resource}{(update.OfDeleted ? " (deleted too)" : "")}");
                Key(update.Key, update.VersionSlot);
                for (var i = 0; i < update.Fields.Count; i++) Line(1, $"set {update.Fields[i].Name} = {Slot(update.Slots[i])}");
                Answer(update.Answer);
                break;
            case BoundDelete delete:
                Line(0, $"delete {delete.Resource}");
                Key(delete.Key, delete.VersionSlot);
                break;
            case BoundLink link:
                Line(0, $"link {link.Relation} ({link.Count} pairs)");
                break;
            case BoundTouch touch:
                Line(0, $"touch {touch.Resource}: {string.Join(", ", BoundTouch.Fields(touch.Resource).Select(field => field.Name))}");
                foreach (var path in touch.Paths)
                    Line(1, $"where {string.Join('.', path.Select(step => step.Name))} leads to {path[^1].Target} ({string.Join(", ", path[^1].TargetFields.Select((field, i) => Typed(field.Type, i)))})");
                break;
            case BoundUnlink unlink:
                Line(0, $"unlink {unlink.Relation}: ({string.Join(", ", unlink.Source.Concat(unlink.Target).Select(Slot))})");
                break;
            case BoundRefresh refresh:
                Line(0, $"refresh {refresh.Resource}: {string.Join(", ", refresh.Fields.Select(field => field.Name))}");
                if (refresh.Filter is { } filter) Filter(1, filter);
                break;
        }
        foreach (var (resource, condition, below) in operation.Access?.Seen ?? [])
        {
            if (condition is not null) Expression(1, $"sees {resource} where {condition}", condition);
            if (below is not null) Expression(1, $"sees {resource} of its parent where {below}", below);
        }
        return _text.ToString();
    }

    private static string Locked(RowLock against) => against switch
    {
        RowLock.None => "",
        RowLock.Write => " (locked)",
        RowLock.Reference or RowLock.Delete => $" (locked: {against})",
    };

    private string Call(BoundCall call)
    {
        var fields = call.Function.Input.Fields;
        return $"{call.Function}({string.Join(", ", call.Slots.Select((slot, i) => (slot, i)).Where(pair => pair.slot >= 0).Select(pair => $"{fields[pair.i].Name}: {Typed(fields[pair.i].Type, pair.slot)}"))})";
    }

    // How it is found is no part of it: it is the row that was written.
    private void Answer(BoundSelection? selection)
    {
        if (selection is null) return;
        Line(1, "answer");
        Selection(2, selection, isAnswer: true);
    }

    private void Selection(int depth, BoundSelection selection, bool isAnswer = false)
    {
        Line(depth, $"show {string.Join(", ", selection.Columns.Take(selection.Shown))}");
        if (selection.Columns.Count > selection.Shown) Line(depth, $"with {string.Join(", ", selection.Columns.Skip(selection.Shown))}");
        if (selection.Actions is not null) Line(depth, "actions");
        if (!isAnswer && selection.Filter is { } filter) Filter(depth, filter);
        if (selection.Order.Count > 0)
            Line(depth, $"order {string.Join(", ", selection.Order.Select(term => (term.Descending ? "-" : "") + term.Path))}");
        if (selection.Page is { } page)
        {
            var (first, last) = page.Backward ? (page.End, page.Cursor) : (page.Cursor, page.End);
            // Before a cursor, and behind none, it is read backward.
            var direction = page.Backward == (first.Count == 0 && last.Count > 0) ? "" : page.Backward ? " last" : " first";
            Line(depth, $"limit {page.Limit}{(page.LooksAhead ? "" : " at most")}{direction}{Cursor(" after", first)}{Cursor(" before", last)}{(page.Count == CountMode.None ? "" : " count " + page.Count)}");
        }
        if (selection.MakesCursors) Line(depth, "cursors");
        foreach (var include in selection.Includes)
        {
            Line(depth, $"include {(include.Alias is { } alias && !hidesValues ? alias + ": " : "")}{include.Relation.Name} ({include.Relation.Kind} {include.Relation.Target})");
            Selection(depth + 1, include.Selection);
        }
    }

    private string Cursor(string side, IReadOnlyList<CursorSlot> cursor) =>
        cursor.Count == 0 ? "" : $"{side} ({string.Join(", ", cursor.Select(part => part.IsNull ? "null" : Slot(part.Slot)))})";

    private void Filter(int depth, BoundFilter filter)
    {
        switch (filter)
        {
            case AllOf all:
                foreach (var part in all.Parts) Filter(depth, part);
                break;
            case Comparison { Slot: < 0 } test: Line(depth, $"where {test.Path} {test.Operator}"); break;
            case Comparison comparison:
                Line(depth, $"where {comparison.Path} {comparison.Operator}{(comparison.IgnoresCase ? " ignoring case" : "")} {Typed(comparison.Path.Field.Type, comparison.Slot)}");
                break;
            case Where where: Expression(depth, $"where {where.Condition}", where.Condition); break;
            case Matching matching: Line(depth, $"search {Slot(matching.Slot)}"); break;
            case Deleted deleted: Line(depth, $"where {(deleted.IsDeleted ? "" : "not ")}deleted"); break;
            case Within within: Line(depth, $"within {within.Relation} of ({string.Join(", ", within.Slots.Select(Slot))})"); break;
        }
    }

    private void Aggregate(BoundAggregate aggregate)
    {
        Line(0, $"aggregate {aggregate.Resource}");
        for (var i = 0; i < aggregate.Groups.Count; i++)
            Expression(1, $"{BoundAggregate.AnswerColumn(i)}{Key(aggregate.Groups[i].Key)} = {aggregate.Groups[i].Value}", aggregate.Groups[i].Value);
        for (var i = 0; i < aggregate.Measures.Count; i++)
        {
            var (function, key, value, type) = aggregate.Measures[i];
            Expression(1, $"{BoundAggregate.AnswerColumn(aggregate.Groups.Count + i)}{Key(key)} = {function}({value?.ToString() ?? "*"}): {type}", value);
        }
        if (aggregate.Filter is { } filter) Filter(1, filter);
        if (aggregate.Having is { } having) Expression(1, $"having {having}", having);
        if (aggregate.Order.Count > 0) Line(1, $"order {string.Join(", ", aggregate.Order.Select(term => (term.Descending ? "-" : "") + BoundAggregate.AnswerColumn(term.Column)))}");
        Line(1, string.Create(CultureInfo.InvariantCulture, $"limit {aggregate.Limit}"));
    }

    private void Expression(int depth, string line, Expression? expression)
    {
        Line(depth, line);
        if (expression is null || hidesValues) return;
        foreach (var parameter in ExpressionFacts.Parameters(expression)) Line(depth + 1, $"${parameter.Slot} = {Typed(parameter.Type, parameter.Slot)}");
    }

    private void Rows(int depth, BoundRows rows)
    {
        if (hidesValues) Line(depth, string.Create(CultureInfo.InvariantCulture, $"rows {rows.Count}: {string.Join(", ", rows.Fields.Select(field => field.Name))}"));
        for (var row = 0; row < rows.Count && !hidesValues; row++)
        {
            var parent = rows.ParentSlot < 0 ? "" : $" of {operation.Parameters[rows.ParentSlot].AsList[row]}";
            var cells = rows.Fields.Select((field, i) => $"{field.Name} = {Print(field.Type, operation.Parameters[rows.Slots[i]].AsList[row])}");
            Line(depth, $"row{parent} {string.Join(", ", cells)}");
        }
        foreach (var links in rows.Links)
        {
            if (hidesValues) Line(depth, string.Create(CultureInfo.InvariantCulture, $"links {links.Count}: {links.Relation.Name}"));
            for (var pair = 0; pair < links.Count && !hidesValues; pair++)
            {
                var key = links.Slots.Select(slot => operation.Parameters[slot].AsList[pair].ToString());
                Line(depth, $"link {links.Relation.Name} of {operation.Parameters[links.ParentSlot].AsList[pair]} to ({string.Join(", ", key)})");
            }
        }
        foreach (var children in rows.Children)
        {
            Line(depth, $"children {children.Resource}");
            Rows(depth + 1, children);
        }
    }

    private void Key(IReadOnlyList<int> key, int version)
    {
        Line(1, $"key ({string.Join(", ", key.Select((slot, i) => Typed(operation.Resource.Key[i].Type, slot)))})");
        if (version >= 0) Line(1, $"if version in {Slot(version)}");
    }

    // What a caller calls a column of its answer is a value too.
    private string Key(string? key) => hidesValues ? "" : $" '{key}'";

    private string Slot(int slot) => hidesValues ? Hidden : operation.Parameters[slot].ToString();

    private string Typed(FieldType type, int slot) => hidesValues ? Hidden : operation.Parameters[slot] is { Kind: ValueKind.List } list && !type.IsArray
        ? $"[{string.Join(", ", list.AsList.Select(value => Print(type, value)))}]"
        : Print(type, operation.Parameters[slot]);

    private static string Print(FieldType type, Value value) => value.Kind switch
    {
        ValueKind.Integer when type.IsScaledInteger => DecimalScalar.Format(value.AsInteger, type.Scale),
        ValueKind.Null or ValueKind.Bool or ValueKind.Integer or ValueKind.Double or ValueKind.Text or ValueKind.Uuid
            or ValueKind.Bytes or ValueKind.List => value.ToString(),
    };

    private void Line(int depth, string line) => _text.Append(' ', depth * 2).Append(CultureInfo.InvariantCulture, $"{line}\n");
}
