using Lintel.Contract.Yaml;

namespace Lintel.Contract;

/// <summary>Collects what is found, in any order.</summary>
internal sealed class DiagnosticBag
{
    /// <summary>Most diagnostics that are given back: nobody reads more.</summary>
    public const int Limit = 200;

    // A hostile file may hold a mistake in each byte; past this many there is no use in sorting them.
    private const int Capacity = 5_000;

    private readonly List<(int FileOrder, int Start, Diagnostic Diagnostic)> _found = [];
    private readonly HashSet<(string, SourceFile, int)> _seen = [];

    /// <summary>Whether any error was found.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Whether a part of the contract could not be read, so that what is missing may stand there.</summary>
    public bool Incomplete { get; set; }

    /// <summary>Adds a finding. A second one of the same class at the same place is left out.</summary>
    public void Report(DiagnosticRule rule, Place place, string message, string? hint = null)
    {
        HasErrors |= rule.Severity == Severity.Error;
        if (_found.Count >= Capacity || !_seen.Add((rule.Code, place.File, place.Start)))
            return;
        var (line, column) = place.File.Locate(place.Start);
        var text = place.File.LineText(line);
        _found.Add((place.File.Order, place.Start, new Diagnostic
        {
            Code = rule.Code,
            Severity = rule.Severity,
            File = place.File.Path,
            Line = line,
            Column = column,
            Length = Math.Max(1, Math.Min(place.Length, text.Length - column + 1)),
            Message = message,
            Hint = hint,
            SourceLine = text,
        }));
    }

    /// <summary>All findings by place, at most <see cref="Limit"/>; errors are never left out for warnings.</summary>
    public IReadOnlyList<Diagnostic> Sorted()
    {
        var chosen = _found.Count <= Limit ? _found : [.. ByPlace(_found.OrderBy(found => found.Diagnostic.Severity)).Take(Limit)];
        return [.. ByPlace(chosen.OrderBy(_ => 0)).Select(found => found.Diagnostic)];
    }

    private static IOrderedEnumerable<(int FileOrder, int Start, Diagnostic Diagnostic)> ByPlace(
        IOrderedEnumerable<(int FileOrder, int Start, Diagnostic Diagnostic)> found) =>
        found.ThenBy(item => item.FileOrder).ThenBy(item => item.Start).ThenBy(item => item.Diagnostic.Code, StringComparer.Ordinal);
}
