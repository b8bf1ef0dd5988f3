using System.Numerics;
using System.Text;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Conformance;

/// <summary>What filters and orders mean, written as plainly as can be.</summary>
internal static class Naive
{
    /// <summary>Null is the least value; text by code point.</summary>
    public static int Compare(FieldType type, Value left, Value right)
    {
        if (left.IsNull || right.IsNull) return (left.IsNull ? 0 : 1) - (right.IsNull ? 0 : 1);
        if (type.Kind == ScalarKind.Decimal && !type.IsScaledInteger) return Digits(left).CompareTo(Digits(right));
        return left.Kind switch
        {
            ValueKind.Bool => left.AsBool.CompareTo(right.AsBool),
            ValueKind.Integer => left.AsInteger.CompareTo(right.AsInteger),
            ValueKind.Double => left.AsDouble.CompareTo(right.AsDouble),
            ValueKind.Uuid => string.CompareOrdinal(left.AsUuid.ToString(), right.AsUuid.ToString()),
            ValueKind.Text => Encoding.UTF8.GetBytes(left.AsText).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.AsText)),
            _ => throw new NotSupportedException(),
        };
    }

    public static bool Holds(FieldType type, FilterOperator how, Value value, Value[] with) => how switch
    {
        FilterOperator.Equal => !value.IsNull && Compare(type, value, with[0]) == 0,
        FilterOperator.NotEqual => value.IsNull || Compare(type, value, with[0]) != 0,
        FilterOperator.Less => !value.IsNull && Compare(type, value, with[0]) < 0,
        FilterOperator.LessOrEqual => !value.IsNull && Compare(type, value, with[0]) <= 0,
        FilterOperator.Greater => !value.IsNull && Compare(type, value, with[0]) > 0,
        FilterOperator.GreaterOrEqual => !value.IsNull && Compare(type, value, with[0]) >= 0,
        FilterOperator.In => !value.IsNull && with.Any(one => Compare(type, value, one) == 0),
        FilterOperator.NotIn => value.IsNull || with.All(one => Compare(type, value, one) != 0),
        FilterOperator.Contains when type.IsArray => !value.IsNull && value.AsList.Contains(with[0]),
        FilterOperator.Contains => !value.IsNull && value.AsText.Contains(with[0].AsText, StringComparison.Ordinal),
        FilterOperator.StartsWith => !value.IsNull && value.AsText.StartsWith(with[0].AsText, StringComparison.Ordinal),
        FilterOperator.EndsWith => !value.IsNull && value.AsText.EndsWith(with[0].AsText, StringComparison.Ordinal),
        FilterOperator.IsNull => value.IsNull,
        FilterOperator.IsNotNull => !value.IsNull,
    };

    private static BigInteger Digits(Value value) =>
        BigInteger.Parse(value.AsText.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
}
