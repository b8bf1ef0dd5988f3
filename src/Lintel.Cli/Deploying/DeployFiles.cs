using System.Security.Cryptography;
using System.Text;
using Lintel.Model;

namespace Lintel.Cli.Deploying;

/// <summary>All files of a deployment.</summary>
internal static class DeployFiles
{
    public static IReadOnlyList<DeployFile> Write(Deployment deployment, IEnumerable<DeployFile> contract) =>
        [.. contract.Concat(Dockerfile.Write(deployment)).Append(ComposeFile.Write(deployment)).Concat(KubernetesFiles.Write(deployment)).OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>The contract and its seed, as the image holds them.</summary>
    /// <exception cref="IOException">One can't be read.</exception>
    public static IReadOnlyList<DeployFile> Contract(IEnumerable<string> files, ServiceModel model)
    {
        var all = files.Select(file => Read(file, Path.GetDirectoryName(Path.GetFullPath(file))!));
        if (model.SeedFolder is { } seed)
        {
            // The compiler lets it lie below the contract only.
            var home = Path.GetDirectoryName(Path.GetFullPath(files.First()))!;
            all = all.Concat(Directory.EnumerateFiles(seed).Where(file => Path.GetExtension(file) is ".csv" or ".ndjson").Select(file => Read(file, home)));
        }
        return [.. all.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>A few characters that change with any of the files.</summary>
    public static string Checksum(IEnumerable<DeployFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\n{file.Bytes.Length}\n"));
            hash.AppendData(file.Bytes.Span);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }

    private static DeployFile Read(string file, string home) =>
        new("contract/" + Path.GetRelativePath(home, Path.GetFullPath(file)).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllBytes(file));
}
