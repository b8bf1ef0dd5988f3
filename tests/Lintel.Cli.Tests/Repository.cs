using Lintel.Testing;

namespace Lintel.Cli.Tests;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    public static string Root => Golden.Repository;

    /// <summary>The command line as it was built with these tests.</summary>
    public static string CommandLine { get; } =
        Path.Combine(Root, "artifacts", "bin", "Lintel.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "Lintel.Cli.dll");
}
