using Lintel.Contract.Compilation;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract;

/// <summary>What became of a contract.</summary>
public sealed record ContractResult
{
    /// <summary>The frozen model; null if there is any error.</summary>
    public required ServiceModel? Model { get; init; }

    /// <summary>All findings, in the order of their places, at most 200.</summary>
    public required IReadOnlyList<Diagnostic> Diagnostics { get; init; }

    /// <summary>The files that were read, in order, as reached from the path that was compiled.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The nodes of all files, by which a part of the model is led back to its place.</summary>
    internal ContractTree Tree { get; init; } = ContractTree.Empty;
}

/// <summary>A file of a contract that was read elsewhere.</summary>
/// <param name="Name">What it is called in findings.</param>
/// <param name="Bytes">All of it, or more of its beginning than a file may hold.</param>
public sealed record ContractText(string Name, ReadOnlyMemory<byte> Bytes);

/// <summary>Turns a contract, a file or a folder of files, into a model. Never throws for what a contract says.</summary>
public static class ContractCompiler
{
    /// <summary>Reads the contract at a path, checks all of it and freezes it.</summary>
    /// <param name="path">A file, or a folder whose <c>*.yaml</c> and <c>*.yml</c> files are one service.</param>
    public static ContractResult Compile(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var bag = new DiagnosticBag();
        var names = new List<string>();
        return Compile(ContractFiles.Read(path, bag, names), names, bag, declared => Seed.Find(declared, bag));
    }

    /// <summary>The files that <see cref="Compile(string)"/> would read now; none where there is no contract.</summary>
    public static IReadOnlyList<string> FindFiles(string path) => ContractFiles.Find(path, new DiagnosticBag());

    /// <summary>Checks a contract whose files were read elsewhere, from an older revision for example, and freezes it. A folder of seeds is not looked for.</summary>
    /// <param name="texts">The files, at least one.</param>
    public static ContractResult Compile(IReadOnlyList<ContractText> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var bag = new DiagnosticBag();
        return Compile(ContractFiles.Read(texts, bag), [.. texts.Select(text => text.Name)], bag, _ => null);
    }

    private static ContractResult Compile(IReadOnlyList<SourceFile> files, IReadOnlyList<string> names, DiagnosticBag bag, Func<Located<string>?, string?> findSeed)
    {
        MappingNode[] roots = [.. files.Select(file => YamlReader.Read(file, bag)).OfType<MappingNode>()];
        var model = roots.Length == 0 ? null : Compile(new ServiceReader(bag).Read(roots), bag, findSeed);
        return new ContractResult { Model = model, Diagnostics = bag.Sorted(), Files = names, Tree = new ContractTree(roots) };
    }

    private static ServiceModel? Compile(ServiceDeclaration declaration, DiagnosticBag bag, Func<Located<string>?, string?> findSeed)
    {
        // Where a file could not be read to its end, half of the names would seem to be missing.
        if (bag.Incomplete)
            return null;
        var service = new ServiceDraft(declaration, bag);
        ResourceNames.Run(service);
        Ownership.Run(service);
        ResourceNames.CheckPlaces(service);
        AuditResources.Check(service);
        FieldTypes.Run(service);
        Keys.Run(service);
        FieldLists.Run(service);
        Relations.Run(service);
        States.Run(service);
        Actions.Run(service);
        Functions.Run(service);
        Patterns.Run(service);
        Tenants.Check(service);
        Searches.Run(service);
        var seedFolder = findSeed(declaration.Seed);
        if (bag.HasErrors)
            return null;
        var model = new ModelBuilder(service).Build(seedFolder);
        ComputedFields.Run(service, model);
        RuleCompiler.Run(service, model);
        AccessCompiler.Run(service, model);
        ActionCompiler.Run(service, model);
        return bag.HasErrors ? null : model;
    }
}
