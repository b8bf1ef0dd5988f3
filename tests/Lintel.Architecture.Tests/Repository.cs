using System.Xml.Linq;

namespace Lintel.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The projects of src/, by their names.</summary>
    public static string[] Projects { get; } = [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    /// <summary>All files of a pattern below src/, tests/ and eng/, from the root.</summary>
    public static IEnumerable<string> Files(string pattern) => new[] { "src", "tests", "eng" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.Split('/').Any(part => part is "obj" or "bin" or "node_modules"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The project's assembly, of the configuration that these tests were built in.</summary>
    public static AssemblyUses Assembly(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var name = Xml(project).Descendants("AssemblyName").SingleOrDefault()?.Value ?? project;
        return AssemblyUses.Read(Path.Combine(Root, "artifacts", "bin", project, configuration, $"{name}.dll"));
    }

    /// <summary>What the project file itself asks for: projects, packages and frameworks.</summary>
    public static IEnumerable<string> References(string project) =>
        from element in Xml(project).Descendants()
        where element.Name.LocalName is "ProjectReference" or "PackageReference" or "FrameworkReference"
        let include = element.Attribute("Include")?.Value
        where include is not null
        select element.Name.LocalName == "ProjectReference" ? Path.GetFileNameWithoutExtension(include.Replace('\\', '/')) : include;

    private static XDocument Xml(string project) => XDocument.Load(Path.Combine(Root, "src", project, $"{project}.csproj"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lintel.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException($"No Lintel.slnx above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
