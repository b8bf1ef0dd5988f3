using System.Runtime.CompilerServices;

namespace Lintel.Sqlite.Tests;

/// <summary>Text that is kept in a file under tests/golden, and rewritten there with <c>LINTEL_UPDATE_GOLDEN=1</c>.</summary>
internal static class Golden
{
    public static string Repository { get; } = FindRepository();

    public static void Matches(string actual, string relativePath)
    {
        var path = Path.Combine(Repository, "tests", "golden", relativePath);
        if (Environment.GetEnvironmentVariable("LINTEL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        Assert.True(File.Exists(path), $"{relativePath} is missing; run the tests with LINTEL_UPDATE_GOLDEN=1.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string FindRepository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
