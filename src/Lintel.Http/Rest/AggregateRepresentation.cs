using System.Text.Json;
using Lintel.Binding;
using Lintel.Results;

namespace Lintel.Http.Rest;

/// <summary>Writes the groups of an aggregate as REST shows them, straight from the store's cells.</summary>
internal static class AggregateRepresentation
{
    /// <summary>All of it: <c>{"data": [{"status": "paid", "count": 3, "sum": {"total": 12.50}}], "page": {"more": false}}</c>.</summary>
    public static void Write(Utf8JsonWriter writer, AggregateResult result)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("data"u8);
        for (var row = 0; row < result.Shown; row++) WriteRow(writer, result, row);
        writer.WriteEndArray();
        writer.WriteStartObject("page"u8);
        writer.WriteBoolean("more"u8, result.HasMore);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // Measures come by function, so that those of one stand together.
    private static void WriteRow(Utf8JsonWriter writer, AggregateResult result, int row)
    {
        var (aggregate, arena) = (result.Aggregate, result.Rows.Arena);
        var cells = result.Rows.Row(row);
        writer.WriteStartObject();
        for (var i = 0; i < aggregate.Groups.Count; i++)
        {
            writer.WritePropertyName(aggregate.Groups[i].Key);
            CellJson.Write(writer, aggregate.TypeOf(i), cells[i], arena);
        }
        for (var i = 0; i < aggregate.Measures.Count; i++)
        {
            var (function, key) = (aggregate.Measures[i].Function, aggregate.Measures[i].Key);
            if (i == 0 || aggregate.Measures[i - 1].Function != function)
            {
                writer.WritePropertyName(MeasureTable.Name(function));
                if (key is not null) writer.WriteStartObject();
            }
            if (key is not null) writer.WritePropertyName(key);
            var column = aggregate.Groups.Count + i;
            CellJson.Write(writer, aggregate.TypeOf(column), cells[column], arena);
            if (key is not null && (i == aggregate.Measures.Count - 1 || aggregate.Measures[i + 1].Function != function)) writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }
}
