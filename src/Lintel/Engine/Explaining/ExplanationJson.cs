using System.Text.Json;
using Lintel.Stores;

namespace Lintel.Engine.Explaining;

/// <summary>Writes explanations as JSON, for programs.</summary>
public static class ExplanationJson
{
    /// <summary>
    /// Writes <c>{"summary", "operation", "store", "planned", "indexes", "milliseconds", "statements"}</c>: <c>operation</c> a line each, <c>planned</c>
    /// <c>cached</c> or <c>now</c>, <c>milliseconds</c> null unless it was measured, and of each statement <c>{"reads", "sql", "parameters", "plan"}</c>,
    /// where <c>plan</c> is what the database printed.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, Explanation explanation)
    {
        writer.WriteStartObject();
        writer.WriteString("summary"u8, explanation.Summary);
        Write(writer, "operation", explanation.Operation.ToString().TrimEnd('\n').Split('\n'));
        writer.WriteString("store"u8, explanation.Store);
        writer.WriteString("planned"u8, explanation.WasPlanned ? "cached"u8 : "now"u8);
        Write(writer, "indexes", explanation.Indexes);
        if (explanation.Plan.Elapsed is { } elapsed) writer.WriteNumber("milliseconds"u8, Math.Round(elapsed.TotalMilliseconds, 3));
        else writer.WriteNull("milliseconds"u8);
        writer.WriteStartArray("statements"u8);
        foreach (var statement in explanation.Plan.Statements) Write(writer, statement);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, StatementExplanation statement)
    {
        writer.WriteStartObject();
        writer.WriteString("reads"u8, statement.Reads);
        writer.WriteString("sql"u8, statement.Sql);
        Write(writer, "parameters", statement.Parameters);
        writer.WritePropertyName("plan"u8);
        using (var plan = JsonDocument.Parse(statement.DatabasePlan)) plan.RootElement.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
