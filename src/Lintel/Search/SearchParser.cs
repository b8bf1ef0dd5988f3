using System.Globalization;

namespace Lintel.Search;

/// <summary>
/// Reads what someone types into a search box: words that must all be there, <c>"phrases"</c>, beginnings of words (<c>roc*</c>), and words that must not
/// be there (<c>-live</c>). Anything else is text: no sign is an error, and none reaches a database as an operator.
/// </summary>
public static class SearchParser
{
    /// <summary>The terms, each once, in order; null where <paramref name="problem"/> says why not.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="maxLength">The most characters (code points).</param>
    /// <param name="maxWords">The most words, those of phrases among them.</param>
    /// <param name="problem">What is wrong.</param>
    public static IReadOnlyList<SearchTerm>? Read(string text, int maxLength, int maxWords, out string problem)
    {
        problem = "";
        if (text.Length - text.Count(char.IsLowSurrogate) > maxLength) problem = Say($"A search has at most {maxLength} characters.");
        else if (text.Contains('\0', StringComparison.Ordinal)) problem = "A search has no NUL in it.";
        if (problem.Length > 0) return null;

        var terms = Terms(text);
        var words = terms.Sum(term => term.Words.Count);
        if (words > maxWords) problem = Say($"A search has at most {maxWords} words; this has {words}. What a hyphen or another sign parts counts as several.");
        else if (words == 0) problem = "There is no word in this search: write letters or digits, such as search=rock.";
        else if (terms.All(term => term.IsExcluded)) problem = "A search needs a word that must be there, besides those that must not.";
        return problem.Length > 0 ? null : terms;
    }

    private static List<SearchTerm> Terms(string text)
    {
        var terms = new List<SearchTerm>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var isExcluded = text[at] == '-';
            if (isExcluded) at++;
            var end = End(text, at);
            var words = SearchWords.Split(text.AsSpan(at..end));
            var isPrefix = end > at && IsStar(text, text[at] == '"' ? end : end - 1);
            var term = new SearchTerm(words, isPrefix, isExcluded);
            if (words.Length > 0 && !terms.Exists(known => known.ToString() == term.ToString())) terms.Add(term);
            at = end;
        }
        return terms;
    }

    /// <summary>Where a term ends: behind the quote that closes it, or at the next blank or quote.</summary>
    private static int End(string text, int start)
    {
        if (start < text.Length && text[start] == '"') return text.IndexOf('"', start + 1) is var close and >= 0 ? close + 1 : text.Length;
        var end = start;
        while (end < text.Length && text[end] != '"' && !char.IsWhiteSpace(text[end])) end++;
        return end;
    }

    private static bool IsStar(string text, int at) => at < text.Length && text[at] == '*';

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
