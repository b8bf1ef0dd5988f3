namespace Lintel.Search;

/// <summary>
/// How well a row fits a search: how many of the words stand in which fields, and in how few words. The computation is that of PostgreSQL's <c>ts_rank</c>
/// (the function <c>calc_rank_or</c>, normalized by the logarithm of the length), which tells the same of a row whatever other rows there are: a cursor keeps its place.
/// </summary>
public static class SearchRelevance
{
    // PostgreSQL's weights, A to D; fields behind the fourth weigh as it does.
    private static readonly float[] Weights = [1.0f, 0.4f, 0.2f, 0.1f];

    /// <summary>The words that count, each once: those of excluded terms do not, and a word that is also a beginning is one.</summary>
    public static IEnumerable<string> Words(IEnumerable<SearchTerm> terms) => terms.Where(term => !term.IsExcluded)
        .SelectMany(term => term.Words.Select((word, i) => (Word: word, IsPrefix: term.IsPrefix && i == term.Words.Count - 1)))
        .GroupBy(pair => pair.Word, (word, all) => all.Any(pair => pair.IsPrefix) ? word + "*" : word);

    /// <summary>The relevance; the greater, the better.</summary>
    /// <param name="asked">What <see cref="Words"/> gave.</param>
    /// <param name="fields">The words of each field, as <see cref="SearchWords.Of"/> gives them.</param>
    public static float Of(IReadOnlyList<string> asked, IReadOnlyList<string> fields)
    {
        var places = new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        var length = 0;
        for (var field = 0; field < fields.Count; field++)
        {
            foreach (var word in fields[field].Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
            {
                if (!places.TryGetValue(word, out var known)) places[word] = known = [];
                known.Add(field);
                length++;
            }
        }

        var sum = 0f;
        foreach (var word in asked)
        {
            if (word is not [.. var start, '*'])
            {
                if (places.TryGetValue(word, out var known)) sum = Add(sum, known);
                continue;
            }
            foreach (var (other, known) in places)
            {
                if (other.StartsWith(start, StringComparison.Ordinal)) sum = Add(sum, known);
            }
        }
        sum /= asked.Count;
        return length == 0 ? sum : (float)(sum / (Math.Log(length + 1) / Math.Log(2)));
    }

    private static float Add(float sum, List<int> fields)
    {
        var (all, greatest, at) = (0f, -1f, 0);
        for (var i = 0; i < fields.Count; i++)
        {
            var weight = Weights[Math.Min(fields[i], Weights.Length - 1)];
            all += weight / ((i + 1) * (i + 1));
            if (weight > greatest) (greatest, at) = (weight, i);
        }
        return (float)(sum + ((greatest + all - (greatest / ((at + 1) * (at + 1)))) / 1.64493406685));
    }
}
