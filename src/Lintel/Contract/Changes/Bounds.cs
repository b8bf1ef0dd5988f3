using Lintel.Contract.Compilation;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Contract.Changes;

/// <summary>Compares the ranges of a field: more than 0 is tighter, less is looser. A range that the new type can't hold is told by the type.</summary>
internal static class Bounds
{
    public static int OfLeast(FieldPair field) => Compare(field, field.Old.Minimum, field.New.Minimum, 1);

    public static int OfMost(FieldPair field) => Compare(field, field.Old.Maximum, field.New.Maximum, -1);

    /// <summary>The range as the short form writes it.</summary>
    public static string Text(Field field)
    {
        var least = field.Minimum is { } minimum ? $"{(minimum.Exclusive ? ">" : ">=")} {Detail.Value(field.Type.Element, minimum.Value)}" : "";
        var most = field.Maximum is { } maximum ? $"{(maximum.Exclusive ? "<" : "<=")} {Detail.Value(field.Type.Element, maximum.Value)}" : "";
        return $"{least} {most}".Trim() is { Length: > 0 } text ? $"`{text}`" : "any value";
    }

    private static int Compare(FieldPair field, Bound? old, Bound? @new, int inward)
    {
        if (old is null || @new is null) return (@new is null ? 0 : 1) - (old is null ? 0 : 1);
        var type = field.New.Type.Element;
        if (!TryRead(field, old.Value, out var before)) return 0;
        var order = LiteralOrder.Compare(type, @new.Value.Value, before) * inward;
        return order != 0 ? order : @new.Value.Exclusive.CompareTo(old.Value.Exclusive);
    }

    // Decimals of other digits are held otherwise.
    private static bool TryRead(FieldPair field, Bound old, out Value value)
    {
        value = old.Value;
        var (before, after) = (field.Old.Type.Element, field.New.Type.Element);
        return before == after || (ConstraintRules.HasRange(after.Kind) && Scalar.For(after.Kind).TryParse(after, Detail.Value(before, old.Value).Trim('"'), out value));
    }
}
