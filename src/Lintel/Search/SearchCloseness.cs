namespace Lintel.Search;

/// <summary>How close a row comes to a search that forgives typing mistakes.</summary>
public static class SearchCloseness
{
    /// <summary>
    /// The mean over the words that may be mistyped: <see cref="WordSimilarity.Whole"/> of one that is there, otherwise the similarity of the word that is
    /// most like it. So all is there where the mean is whole; 0 where the row is not found.
    /// </summary>
    /// <param name="terms">The terms of the search.</param>
    /// <param name="fields">The words of each field, as <see cref="SearchWords.Of"/> gives them.</param>
    public static int Of(IEnumerable<SearchTerm> terms, IReadOnlyList<string> fields)
    {
        var (sum, count) = (0L, 0);
        long[][]? words = null;
        foreach (var term in terms)
        {
            var isThere = IsThere(term, fields);
            if (!term.MayBeMistyped)
            {
                if (isThere == term.IsExcluded) return 0;
                continue;
            }
            var closeness = isThere ? WordSimilarity.Whole : Best(term.Words[0], words ??= Trigrams(fields));
            if (closeness == 0) return 0;
            sum += closeness;
            count++;
        }
        return count == 0 ? WordSimilarity.Whole : (int)(sum / count);
    }

    private static bool IsThere(SearchTerm term, IReadOnlyList<string> fields)
    {
        var text = term.IsPrefix ? $" {term.Text}" : $" {term.Text} ";
        return fields.Any(field => field.Contains(text, StringComparison.Ordinal));
    }

    private static int Best(string word, long[][] words)
    {
        var trigrams = WordSimilarity.Trigrams(word);
        var best = 0;
        foreach (var other in words) best = Math.Max(best, WordSimilarity.Of(trigrams, other));
        return best;
    }

    private static long[][] Trigrams(IReadOnlyList<string> fields) =>
        [.. fields.SelectMany(field => field.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Select(WordSimilarity.Trigrams)];
}
