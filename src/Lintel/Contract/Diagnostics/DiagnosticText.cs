using System.Globalization;

namespace Lintel.Contract;

/// <summary>Prints diagnostics as a good compiler does: place, code and message, the line with carets below, the hint.</summary>
public static class DiagnosticText
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Cyan = "\e[36m";
    private const string Bold = "\e[1m";
    private const string Plain = "\e[0m";

    // A longer line is shown around the place only.
    private const int Width = 160;

    /// <summary>Prints one diagnostic.</summary>
    /// <param name="writer">Where to print.</param>
    /// <param name="diagnostic">What to print.</param>
    /// <param name="sourceLine">The line that it is about; null: <see cref="Diagnostic.SourceLine"/>, if any.</param>
    /// <param name="color">Whether to print ANSI colours.</param>
    public static void Write(TextWriter writer, Diagnostic diagnostic, string? sourceLine = null, bool color = false)
    {
        var tint = !color ? "" : diagnostic.Severity == Severity.Error ? Red : Yellow;
        var (bold, cyan, plain) = color ? (Bold, Cyan, Plain) : ("", "", "");
        var severity = diagnostic.Severity switch { Severity.Error => "error", Severity.Warning => "warning" };
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{bold}{Shown(diagnostic.File)}:{diagnostic.Line}:{diagnostic.Column}:{plain} {tint}{severity} {diagnostic.Code}:{plain} {Shown(diagnostic.Message)}"));
        if ((sourceLine ?? diagnostic.SourceLine) is { Length: > 0 } line)
            WriteLine(writer, line, diagnostic, tint, plain);
        writer.WriteLine($"  {cyan}hint:{plain} {Shown(diagnostic.Hint)}");
    }

    private static void WriteLine(TextWriter writer, string line, Diagnostic diagnostic, string tint, string plain)
    {
        var at = Math.Clamp(diagnostic.Column - 1, 0, line.Length);
        var from = line.Length <= Width ? 0 : Math.Max(0, Math.Min(at - (Width / 4), line.Length - Width));
        if (from > 0 && char.IsLowSurrogate(line[from]))
            from--;
        var shown = Shown(line[from..Math.Min(line.Length, from + Width)]);
        var carets = Math.Max(1, Math.Min(diagnostic.Length, shown.Length - (at - from)));
        writer.WriteLine($"  {shown}");
        writer.WriteLine($"  {new string(' ', Columns(shown.AsSpan(0, at - from)))}{tint}{new string('^', Math.Max(1, Columns(shown.AsSpan(Math.Min(at - from, shown.Length), Math.Min(carets, shown.Length - Math.Min(at - from, shown.Length))))))}{plain}");
    }

    // How many columns of a terminal a text takes: wide characters two, combining ones none.
    private static int Columns(ReadOnlySpan<char> text)
    {
        var columns = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            columns += System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0
                : rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F
                    or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD ? 2
                : 1;
        }

        return columns;
    }

    /// <summary>What a contract or a path says must not steer the terminal. A tab becomes one blank, so that carets stand right.</summary>
    internal static string Shown(string text) => string.Create(text.Length, text, static (shown, text) =>
    {
        for (var i = 0; i < shown.Length; i++)
            shown[i] = char.IsControl(text[i]) || text[i] is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' ? ' ' : text[i];
    });

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
