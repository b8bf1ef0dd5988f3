using Lintel.Model;

namespace Lintel.Expressions.Evaluation;

/// <summary>The order of two values that are not null, as every store has it.</summary>
internal static class ValueOrder
{
    /// <summary>Less than, equal to or greater than zero. The types are the same, or both exact numbers, or both texts.</summary>
    public static int Compare(FieldType leftType, Value left, FieldType rightType, Value right)
    {
        if (ExpressionTypes.IsExact(leftType)) return ExactArithmetic.Compare(leftType, left, rightType, right);
        return left.Kind switch
        {
            ValueKind.Bool => left.AsBool.CompareTo(right.AsBool),
            ValueKind.Integer => left.AsInteger.CompareTo(right.AsInteger),
            ValueKind.Double => left.AsDouble.CompareTo(right.AsDouble),
            ValueKind.Text => CodePointOrder.Compare(left.AsText, right.AsText),
            ValueKind.Uuid => Compare(left.AsUuid, right.AsUuid),
            ValueKind.Null or ValueKind.Bytes or ValueKind.List => throw new NotSupportedException($"{left.Kind} has no order."),
        };
    }

    private static int Compare(Guid left, Guid right)
    {
        Span<byte> one = stackalloc byte[16];
        Span<byte> other = stackalloc byte[16];
        left.TryWriteBytes(one, bigEndian: true, out _);
        right.TryWriteBytes(other, bigEndian: true, out _);
        return one.SequenceCompareTo(other);
    }
}
