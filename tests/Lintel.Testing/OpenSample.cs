using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Lintel.Testing;

/// <summary>Samples without access control: everybody may do all. For tests of all else.</summary>
public static partial class OpenSample
{
    private const string Tenant = "tenant";

    private static readonly ConcurrentDictionary<string, Lazy<string>> Folders = new();

    /// <summary>Where a sample lies as long as the tests run.</summary>
    public static string Folder(string name) => Folders.GetOrAdd(name, sample => new Lazy<string>(() =>
    {
        var folder = Directory.CreateTempSubdirectory("lintel-sample-").FullName;
        Copy(sample, folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    })).Value;

    /// <summary>Copies a sample, with its data, to a folder that is not there yet.</summary>
    public static void Copy(string name, string folder)
    {
        var from = Path.Combine(Golden.Repository, "samples", name);
        // A database or a key that somebody's own run left there does not belong to the sample.
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/.lintel/", StringComparison.Ordinal)))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (Path.GetFileName(file) == "contract.yaml") File.WriteAllText(to, Contract(name));
            else if (file.EndsWith(".csv", StringComparison.Ordinal) && Untenanted(File.ReadAllLines(file)) is { } lines) File.WriteAllLines(to, lines);
            else File.Copy(file, to);
        }
    }

    /// <summary>The contract of a sample, without what says who may do what.</summary>
    public static string Contract(string name) => Controls().Replace(File.ReadAllText(Path.Combine(Golden.Repository, "samples", name, "contract.yaml")), "");

    // The last column tells whose a row is.
    private static IEnumerable<string>? Untenanted(string[] lines) => !lines[0].EndsWith("," + Tenant, StringComparison.Ordinal) ? null : lines.Select(line => line[..line.LastIndexOf(',')]);

    // A key of access control, with all that is indented below it.
    [GeneratedRegex(@"^( *)(auth|access|tenant):[^\n]*\n(?:\1 +[^\n]*\n)*", RegexOptions.Multiline)]
    private static partial Regex Controls();
}
