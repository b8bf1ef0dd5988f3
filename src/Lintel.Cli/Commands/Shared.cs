using System.CommandLine;
using System.Text;
using System.Text.Json;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Results;

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

    /// <summary>What to say behind the name of a resource that does not exist: one that is like it, or those that there are.</summary>
    public static string Suggest(ServiceModel model, string name) =>
        model.Resources.Select(resource => resource.Name).MinBy(known => Spelling.Distance(name, known)) is { } nearest && Spelling.Distance(name, nearest) <= 3
            ? $"; did you mean '{nearest}'?"
            : $"; it has {string.Join(", ", model.Resources.Select(resource => resource.Name).Take(20))}";

    /// <summary>JSON for programs, indented.</summary>
    public static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = LeastEscaping.Instance })) write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A path as one would type it here: relative where it lies below the current folder.</summary>
    public static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Path.GetFullPath(path));
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
