namespace Lintel.Sqlite.Native;

/// <summary>
/// The numeric order of decimals in text, <c>-12.50</c>. Text that is no such number comes after all numbers, by its bytes:
/// a collation must be a total order over whatever stands in the file.
/// </summary>
internal static class DecimalOrder
{
    /// <summary>Less than, equal to or greater than zero.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var leftIs = TryRead(left, out var leftNegative, out var leftWhole, out var leftFraction);
        var rightIs = TryRead(right, out var rightNegative, out var rightWhole, out var rightFraction);
        if (!leftIs || !rightIs) return leftIs ? -1 : rightIs ? 1 : left.SequenceCompareTo(right);
        if (leftNegative != rightNegative) return leftNegative ? -1 : 1;
        var order = leftWhole.Length != rightWhole.Length ? leftWhole.Length - rightWhole.Length : leftWhole.SequenceCompareTo(rightWhole);
        if (order == 0) order = leftFraction.SequenceCompareTo(rightFraction);
        return leftNegative ? -order : order;
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out bool negative, out ReadOnlySpan<byte> whole, out ReadOnlySpan<byte> fraction)
    {
        negative = text is [(byte)'-', ..];
        if (negative) text = text[1..];
        var point = text.IndexOf((byte)'.');
        whole = point < 0 ? text : text[..point];
        fraction = point < 0 ? default : text[(point + 1)..];
        var valid = !(whole.IsEmpty && fraction.IsEmpty) && !whole.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && !fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        whole = whole.TrimStart((byte)'0');
        fraction = fraction.TrimEnd((byte)'0');
        if (whole.IsEmpty && fraction.IsEmpty) negative = false;
        return valid;
    }
}
