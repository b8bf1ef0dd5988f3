using System.Text.Json;
using Lintel.Engine;
using Lintel.GraphQL.Schema;
using Lintel.GraphQL.Writing;

namespace Lintel.GraphQL.Answering;

/// <summary>Writes what changes answer.</summary>
internal static class PayloadWriter
{
    /// <summary>The answer of one mutation.</summary>
    public static void Write(Utf8JsonWriter writer, MutationField field, IReadOnlyList<Outcome> outcomes)
    {
        writer.WriteStartObject();
        foreach (var slot in field.Plan.Slots)
        {
            writer.WritePropertyName(slot.Key);
            switch (slot.Part)
            {
                case null:
                    writer.WriteStringValue(field.Plan.TypeName);
                    break;
                case PayloadPart.Row:
                    WriteRow(writer, field.Plan, outcomes[0], slot.View);
                    break;
                case PayloadPart.Rows:
                    writer.WriteStartArray();
                    foreach (var outcome in outcomes) WriteRow(writer, field.Plan, outcome, slot.View);
                    writer.WriteEndArray();
                    break;
                case PayloadPart.Affected:
                    writer.WriteNumberValue(outcomes[0].Affected ?? 0);
                    break;
                case PayloadPart.DeletedNodeId:
                    writer.WriteStringValue(field.NodeId);
                    break;
            }
        }
        writer.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter writer, PayloadPlan plan, Outcome outcome, int view) => plan.Rows.Writers(outcome.Result!)[view].Write(writer, 0);
}
