using Lintel.Adoption;
using Lintel.Contract;

namespace Lintel.Cli.Commands;

/// <summary>Where an import is written: printed, a file, or a folder.</summary>
internal sealed class ImportTarget
{
    private readonly string? _path;

    private ImportTarget(string? path, string? fileName) => (_path, FileName) = (path, fileName);

    /// <summary>The name of the one file; null: a folder of several.</summary>
    public string? FileName { get; }

    /// <summary>Whether the contract is printed.</summary>
    public bool IsPrinted => _path is null;

    /// <summary>The place, as one would type it.</summary>
    public string Shown => _path is null ? "CONTRACT" : Shared.Shown(_path);

    /// <summary>What <c>-o</c> says: a path that ends with <c>.yaml</c> or <c>.yml</c> is a file, any other a folder.</summary>
    public static ImportTarget Of(string? path) =>
        path is null ? new ImportTarget(null, "contract.yaml")
        : Path.GetExtension(path) is ".yaml" or ".yml" ? new ImportTarget(path, Path.GetFileName(path))
        : new ImportTarget(path, null);

    /// <summary>The contract that is there already; null: none.</summary>
    public ContractResult? ReadExisting() =>
        _path is not null && (File.Exists(_path) || (Directory.Exists(_path) && ContractCompiler.FindFiles(_path).Count > 0)) ? ContractCompiler.Compile(_path) : null;

    /// <summary>The files of a contract that was read.</summary>
    public static IReadOnlyList<ImportedFile> Texts(ContractResult existing) => [.. existing.Files.Select(file => new ImportedFile(file, File.ReadAllText(file)))];

    /// <summary>Writes the files; a contract that is printed goes to the output.</summary>
    public async Task WriteAsync(ImportedContract made, TextWriter output, CancellationToken cancellation)
    {
        if (_path is null)
        {
            await output.WriteAsync(made.Files[0].Text.AsMemory(), cancellation).ConfigureAwait(false);
            return;
        }

        var folder = FileName is null ? _path : Path.GetDirectoryName(Path.GetFullPath(_path))!;
        Directory.CreateDirectory(folder);
        foreach (var file in made.Files)
        {
            // What somebody edited is never half written: a file has its name once it is whole.
            var (path, unfinished) = (Path.Combine(folder, Path.GetFileName(file.Name)), Path.Combine(folder, Path.GetFileName(file.Name) + ".part"));
            await File.WriteAllTextAsync(unfinished, file.Text, cancellation).ConfigureAwait(false);
            File.Move(unfinished, path, overwrite: true);
        }
    }
}
