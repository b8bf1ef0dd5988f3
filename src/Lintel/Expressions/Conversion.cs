using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>Makes a value of an expression one of the field that it is kept in.</summary>
public static class Conversion
{
    /// <summary>Whether values of one type can be kept as another.</summary>
    /// <param name="from">The type of the expression.</param>
    /// <param name="to">That of the field.</param>
    /// <param name="reason">What to do where they can't be; null: nothing is known to help.</param>
    internal static bool Exists(FieldType from, FieldType to, out string? reason)
    {
        reason = null;
        if (from.IsArray || to.IsArray) return from.IsArray && to.IsArray && from.Kind == to.Kind && ExpressionTypes.AreSame(from, to) && HasNames(from, to);
        if (ExpressionTypes.IsNumber(from) && ExpressionTypes.IsNumber(to))
        {
            if (to.Kind == ScalarKind.Double || (ExpressionTypes.IsExact(from) && (ExpressionTypes.IsInteger(from) || to.Kind == ScalarKind.Decimal))) return true;
            reason = ExpressionTypes.IsInteger(to) ? "a whole number is made of whole numbers" : "a double is not exact: use a decimal";
            return false;
        }
        if (to.Kind is ScalarKind.String or ScalarKind.Text) return ExpressionTypes.IsText(from);
        // The time of the request may be kept as the default `now()` is.
        if (from.Kind == ScalarKind.Timestamp && to.Kind is ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime) return true;
        if (from.Kind == to.Kind && HasNames(from, to)) return true;
        reason = ExpressionTypes.IsText(from) && to.Kind is ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum ? $"make it one of type {to}" : null;
        return false;
    }

    /// <summary>The value in the form of the field's type: decimals are rounded half away from zero, times are those of UTC. Null where it does not fit.</summary>
    /// <param name="from">The type of the expression, for which there <see cref="Exists"/> a conversion.</param>
    /// <param name="value">The value.</param>
    /// <param name="to">That of the field.</param>
    public static Value Apply(FieldType from, Value value, FieldType to)
    {
        if (value.IsNull || from.IsArray || ExpressionTypes.AreSame(from, to)) return value;
        if (ExpressionTypes.IsNumber(to)) return Number(from, value, to);
        return from.Kind == ScalarKind.Timestamp ? Value.Of(InUnitOf(to.Kind, value.AsInteger)) : value;
    }

    /// <summary>An instant, in microseconds since the Unix epoch, as a date, a time or a date and time of UTC.</summary>
    public static long InUnitOf(ScalarKind kind, long instant)
    {
        // Before 1970 too a day begins at midnight.
        var time = ((instant % ExpressionTypes.Day) + ExpressionTypes.Day) % ExpressionTypes.Day;
        return kind == ScalarKind.Date ? (instant - time) / ExpressionTypes.Day : kind == ScalarKind.Time ? time : instant;
    }

    private static Value Number(FieldType from, Value value, FieldType to)
    {
        var (number, scale) = (ExactArithmetic.Read(from, value), ExpressionTypes.Scale(from));
        if (to.Kind == ScalarKind.Double) return Value.Of(ExactArithmetic.ToDouble(number, scale));
        if (to.Kind == ScalarKind.Int && (number < int.MinValue || number > int.MaxValue)) return Value.Null;
        return ExactArithmetic.Write(to, ExactArithmetic.Fit(number, scale, ExpressionTypes.Scale(to)));
    }

    // A name that the field's enum lacks could not be kept.
    private static bool HasNames(FieldType from, FieldType to) => from.Kind != ScalarKind.Enum || from.Members.All(to.Members.Contains);
}
