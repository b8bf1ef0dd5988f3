using System.Text.Json;
using Lintel.Binding;
using Lintel.GraphQL.Reading;
using Lintel.GraphQL.Schema;
using Lintel.Results;

namespace Lintel.GraphQL.Answering;

/// <summary>Writes lists of one selection as connections, by the Relay specification of cursor connections.</summary>
internal sealed class ListWriter
{
    private readonly ListPlan _plan;
    private readonly ResultNode _node;
    private readonly RowWriter[] _views;

    /// <summary>A writer.</summary>
    /// <param name="plan">What is shown.</param>
    /// <param name="node">The rows.</param>
    public ListWriter(ListPlan plan, ResultNode node)
    {
        (_plan, _node, _views) = (plan, node, plan.Rows.Writers(node));
    }

    /// <summary>One list.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="start">The place of its first row.</param>
    /// <param name="count">How many rows were delivered.</param>
    /// <param name="parent">The row that they belong to; -1: the list is a root's.</param>
    public void Write(Utf8JsonWriter writer, int start, int count, int parent = -1)
    {
        var page = _node.Selection.Page;
        var window = page is null ? PageWindow.Of(count, count, backward: false) : PageWindow.Of(count, page.Limit, page.Backward);
        writer.WriteStartObject();
        foreach (var slot in _plan.Slots)
        {
            writer.WritePropertyName(slot.Key);
            switch (slot.Part)
            {
                case null:
                    writer.WriteStringValue(_plan.TypeName);
                    break;
                case ListPart.Nodes:
                    writer.WriteStartArray();
                    for (var i = 0; i < window.Count; i++) _views[slot.View].Write(writer, start + window[i]);
                    writer.WriteEndArray();
                    break;
                case ListPart.Edges:
                    writer.WriteStartArray();
                    for (var i = 0; i < window.Count; i++) WriteEdge(writer, slot, start + window[i]);
                    writer.WriteEndArray();
                    break;
                case ListPart.PageInfo:
                    WritePage(writer, slot, start, window, page);
                    break;
                case ListPart.TotalCount:
                    writer.WriteNumberValue(Math.Min(int.MaxValue, parent < 0 ? _node.Total ?? 0 : _node.TotalOf(parent)));
                    break;
                case ListPart.Node or ListPart.Cursor or ListPart.HasNextPage or ListPart.HasPreviousPage or ListPart.StartCursor or ListPart.EndCursor:
                    throw new InvalidOperationException($"{slot.Part} is no part of a list itself.");
            }
        }
        writer.WriteEndObject();
    }

    private void WriteEdge(Utf8JsonWriter writer, ListSlot edge, int row)
    {
        writer.WriteStartObject();
        foreach (var slot in edge.Slots)
        {
            writer.WritePropertyName(slot.Key);
            if (slot.Part is null) writer.WriteStringValue(edge.TypeName);
            else if (slot.Part == ListPart.Cursor) writer.WriteStringValue(CursorOf(row));
            else _views[slot.View].Write(writer, row);
        }
        writer.WriteEndObject();
    }

    private void WritePage(Utf8JsonWriter writer, ListSlot info, int start, PageWindow window, BoundPage? page)
    {
        var wasGiven = page is { Cursor.Count: > 0 } && window.Count > 0;
        writer.WriteStartObject();
        foreach (var slot in info.Slots)
        {
            writer.WritePropertyName(slot.Key);
            if (slot.Part is null) writer.WriteStringValue(info.TypeName);
            // Going on is possible where a row more was found, and back to where the caller came from.
            else if (slot.Part == ListPart.HasNextPage) writer.WriteBooleanValue(window.Backward ? wasGiven : window.HasMore);
            else if (slot.Part == ListPart.HasPreviousPage) writer.WriteBooleanValue(window.Backward ? window.HasMore : wasGiven);
            else if (window.Count == 0) writer.WriteNullValue();
            else writer.WriteStringValue(CursorOf(start + (slot.Part == ListPart.StartCursor ? window.First : window.Last)));
        }
        writer.WriteEndObject();
    }

    private string CursorOf(int row) => Cursor.Encode(_node.Selection, _node.Rows.Row(row), _node.Rows.Arena);
}
