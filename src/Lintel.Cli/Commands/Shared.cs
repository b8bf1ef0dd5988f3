using System.CommandLine;

namespace Lintel.Cli.Commands;

/// <summary>Arguments and options that several commands take.</summary>
internal static class Shared
{
    public static Argument<string> Contract() => new("contract")
    {
        Description = "A file, or a folder whose *.yaml files are one service.",
    };

    public static Setting Store(Terminal terminal) =>
        new("--store", "url", "LINTEL_STORE", "The database: sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE.", ".lintel/SERVICE.db beside the contract", terminal);

    /// <summary>"1 row", "2,000 rows".</summary>
    public static string Count(long count, string noun) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>A path as one would type it here: relative where it lies below the current folder.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(path));
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
