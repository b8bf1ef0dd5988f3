namespace Lintel.Cli.Tests;

/// <summary>A folder of its own for a test, deleted behind it. Samples are copied into it, since a run leaves a database beside its contract.</summary>
internal sealed class Workspace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("lintel-cli-").FullName;

    public static Workspace With(params string[] samples)
    {
        var workspace = new Workspace();
        foreach (var sample in samples) Copy(Path.Combine(Repository.Root, "samples", sample), workspace.PathOf(sample));
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

    /// <summary>The shop without its seed.</summary>
    public string EmptyShop() =>
        Write("empty-shop.yaml", File.ReadAllText(Path.Combine(Repository.Root, "samples/shop/contract.yaml")).Replace("\nseed:", "\n#", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        // A database that somebody's own run left there does not belong to the sample.
        foreach (var folder in Directory.EnumerateDirectories(from).Where(folder => Path.GetFileName(folder) != ".lintel")) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
