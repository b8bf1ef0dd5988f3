namespace Lintel.Errors;

/// <summary>How near two names are, for "did you mean".</summary>
public static class Spelling
{
    private const int MaxLength = 64;

    /// <summary>The optimal string alignment distance, the case of letters ignored; large for names beyond 64 characters.</summary>
    public static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > MaxLength || right.Length > MaxLength) return int.MaxValue;
        var width = right.Length + 1;
        Span<int> table = stackalloc int[(left.Length + 1) * width];
        for (var i = 0; i <= left.Length; i++) table[i * width] = i;
        for (var j = 0; j < width; j++) table[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j < width; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                var best = Math.Min(Math.Min(table[(i - 1) * width + j], table[i * width + j - 1]) + 1, table[(i - 1) * width + j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    best = Math.Min(best, table[(i - 2) * width + j - 2] + 1);
                table[i * width + j] = best;
            }
        }
        return table[^1];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
