using System.Text.Json;

namespace Lintel.Contract.Changes;

/// <summary>Writes changes as JSON, for programs.</summary>
public static class ChangeJson
{
    /// <summary>
    /// Writes what became of a contract: <c>{"old", "new", "clients", "data", "changes"}</c>. <c>old</c> and <c>new</c> are <c>{"service", "version"}</c>;
    /// <c>clients</c> and <c>data</c> the worst of all changes; each of these
    /// <c>{"code", "title", "subject", "detail", "clients", "data", "why", "instead", "file", "line", "column"}</c>, where <c>instead</c> may be null.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, ContractResult old, ContractResult @new, IReadOnlyList<Change> changes)
    {
        writer.WriteStartObject();
        Write(writer, "old", old);
        Write(writer, "new", @new);
        writer.WriteString("clients", Worst(changes.Select(change => change.Rule.Clients)));
        writer.WriteString("data", Worst(changes.Select(change => change.Rule.Data)));
        writer.WriteStartArray("changes");
        foreach (var change in changes) Write(writer, change);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, ContractResult contract)
    {
        writer.WriteStartObject(name);
        writer.WriteString("service", contract.Model?.Name);
        writer.WriteString("version", contract.Model?.Version);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Change change)
    {
        writer.WriteStartObject();
        writer.WriteString("code", change.Rule.Code);
        writer.WriteString("title", change.Rule.Title);
        writer.WriteString("subject", change.Subject);
        writer.WriteString("detail", change.Detail);
        writer.WriteString("clients", ChangeText.Word(change.Rule.Clients));
        writer.WriteString("data", ChangeText.Word(change.Rule.Data));
        writer.WriteString("why", change.Rule.Why);
        writer.WriteString("instead", change.Rule.Instead);
        writer.WriteString("file", change.File);
        writer.WriteNumber("line", change.Line);
        writer.WriteNumber("column", change.Column);
        writer.WriteEndObject();
    }

    private static string Worst(IEnumerable<Impact> impacts) => ChangeText.Word(impacts.DefaultIfEmpty(Impact.Safe).Max());
}
