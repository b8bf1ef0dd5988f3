using Lintel.Testing;

namespace Lintel.Cli.Tests;

/// <summary>A folder of its own for a test, deleted behind it. Samples are copied into it, open to everybody: a run leaves a database beside its contract.</summary>
internal sealed class Workspace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("lintel-cli-").FullName;

    public static Workspace With(params string[] samples)
    {
        var workspace = new Workspace();
        foreach (var sample in samples) OpenSample.Copy(sample, workspace.PathOf(sample));
        return workspace;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = PathOf(name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The shop without its seed, open to everybody.</summary>
    public string EmptyShop() => Write("empty-shop.yaml", OpenSample.Contract("shop").Replace("\nseed:", "\n#", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
