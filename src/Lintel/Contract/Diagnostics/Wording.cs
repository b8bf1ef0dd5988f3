using System.Text;

namespace Lintel.Contract;

/// <summary>How messages quote and list what a contract says.</summary>
internal static class Wording
{
    /// <summary>The text in backquotes, on one line, shortened where it is long.</summary>
    public static string Quoted(string text)
    {
        var shown = new StringBuilder("`");
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > 60)
            {
                shown.Append('…');
                break;
            }

            shown.Append(Rune.IsControl(rune) ? new Rune(' ') : rune);
        }

        return shown.Append('`').ToString();
    }

    /// <summary>A number of things that have no plural but by an s.</summary>
    public static string Count(int number, string thing) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    /// <summary>All of them, quoted, with commas; the first twelve where there are many.</summary>
    public static string Listed(IEnumerable<string> words)
    {
        var all = words.Take(13).ToArray();
        return string.Join(", ", all.Take(12).Select(Quoted)) + (all.Length > 12 ? ", …" : "");
    }

    /// <summary>The text as a YAML double-quoted scalar.</summary>
    public static string YamlQuoted(string text) =>
        text.Length > 200 ? "\"…\""
        : text.Contains('"', StringComparison.Ordinal) || text.Contains('\\', StringComparison.Ordinal)
            ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"
            : $"\"{text}\"";

    /// <summary>"Did you mean …?" with the nearest candidate, or null where none is near.</summary>
    public static string? DidYouMean(string written, IEnumerable<string> candidates) =>
        Nearest.To(written, candidates) is { } nearest ? $"did you mean {Quoted(nearest)}?" : null;
}
