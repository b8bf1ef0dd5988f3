using System.Text.RegularExpressions;
using Lintel.Expressions.Syntax;

namespace Lintel.Expressions;

/// <summary>
/// A regular expression of the subset that means the same everywhere (docs/expressions.md), in the words of each evaluator.
/// It is looked for anywhere in a text, in time linear in the text's length.
/// </summary>
public sealed class MatchPattern
{
    private readonly Regex _regex;

    private MatchPattern(string source, Regex regex, string postgres)
    {
        Source = source;
        _regex = regex;
        Postgres = postgres;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Source { get; }

    /// <summary>The pattern as an advanced regular expression of PostgreSQL.</summary>
    public string Postgres { get; }

    /// <summary>Reads a pattern; null after <paramref name="error"/> was set.</summary>
    public static MatchPattern? TryParse(string source, out string? error)
    {
        if (PatternParser.Parse(source, out error) is not { } parsed) return null;
        try
        {
            return new MatchPattern(source, new Regex(parsed.Net, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), parsed.Postgres);
        }
        catch (NotSupportedException)
        {
            error = PatternParser.TooLarge;
            return null;
        }
    }

    /// <summary>Whether the pattern is found in a text.</summary>
    public bool IsMatch(ReadOnlySpan<char> text) => _regex.IsMatch(text);

    /// <inheritdoc/>
    public override string ToString() => Source;
}
