using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Compares two literals of one type that has an order.</summary>
internal static class LiteralOrder
{
    /// <summary>Less than, equal to or greater than 0, as <paramref name="left"/> is to <paramref name="right"/>.</summary>
    public static int Compare(FieldType type, Value left, Value right) =>
        left.Kind == ValueKind.Double ? left.AsDouble.CompareTo(right.AsDouble)
        : type.Kind == ScalarKind.Decimal && left.Kind == ValueKind.Text ? CompareDigits(left.AsText, right.AsText)
        : left.AsInteger.CompareTo(right.AsInteger);

    // Decimals of more than 18 digits in canonical form: no leading zeros, no `+`.
    private static int CompareDigits(string left, string right)
    {
        var (leftMinus, rightMinus) = (left.StartsWith('-'), right.StartsWith('-'));
        if (leftMinus != rightMinus)
            return leftMinus ? -1 : 1;
        var (a, b) = (left.TrimStart('-').Split('.'), right.TrimStart('-').Split('.'));
        var order = a[0].Length.CompareTo(b[0].Length);
        if (order == 0)
            order = string.CompareOrdinal(a[0], b[0]);
        if (order == 0)
            order = string.CompareOrdinal(a.ElementAtOrDefault(1)?.TrimEnd('0') ?? "", b.ElementAtOrDefault(1)?.TrimEnd('0') ?? "");
        return leftMinus ? -order : order;
    }
}
