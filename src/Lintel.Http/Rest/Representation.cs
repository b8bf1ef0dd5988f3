using System.Text.Json;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.Http.Rest;

/// <summary>Writes rows as REST shows them, straight from the store's cells.</summary>
internal static class Representation
{
    private static readonly JsonEncodedText ActionsName = JsonEncodedText.Encode(Selection.ActionsName);

    /// <summary>One row: its fields, then the relations that come along, then the actions that it allows.</summary>
    public static void WriteRow(Utf8JsonWriter writer, ResultNode node, int row)
    {
        var selection = node.Selection;
        var cells = node.Rows.Row(row);
        var arena = node.Rows.Arena;
        writer.WriteStartObject();
        for (var i = 0; i < selection.Shown; i++)
        {
            var field = selection.Columns[i].Field;
            writer.WritePropertyName(field.JsonName);
            CellJson.Write(writer, field.Type, cells[i], arena);
        }
        for (var i = 0; i < node.Includes.Count; i++)
        {
            var relation = selection.Includes[i].Relation;
            writer.WritePropertyName(relation.JsonName);
            WriteInclude(writer, relation, node.Includes[i], row);
        }
        if (selection.Actions is { } actions) WriteActions(writer, selection, actions, cells, arena);
        writer.WriteEndObject();
    }

    private static void WriteActions(Utf8JsonWriter writer, BoundSelection selection, IReadOnlyList<OfferedAction> actions, ReadOnlySpan<Cell> cells, byte[] arena)
    {
        var resource = selection.Resource;
        var state = resource.State is { } field ? ScalarText.Of(field.Type, cells[selection.Place(field)], arena) : null;
        writer.WriteStartArray(ActionsName);
        foreach (var offered in actions)
        {
            if (offered.IsFor(state, cells)) writer.WriteStringValue(offered.Action.Name);
        }
        writer.WriteEndArray();
    }

    /// <summary>A list: <c>{"data": […], "page": {…}}</c>. Gives the cursors of the next and the previous page.</summary>
    public static (string? Next, string? Previous) WriteList(Utf8JsonWriter writer, ResultNode node)
    {
        var page = node.Selection.Page!;
        var window = PageWindow.Of(node.Rows.Count, page.Limit, page.Backward);
        writer.WriteStartObject();
        WriteData(writer, node, 0, window);
        // Going on is possible where a row more was found, and back to where the caller came from.
        var hasNext = page.Backward ? window.Count > 0 : window.HasMore;
        var hasPrevious = page.Backward ? window.HasMore : page.Cursor.Count > 0 && window.Count > 0;
        var next = hasNext ? CursorOf(node, window.Last) : null;
        var previous = hasPrevious ? CursorOf(node, window.First) : null;
        WritePage(writer, next, previous, node.Total);
        writer.WriteEndObject();
        return (next, previous);
    }

    private static string CursorOf(ResultNode node, int row) => Cursor.Encode(node.Selection, node.Rows.Row(row), node.Rows.Arena);

    private static void WriteInclude(Utf8JsonWriter writer, Relation relation, ResultNode node, int parent)
    {
        if (relation.IsToOne)
        {
            var row = node.ByParent[parent];
            if (row < 0) writer.WriteNullValue();
            else WriteRow(writer, node, row);
            return;
        }
        var start = node.ByParent[parent];
        var count = node.ByParent[parent + 1] - start;
        if (node.Selection.Page is not { } page)
        {
            writer.WriteStartArray();
            for (var i = 0; i < count; i++) WriteRow(writer, node, start + i);
            writer.WriteEndArray();
            return;
        }
        var window = PageWindow.Of(count, page.Limit, backward: false);
        writer.WriteStartObject();
        WriteData(writer, node, start, window);
        var next = window.HasMore ? CursorOf(node, start + window.Last) : null;
        WritePage(writer, next, null, null);
        writer.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter writer, ResultNode node, int start, PageWindow window)
    {
        writer.WriteStartArray("data"u8);
        for (var i = 0; i < window.Count; i++) WriteRow(writer, node, start + window[i]);
        writer.WriteEndArray();
    }

    private static void WritePage(Utf8JsonWriter writer, string? next, string? previous, long? total)
    {
        writer.WriteStartObject("page"u8);
        writer.WriteString("next"u8, next);
        writer.WriteString("prev"u8, previous);
        if (total is { } count) writer.WriteNumber("total"u8, count);
        writer.WriteEndObject();
    }
}
