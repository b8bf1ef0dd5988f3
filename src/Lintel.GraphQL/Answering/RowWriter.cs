using System.Text.Json;
using Lintel.GraphQL.Reading;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Results;

namespace Lintel.GraphQL.Answering;

/// <summary>Writes rows of one selection as an answer shows them: where each value stands is found once, not for each row.</summary>
internal sealed class RowWriter
{
    private readonly RowPlan _plan;
    private readonly ResultNode _node;
    private readonly int[] _columns;
    private readonly RowWriter?[] _ones;
    private readonly ListWriter?[] _lists;
    private readonly int _firstInclude;

    /// <summary>A writer.</summary>
    /// <param name="plan">What is shown.</param>
    /// <param name="node">The rows.</param>
    /// <param name="firstInclude">Where what the plan includes begins among all that comes along.</param>
    public RowWriter(RowPlan plan, ResultNode node, int firstInclude = 0)
    {
        (_plan, _node, _firstInclude) = (plan, node, firstInclude);
        _columns = new int[plan.Slots.Count];
        for (var i = 0; i < _columns.Length; i++) _columns[i] = plan.Slots[i] is RowSlot.Value value ? node.Selection.Place(value.Field) : -1;
        _ones = new RowWriter?[plan.Includes.Count];
        _lists = new ListWriter?[plan.Includes.Count];
        for (var i = 0; i < _ones.Length; i++)
        {
            var (include, below) = (plan.Includes[i], node.Includes[firstInclude + i]);
            if (include.One is { } one) _ones[i] = new RowWriter(one, below);
            else _lists[i] = new ListWriter(include.List!, below);
        }
    }

    /// <summary>One row.</summary>
    public void Write(Utf8JsonWriter writer, int row)
    {
        var cells = _node.Rows.Row(row);
        var arena = _node.Rows.Arena;
        writer.WriteStartObject();
        for (var i = 0; i < _plan.Slots.Count; i++)
        {
            var slot = _plan.Slots[i];
            writer.WritePropertyName(slot.Key);
            switch (slot)
            {
                case RowSlot.Value value:
                    Write(writer, value, cells[_columns[i]], arena);
                    break;
                case RowSlot.TypeName:
                    writer.WriteStringValue(_plan.TypeName);
                    break;
                case RowSlot.NodeId:
                    writer.WriteStringValue(NodeId.Of(_plan.Resource, _node.Selection, cells, arena));
                    break;
                case RowSlot.Actions:
                    WriteActions(writer, cells, arena);
                    break;
                case RowSlot.Related related:
                    WriteRelated(writer, related.Include, row);
                    break;
            }
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RowSlot.Value value, Cell cell, byte[] arena)
    {
        if (value.Names is not { } names || cell.IsNull) CellJson.Write(writer, value.Field.Type, cell, arena);
        else if (!value.Field.Type.IsArray) names.Write(writer, cell.Bytes(arena));
        else names.WriteArray(writer, cell.Bytes(arena));
    }

    private void WriteRelated(Utf8JsonWriter writer, int include, int row)
    {
        var byParent = _node.Includes[_firstInclude + include].ByParent;
        if (_lists[include] is { } list)
        {
            list.Write(writer, byParent[row], byParent[row + 1] - byParent[row], row);
            return;
        }
        if (byParent[row] < 0) writer.WriteNullValue();
        else _ones[include]!.Write(writer, byParent[row]);
    }

    private void WriteActions(Utf8JsonWriter writer, ReadOnlySpan<Cell> cells, byte[] arena)
    {
        var resource = _plan.Resource;
        var state = resource.State is { } field ? ScalarText.Of(field.Type, cells[_node.Selection.Place(field)], arena) : null;
        writer.WriteStartArray();
        foreach (var offered in _node.Selection.Actions!)
        {
            if (offered.IsFor(state, cells)) writer.WriteStringValue(offered.Action.Name);
        }
        writer.WriteEndArray();
    }
}
