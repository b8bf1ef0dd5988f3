using System.Text.Json;
using Lintel.GraphQL.Documents;

namespace Lintel.GraphQL.Answering;

/// <summary>An answer to a request that was executed.</summary>
internal sealed class ExecutedAnswer(AskedSet set, IReadOnlyDictionary<AskedField, AnswerPart> parts, IReadOnlyList<AnswerError> errors) : GraphQLAnswer
{
    /// <summary>What it cost; null: nobody asked.</summary>
    public long? Cost { get; init; }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (errors.Count > 0)
        {
            writer.WriteStartArray("errors"u8);
            foreach (var error in errors) error.Write(writer);
            writer.WriteEndArray();
        }
        writer.WriteStartObject("data"u8);
        foreach (var asked in set.Fields)
        {
            writer.WritePropertyName(asked.JsonKey);
            if (asked.IsTypeName) writer.WriteStringValue(set.TypeName);
            else Write(writer, parts[asked]);
        }
        writer.WriteEndObject();
        if (Cost is { } cost)
        {
            writer.WriteStartObject("extensions"u8);
            writer.WriteNumber("cost"u8, cost);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var part in parts.Values) part.Dispose();
        base.Dispose(disposing);
    }

    private static void Write(Utf8JsonWriter writer, AnswerPart part)
    {
        switch (part)
        {
            case AnswerPart.Json json:
                writer.WriteRawValue(json.Text.Span, skipInputValidation: true);
                break;
            case AnswerPart.Rows { Root.List: { } list, Outcome.Result: { } result }:
                new ListWriter(list, result).Write(writer, 0, result.Rows.Count);
                break;
            case AnswerPart.Rows { Root.One: { } one, Outcome.Result: { Rows.Count: > 0 } result }:
                new RowWriter(one, result).Write(writer, 0);
                break;
            case AnswerPart.Rows { Root.Sums: { } sums, Outcome.Aggregate: { } aggregate }:
                SumsWriter.Write(writer, sums, aggregate);
                break;
            case AnswerPart.Payload payload:
                PayloadWriter.Write(writer, payload.Field, payload.Outcomes);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
