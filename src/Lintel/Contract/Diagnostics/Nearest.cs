namespace Lintel.Contract;

/// <summary>Finds the candidate that a mistyped word was probably meant to be.</summary>
internal static class Nearest
{
    private const int LongestWord = 64;

    /// <summary>The candidate with the least edit distance, or null where all are far.</summary>
    public static string? To(string written, IEnumerable<string> candidates)
    {
        if (written.Length is 0 or > LongestWord)
            return null;
        var (best, least) = ((string?)null, (written.Length < 3 ? 0 : Math.Max(1, written.Length / 3)) + 1);
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestWord || Math.Abs(candidate.Length - written.Length) >= least)
                continue;
            var distance = Distance(written, candidate);
            if (distance < least)
                (best, least) = (candidate, distance);
        }

        return best;
    }

    // Optimal string alignment: insert, delete, replace and swap of neighbours cost one each; a wrong case costs nothing.
    private static int Distance(string left, string right)
    {
        var width = right.Length + 1;
        Span<int> table = stackalloc int[3 * (LongestWord + 1)];
        var twoUp = table[..width];
        var oneUp = table.Slice(width, width);
        var row = table.Slice(2 * width, width);
        for (var column = 0; column < width; column++)
            oneUp[column] = column;
        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(oneUp[j] + 1, row[j - 1] + 1), oneUp[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    row[j] = Math.Min(row[j], twoUp[j - 2] + 1);
            }

            var free = twoUp;
            twoUp = oneUp;
            oneUp = row;
            row = free;
        }

        return oneUp[right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
