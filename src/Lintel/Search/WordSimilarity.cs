namespace Lintel.Search;

/// <summary>
/// How alike two words are: of all runs of three code points that are in either, how many are in both. A word counts as if two blanks stood before it and
/// one behind, as in PostgreSQL's <c>pg_trgm</c> (https://www.postgresql.org/docs/15/pgtrgm.html); unlike there, no locale says which letters count.
/// </summary>
public static class WordSimilarity
{
    /// <summary>The similarity of a word to itself. All of them are whole numbers, rounded down: databases give the same.</summary>
    public const int Whole = 1_000_000;

    /// <summary>From which similarity on a word is taken for a mistyped other one.</summary>
    public const int Least = 300_000;

    /// <summary>From how many code points on a word may be mistyped: of shorter ones too little is left when a letter is wrong.</summary>
    public const int MinLength = 4;

    /// <summary>The similarity of two words; 0 where it is less than <see cref="Least"/>.</summary>
    public static int Of(string left, string right) => Of(Trigrams(left), Trigrams(right));

    /// <summary>The same of words whose trigrams are known.</summary>
    public static int Of(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        var shared = 0L;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            var order = left[i].CompareTo(right[j]);
            if (order == 0) shared++;
            if (order <= 0) i++;
            if (order >= 0) j++;
        }
        var similarity = (int)(shared * Whole / (left.Length + right.Length - shared));
        return similarity < Least ? 0 : similarity;
    }

    /// <summary>The trigrams of a word, each once, ascending: three code points of 21 bits each.</summary>
    public static long[] Trigrams(string word)
    {
        const long Two = (1L << 42) - 1; // the code points that a third follows
        var trigrams = new SortedSet<long>();
        var run = ((long)' ' << 21) | ' ';
        foreach (var rune in word.EnumerateRunes()) Take(rune.Value);
        Take(' ');
        return [.. trigrams];

        void Take(int point)
        {
            trigrams.Add((run << 21) | (uint)point);
            run = ((run << 21) | (uint)point) & Two;
        }
    }
}
