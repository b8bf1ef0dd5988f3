using System.Globalization;

namespace Lintel.Contract.Changes;

/// <summary>Prints changes for people: the worst first, each with its place, what it does to whom, why, and what to do instead.</summary>
public static class ChangeText
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Green = "\e[32m";
    private const string Cyan = "\e[36m";
    private const string Plain = "\e[0m";

    /// <summary>Prints all of them.</summary>
    /// <param name="writer">Where to print.</param>
    /// <param name="changes">What to print.</param>
    /// <param name="color">Whether to print ANSI colours.</param>
    public static void Write(TextWriter writer, IReadOnlyList<Change> changes, bool color = false)
    {
        foreach (var group in changes.GroupBy(change => change.Impact).OrderByDescending(group => group.Key))
        {
            var word = Word(group.Key);
            writer.WriteLine(color ? $"{Tint(group.Key)}{word}{Plain}" : word);
            foreach (var change in group) Write(writer, change, color);
            writer.WriteLine();
        }
    }

    /// <summary>"3 changes: 1 breaking, 2 safe".</summary>
    public static string Count(IReadOnlyList<Change> changes)
    {
        if (changes.Count == 0) return "nothing changed";
        var counts = changes.GroupBy(change => change.Impact).OrderByDescending(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {Word(group.Key)}"));
        return string.Create(CultureInfo.InvariantCulture, $"{changes.Count} change{(changes.Count == 1 ? "" : "s")}: {string.Join(", ", counts)}");
    }

    /// <summary>The word for an impact: <c>safe</c>, <c>risky</c> or <c>breaking</c>.</summary>
    public static string Word(Impact impact) => impact switch
    {
        Impact.Safe => "safe",
        Impact.Risky => "risky",
        Impact.Breaking => "breaking",
    };

    private static void Write(TextWriter writer, Change change, bool color)
    {
        var (cyan, plain) = color ? (Cyan, Plain) : ("", "");
        writer.WriteLine($"  {DiagnosticText.Shown(change.ToString())}");
        writer.WriteLine($"    clients: {Word(change.Rule.Clients)}, data: {Word(change.Rule.Data)}. {change.Rule.Why}");
        if (change.Rule.Instead is { } instead) writer.WriteLine($"    {cyan}instead:{plain} {instead}");
    }

    private static string Tint(Impact impact) => impact switch
    {
        Impact.Safe => Green,
        Impact.Risky => Yellow,
        Impact.Breaking => Red,
    };
}
