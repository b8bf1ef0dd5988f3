using Lintel.Contract.Yaml;

namespace Lintel.Contract;

/// <summary>Collects what is found, in any order.</summary>
internal sealed class DiagnosticBag
{
    /// <summary>Most diagnostics that are given back: nobody reads more.</summary>
    public const int Limit = 200;

    // A hostile file may hold a mistake in each byte; past this many there is no use in collecting them.
    private const int Capacity = 2_000;

    private const int LongestMessage = 1_000;

    private readonly List<Finding> _found = [];
    private readonly HashSet<(string, SourceFile, int, string)> _seen = [];

    /// <summary>Whether any error was found.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether a part of the contract could not be read, so that what is missing may stand there.</summary>
    public bool Incomplete { get; set; }

    /// <summary>Whether nothing more is collected, so that hints are not worth making.</summary>
    public bool IsFull => _found.Count >= Capacity;

    /// <summary>Adds a finding. The same one a second time is left out. Without a hint of its own it gets what its rule says.</summary>
    public void Report(DiagnosticRule rule, Place place, string message, string? hint = null)
    {
        HasErrors |= rule.Severity == Severity.Error;
        if (!IsFull && _seen.Add((rule.Code, place.File, place.Start, message)))
            _found.Add(new Finding(rule, place, Shortened(message), Shortened(hint ?? rule.Explanation)));
    }

    /// <summary>"Did you mean …?" with the nearest candidate, or null where none is near.</summary>
    public string? DidYouMean(string written, IEnumerable<string> candidates) => IsFull ? null : Wording.DidYouMean(written, candidates);

    /// <summary>All findings by place, at most <see cref="Limit"/>; errors are never left out for warnings.</summary>
    public IReadOnlyList<Diagnostic> Sorted()
    {
        // One line may have many findings, and be as long as the file.
        var lines = new Dictionary<(SourceFile, int), string>();
        return [.. _found.OrderBy(found => found.Rule.Severity).ThenBy(ByPlace).Take(Limit).OrderBy(ByPlace).Select(found => Located(found, lines))];
    }

    private static (int, int, string, string) ByPlace(Finding found) => (found.Place.File.Order, found.Place.Start, found.Rule.Code, found.Message);

    private static Diagnostic Located(Finding found, Dictionary<(SourceFile, int), string> lines)
    {
        var (rule, place, message, hint) = found;
        var (line, _) = place.File.Locate(place.Start);
        if (!lines.TryGetValue((place.File, line), out var text))
            lines.Add((place.File, line), text = place.File.LineText(line));
        return Diagnostic.At(place, rule.Code, rule.Severity, message, hint, text);
    }

    private static string Shortened(string text) => text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";

    private sealed record Finding(DiagnosticRule Rule, Place Place, string Message, string Hint);
}
