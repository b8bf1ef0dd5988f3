using System.Text.Json;

namespace Lintel.Contract;

/// <summary>Writes diagnostics as JSON, for programs.</summary>
public static class DiagnosticJson
{
    /// <summary>Writes a list of diagnostics: <c>[{"code", "severity", "file", "line", "column", "length", "message", "hint"}]</c>.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Diagnostic> diagnostics)
    {
        writer.WriteStartArray();
        foreach (var diagnostic in diagnostics)
        {
            writer.WriteStartObject();
            writer.WriteString("code", diagnostic.Code);
            writer.WriteString("severity", diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning" });
            writer.WriteString("file", diagnostic.File);
            writer.WriteNumber("line", diagnostic.Line);
            writer.WriteNumber("column", diagnostic.Column);
            writer.WriteNumber("length", diagnostic.Length);
            writer.WriteString("message", diagnostic.Message);
            writer.WriteString("hint", diagnostic.Hint);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
