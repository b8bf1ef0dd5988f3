using System.Runtime.CompilerServices;

namespace Lintel.Testing;

/// <summary>Files of the repository that tests compare with, and rewrite when LINTEL_UPDATE_GOLDEN is 1.</summary>
public static class Golden
{
    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Fails unless the file holds exactly that text.</summary>
    public static void Matches(string relativePath, string actual)
    {
        var path = Path.Combine(Repository, relativePath);
        if (Environment.GetEnvironmentVariable("LINTEL_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        if (!File.Exists(path)) throw new InvalidOperationException($"{relativePath} is missing; run the tests with LINTEL_UPDATE_GOLDEN=1.");
        var expected = File.ReadAllText(path);
        if (expected != actual) throw new InvalidOperationException($"{relativePath} is out of date at {FirstDifference(expected, actual)}; see what LINTEL_UPDATE_GOLDEN=1 changes.");
    }

    private static string FirstDifference(string expected, string actual)
    {
        var at = 0;
        while (at < expected.Length && at < actual.Length && expected[at] == actual[at]) at++;
        var line = expected.AsSpan(0, at).Count('\n') + 1;
        return $"line {line}:\n  expected: {Line(expected, at)}\n  actual:   {Line(actual, at)}\n";
    }

    private static string Line(string text, int at)
    {
        var start = at == 0 ? 0 : text.LastIndexOf('\n', Math.Min(at, text.Length) - 1) + 1;
        var end = text.IndexOf('\n', start);
        return end < 0 ? text[start..] : text[start..end];
    }

    private static string FindRepository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
