namespace Lintel.Model.Scalars;

/// <summary>Decimals of more than 18 digits, as canonical text with a fixed number of digits behind the point.</summary>
public static class FixedDecimal
{
    /// <summary>Orders two canonical texts of the same scale by their value.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var negative = left is ['-', ..];
        if (negative != right is ['-', ..]) return negative ? -1 : 1;
        // Of the same scale the longer is the greater; of the same length digits decide.
        var order = left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
        return negative ? -order : order;
    }
}
