using System.Text.Json;
using Lintel.Adoption;
using Lintel.Adoption.Catalog;
using Lintel.Adoption.Merging;

namespace Lintel.Cli.Commands;

/// <summary>Tells what an import made, what it left out and why, and what to do next.</summary>
internal static class ImportReport
{
    private const int MostLines = 40;

    /// <summary>For people.</summary>
    public static void Write(TextWriter output, DatabaseCatalog catalog, ImportedContract made, string place, string target)
    {
        output.WriteLine($"{place} ({catalog.Product}) → {target}: {Shared.Count(made.Model!.Resources.Count, "resource")}, {Shared.Count(Relations(made), "relation")}");
        List(output, "to know:", made.Notes);
        List(output, "left out:", made.LeftOut);
        if (made.Candidates.Count > 0)
            output.WriteLine($"{Shared.Count(made.Candidates.Count, "function")} could be served: see `functions` in docs/adopt.md");
        output.WriteLine($"next: lintel check {target} --against URL, then lintel run {target} --store URL");
    }

    /// <summary>What a merge did, as a diff and in words.</summary>
    public static void WriteChanges(Terminal terminal, IReadOnlyList<ImportedFile> former, ImportedContract made, string target)
    {
        foreach (var (before, after) in former.Zip(made.Files))
        {
            foreach (var line in LineDiff.Unified(Shared.Shown(before.Name), before.Text, after.Text)) terminal.Out.WriteLine(terminal.ColorsOut ? Colored(line) : line);
        }
        List(terminal.Out, "changed:", made.Changes);
        terminal.Out.WriteLine(made.Changes.Count == 0 ? $"{target} is up to date" : $"next: lintel check {target} --against URL");
    }

    /// <summary>
    /// For programs: <c>{"product", "resources": [{"name", "schema", "table"}], "changes", "notes", "leftOut": [{"what", "reason"}], "functions": [{"name", "schema", "function", "procedure",
    /// "arguments": [{"name", "type", "default", "variadic"}], "returns": {"type", "many", "columns"}, "reads", "description", "contract"}]}</c>.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, DatabaseCatalog catalog, ImportedContract made)
    {
        writer.WriteStartObject();
        writer.WriteString("product", catalog.Product);
        writer.WriteStartArray("resources");
        foreach (var resource in made.Model!.Resources)
        {
            writer.WriteStartObject();
            writer.WriteString("name", resource.Name);
            if (resource.Entity.Schema is { } schema) writer.WriteString("schema", schema);
            writer.WriteString("table", resource.Entity.Table);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        Write(writer, "changes", made.Changes);
        Write(writer, "notes", made.Notes);
        Write(writer, "leftOut", made.LeftOut);
        writer.WriteStartArray("functions");
        foreach (var candidate in made.Candidates) Write(writer, candidate);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FunctionCandidate candidate)
    {
        var function = candidate.Function;
        writer.WriteStartObject();
        writer.WriteString("name", candidate.Name);
        if (function.Name.Schema is { } schema) writer.WriteString("schema", schema);
        writer.WriteString("function", function.Name.Name);
        writer.WriteBoolean("procedure", function.IsProcedure);
        writer.WriteStartArray("arguments");
        foreach (var argument in function.Arguments)
        {
            writer.WriteStartObject();
            writer.WriteString("name", argument.Name);
            writer.WriteString("type", argument.Type.Text);
            writer.WriteString("default", argument.Default);
            writer.WriteBoolean("variadic", argument.IsVariadic);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (function.Returns is { } returns) Write(writer, function, returns);
        else writer.WriteNull("returns");
        writer.WriteBoolean("reads", function.IsReadOnly);
        writer.WriteString("description", function.Comment);
        writer.WriteString("contract", candidate.Text);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CatalogFunction function, CatalogType returns)
    {
        writer.WriteStartObject("returns");
        writer.WriteString("type", function.ReturnsRowsOf?.ToString() ?? returns.Text);
        writer.WriteBoolean("many", function.ReturnsSet);
        writer.WriteStartArray("columns");
        foreach (var column in returns.Base.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("type", column.Type.Text);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Colored(string line) => line switch
    {
        ['+', ..] => $"\e[32m{line}\e[0m",
        ['-', ..] => $"\e[31m{line}\e[0m",
        ['@', ..] => $"\e[36m{line}\e[0m",
        _ => line,
    };

    private static int Relations(ImportedContract made) => made.Model!.Resources.Sum(resource => resource.Relations.Count) / 2;

    private static void List(TextWriter output, string title, IReadOnlyList<CatalogOmission> lines)
    {
        if (lines.Count == 0) return;
        output.WriteLine(title);
        foreach (var line in lines.Take(MostLines)) output.WriteLine($"  {line.What}: {line.Reason}");
        if (lines.Count > MostLines) output.WriteLine($"  and {lines.Count - MostLines:N0} more; --json lists all");
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<CatalogOmission> lines)
    {
        writer.WriteStartArray(name);
        foreach (var line in lines)
        {
            writer.WriteStartObject();
            writer.WriteString("what", line.What);
            writer.WriteString("reason", line.Reason);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
