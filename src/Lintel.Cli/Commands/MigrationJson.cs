using System.Text.Json;
using Lintel.Stores;

namespace Lintel.Cli.Commands;

/// <summary>Migrations, for programs.</summary>
internal static class MigrationJson
{
    public static string Plan(string store, MigrationPlan plan) => Write(writer =>
    {
        writer.WriteString("store", store);
        Write(writer, plan);
    });

    public static string Outcome(string store, MigrationOutcome outcome) => Write(writer =>
    {
        writer.WriteString("store", store);
        writer.WriteBoolean("wasEmpty", outcome.WasEmpty);
        Steps(writer, outcome.Steps);
    });

    public static string Status(string store, MigrationPlan plan, MigrationHistory history) => Write(writer =>
    {
        writer.WriteString("store", store);
        writer.WriteBoolean("isUpToDate", plan.IsDone);
        Write(writer, plan);
        if (history.ChangedAt is { } changed) writer.WriteNumber("changedAt", changed);
        writer.WriteStartArray("history");
        foreach (var record in history.Records)
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", record.Number);
            writer.WriteString("started", record.Started);
            writer.WriteString("ended", record.Ended);
            writer.WriteString("state", record.State.ToString().ToLowerInvariant());
            writer.WriteString("step", record.Sentence);
            if (record.Message is { } message) writer.WriteString("message", message);
            writer.WriteString("sql", record.Sql);
            writer.WriteString("checksum", record.Checksum);
            writer.WriteString("schema", record.Schema);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, MigrationPlan plan)
    {
        writer.WriteBoolean("isEmpty", plan.IsEmpty);
        Steps(writer, plan.Steps);
        Texts(writer, "obstacles", plan.Obstacles);
        Texts(writer, "renames", plan.Renames);
    }

    private static void Steps(Utf8JsonWriter writer, IReadOnlyList<MigrationStep> steps)
    {
        writer.WriteStartArray("steps");
        foreach (var step in steps)
        {
            writer.WriteStartObject();
            writer.WriteString("step", step.Sentence);
            writer.WriteString("kind", step.Kind.ToString().ToLowerInvariant());
            writer.WriteString("reason", step.Reason);
            if (step.Loss is { } loss) writer.WriteString("loss", loss);
            if (step.Waiting is { } waiting) writer.WriteString("waiting", waiting);
            writer.WriteBoolean("needsAllowRewrite", step.IsRewrite);
            writer.WriteString("mode", step.Mode.ToString().ToLowerInvariant());
            Texts(writer, "sql", step.Statements);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static string Write(Action<Utf8JsonWriter> members) => Shared.Json(writer =>
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    });
}
