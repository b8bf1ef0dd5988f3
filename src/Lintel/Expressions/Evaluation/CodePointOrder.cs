namespace Lintel.Expressions.Evaluation;

/// <summary>The order of texts by code point, which is that of their UTF-8, and their length.</summary>
internal static class CodePointOrder
{
    /// <summary>Less than, equal to or greater than zero.</summary>
    public static int Compare(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length) return left.Length.CompareTo(right.Length);
        var (one, other) = (left[same], right[same]);
        // Surrogates stand for what is beyond 16 bits, but below the last 8,192 units.
        if (char.IsSurrogate(one) != char.IsSurrogate(other)) return char.IsSurrogate(one) ? 1 : -1;
        return one.CompareTo(other);
    }

    /// <summary>How many code points a text has.</summary>
    public static int Length(string text)
    {
        var count = text.Length;
        foreach (var unit in text)
        {
            if (char.IsLowSurrogate(unit)) count--;
        }
        return count;
    }
}
