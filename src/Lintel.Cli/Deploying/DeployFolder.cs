using System.Security.Cryptography;

namespace Lintel.Cli.Deploying;

/// <summary>What becomes of a file.</summary>
internal enum FileState
{
    /// <summary>It was not there.</summary>
    Created,

    /// <summary>It says something else now.</summary>
    Changed,

    /// <summary>It was so.</summary>
    Unchanged,

    /// <summary>It was written before, and belongs to it no more.</summary>
    Removed,
}

/// <summary>
/// The folder that files are written to. It keeps on record what was written, in the form of <c>sha256sum</c>, so that what somebody changed since is not
/// written over.
/// </summary>
internal sealed class DeployFolder(string folder)
{
    /// <summary>The record.</summary>
    public const string Record = ".lintel-deploy";

    /// <summary>What writing would do, and which files it would take from whoever changed them.</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    public (IReadOnlyList<(string Path, FileState State)> Steps, IReadOnlyList<string> Edited) Plan(IReadOnlyList<DeployFile> files)
    {
        var written = ReadRecord();
        var steps = new List<(string, FileState)>();
        var edited = new List<string>();
        foreach (var file in files)
        {
            var found = Sum(file.Path);
            steps.Add((file.Path, found is null ? FileState.Created : found == Sum(file.Bytes.Span) ? FileState.Unchanged : FileState.Changed));
            if (steps[^1].Item2 == FileState.Changed && found != written.GetValueOrDefault(file.Path)) edited.Add(file.Path);
        }
        foreach (var (path, sum) in written.ExceptBy(files.Select(file => file.Path), entry => entry.Key))
        {
            if (Sum(path) is not { } found) continue;
            steps.Add((path, FileState.Removed));
            if (found != sum) edited.Add(path);
        }
        return (steps, edited);
    }

    /// <summary>Writes the files, and removes those that no longer belong to them.</summary>
    /// <exception cref="IOException">A file can't be written.</exception>
    public void Write(IReadOnlyList<DeployFile> files, IEnumerable<(string Path, FileState State)> steps)
    {
        foreach (var (path, _) in steps.Where(step => step.State == FileState.Removed)) File.Delete(PathOf(path));
        foreach (var file in files)
        {
            var path = PathOf(file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Bytes.Span);
        }
        File.WriteAllText(PathOf(Record), string.Concat(files.Select(file => $"{Sum(file.Bytes.Span)}  {file.Path}\n")));
    }

    private Dictionary<string, string> ReadRecord()
    {
        var path = PathOf(Record);
        if (!File.Exists(path)) return [];
        var entries = File.ReadLines(path).Select(line => line.Split("  ", 2)).Where(parts => parts.Length == 2 && IsBelow(parts[1]));
        return entries.DistinctBy(parts => parts[1]).ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
    }

    // The record is a file like others, that somebody may have written: nothing outside is ever removed.
    private static bool IsBelow(string path) => path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/').Contains("..");

    private string? Sum(string path) => File.Exists(PathOf(path)) ? Sum(File.ReadAllBytes(PathOf(path))) : null;

    private static string Sum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string PathOf(string path) => Path.Combine(folder, path);
}
