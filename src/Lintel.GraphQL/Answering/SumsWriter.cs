using System.Text.Json;
using Lintel.GraphQL.Reading;
using Lintel.Results;

namespace Lintel.GraphQL.Answering;

/// <summary>Writes what groups of rows add up to.</summary>
internal static class SumsWriter
{
    /// <summary>All groups.</summary>
    public static void Write(Utf8JsonWriter writer, SumsPlan plan, AggregateResult result)
    {
        writer.WriteStartArray();
        for (var row = 0; row < result.Shown; row++) WriteSlots(writer, plan.Slots, result, row);
        writer.WriteEndArray();
    }

    private static void WriteSlots(Utf8JsonWriter writer, IReadOnlyList<SumSlot> slots, AggregateResult result, int row)
    {
        writer.WriteStartObject();
        foreach (var slot in slots)
        {
            writer.WritePropertyName(slot.Key);
            if (slot.TypeName is { } name) writer.WriteStringValue(name);
            else if (slot.Slots is { } own) WriteSlots(writer, own, result, row);
            else WriteCell(writer, slot, result, row);
        }
        writer.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter writer, SumSlot slot, AggregateResult result, int row)
    {
        var column = ColumnOf(slot, result);
        // Groups are not made by it.
        if (column < 0)
        {
            writer.WriteNullValue();
            return;
        }
        var cell = result.Rows[row, column];
        var type = result.Aggregate.TypeOf(column);
        if (slot.Names is { } names && type.Kind == Model.ScalarKind.Enum && !cell.IsNull) names.Write(writer, cell.Bytes(result.Rows.Arena));
        else CellJson.Write(writer, type, cell, result.Rows.Arena);
    }

    private static int ColumnOf(SumSlot slot, AggregateResult result)
    {
        var (groups, measures) = (result.Aggregate.Groups, result.Aggregate.Measures);
        if (slot.Function is not { } function)
        {
            for (var i = 0; i < groups.Count; i++)
            {
                if (groups[i].Key == SumsReader.KeyOf(slot.Field!.Name)) return i;
            }
            return -1;
        }
        for (var i = 0; i < measures.Count; i++)
        {
            if (measures[i].Function == function && (slot.Field is null ? measures[i].Value is null : measures[i].Key == slot.Field.Name)) return groups.Count + i;
        }
        throw new InvalidOperationException($"{function} was not asked for.");
    }
}
