using System.Text;
using Lintel.Adoption.Catalog;
using Lintel.Adoption.Designing;
using Lintel.Contract;

namespace Lintel.Adoption.Writing;

/// <summary>Compiles what was written, and takes back what the language refuses, from the smallest part up, so that no database makes a contract that is not sound.</summary>
internal static class Settlement
{
    private const int MostRounds = 40;

    /// <summary>Writes a design until it compiles without a finding.</summary>
    /// <returns>The files, and what is still wrong with them: nothing, or a defect of ours.</returns>
    public static (IReadOnlyList<WrittenFile> Files, ContractResult Result) Settle(ContractDesign design, Func<ContractDesign, IReadOnlyList<WrittenFile>> write, ITypeMap types)
    {
        for (var round = 1; ; round++)
        {
            var files = write(design);
            var result = ContractCompiler.Compile([.. files.Select(file => new ContractText(file.Name, Encoding.UTF8.GetBytes(file.Text)))]);
            if (result.Diagnostics.Count == 0 || round == MostRounds || !TakeBack(design, files, result.Diagnostics, types))
                return (files, result);
        }
    }

    private static bool TakeBack(ContractDesign design, IReadOnlyList<WrittenFile> files, IReadOnlyList<Diagnostic> diagnostics, ITypeMap types)
    {
        var any = false;
        var done = new HashSet<object>();
        foreach (var diagnostic in diagnostics)
        {
            if (files.FirstOrDefault(file => file.Name == diagnostic.File) is not { } file || diagnostic.Line < 1 || diagnostic.Line > file.Lines.Count)
                continue;
            if (file.Lines[diagnostic.Line - 1] is not { Resource: { } resource } line || !done.Add(line.Part ?? resource))
                continue;
            TakeBack(design, resource, line.Part, diagnostic, types);
            any = true;
        }

        return any;
    }

    private static void TakeBack(ContractDesign design, ResourceDesign resource, object? part, Diagnostic diagnostic, ITypeMap types)
    {
        switch (part)
        {
            case RuleDesign rule when resource.Rules.Remove(rule):
                resource.Remarks.Add($"kept by the database: {rule.Check}");
                design.Notes.Add(new CatalogOmission(ContractDesigner.Noun(resource.Table.Name), $"has a check that the database keeps alone: {rule.Check}"));
                break;
            case UniqueDesign unique when resource.Uniques.Remove(unique):
                resource.Remarks.Add($"kept by the database: unique {string.Join(", ", unique.Fields)}");
                break;
            case QueryDesign query when resource.Queries.Remove(query):
                break;
            case KeyDesign when resource.Key != KeyDesign.None:
                if (resource.Key.Column is { } column)
                    resource.Fields.Insert(0, Scalar(resource, column, types));
                resource.Key = KeyDesign.None;
                design.Notes.Add(new CatalogOmission(ContractDesigner.Noun(resource.Table.Name), $"is a list only: {diagnostic.Message}"));
                break;
            case FieldDesign field when resource.Fields.Contains(field):
                Simplify(design, resource, field, diagnostic, types);
                break;
            default:
                design.Resources.Remove(resource);
                design.LeftOut.Add(new CatalogOmission(ContractDesigner.Noun(resource.Table.Name), diagnostic.Message));
                break;
        }
    }

    // One step at a time: what the database keeps in any case goes first.
    private static void Simplify(ContractDesign design, ResourceDesign resource, FieldDesign field, Diagnostic diagnostic, ITypeMap types)
    {
        if (field.Pattern is { } pattern)
        {
            field.Pattern = null;
            resource.Remarks.Add($"kept by the database: {field.Name} matches {pattern}");
        }
        else if (field.Constraints.RemoveAll(constraint => constraint is not ("readOnly" or "immutable")) > 0)
            return;
        else if (field.Default is not null)
            (field.Default, field.IsDatabaseDefault) = (null, true);
        else if (field.OnDelete is not null)
            field.OnDelete = null;
        else if (field is { Target: not null, Through: null })
        {
            resource.Fields.Remove(field);
            foreach (var name in field.Columns.Where(name => name != resource.Key.Column && !resource.Fields.Exists(other => other.Columns.Contains(name))))
                resource.Fields.Add(Scalar(resource, name, types));
            design.Notes.Add(new CatalogOmission($"reference {resource.Name}.{field.Name}", diagnostic.Message));
        }
        else if (field is { Target: null, Type: not "text" } && field.Labels.Count > 0)
            (field.Type, field.Labels) = ("text", []);
        else
        {
            resource.Fields.Remove(field);
            var what = field.Through is { } through ? ContractDesigner.Noun(through.Table.Name) : ContractDesigner.Noun(resource.Table.Name, field.Columns[0]);
            design.LeftOut.Add(new CatalogOmission(what, diagnostic.Message));
        }
    }

    private static FieldDesign Scalar(ResourceDesign resource, string name, ITypeMap types)
    {
        var column = resource.Table.Columns.First(column => column.Name == name);
        var (type, field) = (types.Of(column.Type), Naming.Reserved.Field(Naming.Words.Of(name)));
        return new FieldDesign(field) { Columns = [name], DefaultColumns = [Contract.Compilation.Casing.Snake(field)], Type = type.Type, Kept = type.Kept, Labels = type.Members, Nullable = column.Nullable };
    }
}
