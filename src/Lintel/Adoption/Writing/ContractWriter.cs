using System.Globalization;
using Lintel.Adoption.Designing;
using Lintel.Adoption.Naming;

namespace Lintel.Adoption.Writing;

/// <summary>Writes a design as the files of a contract.</summary>
internal static class ContractWriter
{
    /// <summary>Most resources of one file: what a mapping of the language may have.</summary>
    public const int MostResources = 1_000;

    private const int RuleWidth = 80;

    /// <summary>All in one file.</summary>
    public static WrittenFile WriteFile(ContractDesign design, string name) =>
        new(name, [.. Header(design), .. Resources(design, design.Resources), .. Left(design), .. Candidates(design)]);

    /// <summary>A file for the service, and one for each schema; several for one of very many tables.</summary>
    public static IReadOnlyList<WrittenFile> WriteFolder(ContractDesign design)
    {
        var (files, names) = (new List<WrittenFile> { new("service.yaml", [.. Header(design), .. Left(design), .. Candidates(design)]) }, new NameSet());
        names.TryTake("service");
        foreach (var group in design.Resources.GroupBy(resource => resource.Table.Name.Schema ?? "tables", StringComparer.Ordinal))
        {
            foreach (var part in group.Chunk(FolderChunk))
            {
                var words = Words.Of(group.Key);
                var name = names.Take([string.Join('-', words.Count == 0 ? ["schema"] : words)]);
                files.Add(new WrittenFile(name + ".yaml", [.. Resources(design, part)]));
            }
        }

        return files;
    }

    // Files of a folder are for people: one that takes long to scroll is two.
    private const int FolderChunk = 300;

    private static IEnumerable<WrittenLine> Header(ContractDesign design)
    {
        yield return new WrittenLine("# yaml-language-server: $schema=lintel.schema.json");
        yield return new WrittenLine("#");
        yield return new WrittenLine($"# Made by `lintel import` of {Line(design.Product)}. It is yours to edit: importing again keeps what you changed.");
        yield return new WrittenLine("");
        yield return new WrittenLine("lintel: 1");
        yield return new WrittenLine($"service: {design.Service}");
        yield return new WrittenLine("schema: external                         # the database is not changed");
        yield return new WrittenLine("");
    }

    private static IEnumerable<WrittenLine> Resources(ContractDesign design, IReadOnlyList<ResourceDesign> resources)
    {
        if (resources.Count == 0)
            yield break;
        yield return new WrittenLine("resources:");
        var isTitled = design.Resources.Select(resource => resource.Table.Name.Schema).Distinct(StringComparer.Ordinal).Count() > 1;
        string? schema = null;
        foreach (var resource in resources)
        {
            if (isTitled && resource.Table.Name.Schema != schema)
            {
                schema = resource.Table.Name.Schema;
                yield return new WrittenLine("");
                yield return new WrittenLine($"  # ── {Line(schema ?? "")} {new string('─', Math.Max(3, RuleWidth - 7 - (schema?.Length ?? 0)))}");
            }

            yield return new WrittenLine("");
            foreach (var line in ResourceWriter.Write(resource, design.DefaultSchema))
                yield return line.Text.TrimStart().StartsWith('#') ? line with { Text = Line(line.Text) } : line;
        }
    }

    private static IEnumerable<WrittenLine> Left(ContractDesign design)
    {
        if (design.LeftOut.Count == 0)
            yield break;
        yield return new WrittenLine("");
        yield return new WrittenLine("# Left out:");
        foreach (var omission in design.LeftOut)
            yield return new WrittenLine($"# - {Line(omission.What)}: {Line(omission.Reason)}");
    }

    private static IEnumerable<WrittenLine> Candidates(ContractDesign design)
    {
        if (design.Candidates.Count == 0)
            yield break;
        yield return new WrittenLine("");
        yield return new WrittenLine("# Functions of the database are served once they are listed here:");
        yield return new WrittenLine("# functions:");
        foreach (var candidate in design.Candidates)
            yield return new WrittenLine($"#   {Line(candidate.Text)}");
    }

    // A comment is one line, without what no file may hold.
    private static string Line(string text) =>
        string.Concat(text.Select(sign => char.IsControl(sign) || sign is '\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}") : sign.ToString()));
}
