using Lintel.Adoption.Catalog;
using Lintel.Adoption.Designing;
using Lintel.Adoption.Merging;
using Lintel.Adoption.Writing;
using Lintel.Contract;
using Lintel.Model;

namespace Lintel.Adoption;

/// <summary>What became of an import.</summary>
public sealed record ImportedContract
{
    /// <summary>The files, each with its name and text; those of a folder in the order of their names.</summary>
    public required IReadOnlyList<ImportedFile> Files { get; init; }

    /// <summary>The model that they compile to; null: nothing can be served, or there is a defect, which <see cref="Diagnostics"/> tell.</summary>
    public required ServiceModel? Model { get; init; }

    /// <summary>What the compiler finds in the files: nothing, unless there is a defect.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>What can't be served, each with its reason.</summary>
    public required IReadOnlyList<CatalogOmission> LeftOut { get; init; }

    /// <summary>What a merge changed, each with its reason; of a new contract nothing.</summary>
    public IReadOnlyList<CatalogOmission> Changes { get; init; } = [];

    /// <summary>What is to be known of what is served.</summary>
    public required IReadOnlyList<CatalogOmission> Notes { get; init; }

    /// <summary>Functions that could be served, once the contract lists them.</summary>
    public required IReadOnlyList<FunctionCandidate> Candidates { get; init; }
}

/// <summary>A file of a contract.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Text">All of it.</param>
public sealed record ImportedFile(string Name, string Text);

/// <summary>Makes the contract of a database that is already there.</summary>
public static class DatabaseImport
{
    /// <summary>Most resources of a contract of one file; a folder holds more.</summary>
    public const int MostOfFile = ContractWriter.MostResources;

    /// <summary>Designs a contract, writes it, and compiles what was written.</summary>
    /// <param name="catalog">What the database holds.</param>
    /// <param name="types">How its types are written.</param>
    /// <param name="service">What the service is called, in any spelling.</param>
    /// <param name="file">The name of the one file; null: a folder of several.</param>
    public static ImportedContract Make(DatabaseCatalog catalog, ITypeMap types, string service, string? file)
    {
        var design = ContractDesigner.Design(catalog, types, service);
        var (files, result) = Settlement.Settle(design, made => file is null ? ContractWriter.WriteFolder(made) : [ContractWriter.WriteFile(made, file)], types);
        return new ImportedContract
        {
            Files = [.. files.Select(written => new ImportedFile(written.Name, written.Text))],
            Model = result.Model,
            Diagnostics = design.Resources.Count == 0 ? [] : result.Diagnostics,
            LeftOut = design.LeftOut,
            Notes = design.Notes,
            Candidates = design.Candidates,
        };
    }

    /// <summary>Brings a contract that is there up to what the database holds now. What people wrote stays: names, descriptions, rules, order, comments.</summary>
    /// <param name="files">The files of the contract; their names are those of <paramref name="existing"/>.</param>
    /// <param name="existing">What they compile to, without an error.</param>
    /// <param name="catalog">What the database holds.</param>
    /// <param name="types">How its types are written.</param>
    /// <param name="scope">Which part of the database was read; nothing beyond it is taken for gone.</param>
    public static ImportedContract Merge(IReadOnlyList<ImportedFile> files, ContractResult existing, DatabaseCatalog catalog, ITypeMap types, CatalogScope scope)
    {
        ArgumentNullException.ThrowIfNull(existing);
        var (merged, result, changes, design) = ContractMerge.Merge(files, existing, catalog, types, scope);
        return new ImportedContract
        {
            Files = merged,
            Model = result.Model,
            Diagnostics = [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error)],
            Changes = changes,
            LeftOut = design.LeftOut,
            Notes = design.Notes,
            Candidates = design.Candidates,
        };
    }
}
