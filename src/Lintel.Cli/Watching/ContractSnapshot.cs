using System.Security.Cryptography;
using Lintel.Contract;

namespace Lintel.Cli.Watching;

/// <summary>The files of a contract as they were at one time.</summary>
internal sealed class ContractSnapshot
{
    private readonly Dictionary<string, string> _files;

    private ContractSnapshot(Dictionary<string, string> files) => _files = files;

    /// <summary>Looks at a contract, a file or a folder.</summary>
    public static ContractSnapshot Take(string path) => new(ContractCompiler.FindFiles(path).ToDictionary(file => file, Stamp, StringComparer.Ordinal));

    /// <summary>What happened since, for people: <c>contract.yaml changed</c>; null: nothing.</summary>
    public string? Since(ContractSnapshot before)
    {
        var changes = new List<string>();
        foreach (var (file, stamp) in _files)
        {
            if (!before._files.TryGetValue(file, out var former)) changes.Add($"{Path.GetFileName(file)} added");
            else if (stamp != former) changes.Add($"{Path.GetFileName(file)} changed");
        }
        changes.AddRange(before._files.Keys.Where(file => !_files.ContainsKey(file)).Select(file => $"{Path.GetFileName(file)} removed"));
        return changes switch
        {
            [] => null,
            [var only] => only,
            _ => $"{changes.Count} files changed",
        };
    }

    // The time alone is too coarse on some file systems; with it, saving a file once more is a change too, by which one tries again.
    private static string Stamp(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return $"{File.GetLastWriteTimeUtc(file).Ticks} {Convert.ToHexStringLower(SHA256.HashData(stream))}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }
}
