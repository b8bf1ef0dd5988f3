using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>The types that expressions have beside those of fields, one object each.</summary>
internal static class ExpressionTypes
{
    public const int MaxDigits = 38;

    /// <summary>Digits behind the point that a quotient and a mean have at least.</summary>
    public const int QuotientScale = 6;

    /// <summary>Microseconds.</summary>
    public const long Day = 86_400_000_000;

    private static readonly FieldType[] Decimals =
        [.. Enumerable.Range(0, (MaxDigits + 1) * (MaxDigits + 1)).Select(i => new FieldType { Kind = ScalarKind.Decimal, Precision = i / (MaxDigits + 1), Scale = i % (MaxDigits + 1) })];

    /// <summary>The type of a null that nothing is compared with yet.</summary>
    public static FieldType Null { get; } = FieldType.Of(ScalarKind.Text);

    public static FieldType Bool { get; } = FieldType.Of(ScalarKind.Bool);

    public static FieldType Int { get; } = FieldType.Of(ScalarKind.Int);

    public static FieldType Long { get; } = FieldType.Of(ScalarKind.Long);

    public static FieldType Double { get; } = FieldType.Of(ScalarKind.Double);

    public static FieldType Text { get; } = FieldType.Of(ScalarKind.Text);

    public static FieldType Timestamp { get; } = FieldType.Of(ScalarKind.Timestamp);

    public static FieldType Duration { get; } = FieldType.Of(ScalarKind.Duration);

    /// <summary>The decimal of so many digits, of at most 38.</summary>
    public static FieldType Decimal(int precision, int scale) => Decimals[Math.Clamp(precision, 1, MaxDigits) * (MaxDigits + 1) + scale];

    /// <summary>Whether both are the same; the names of an enum may differ.</summary>
    public static bool AreSame(FieldType left, FieldType right) =>
        left.Kind == right.Kind && left.IsArray == right.IsArray && left.Precision == right.Precision && left.Scale == right.Scale;

    public static bool IsInteger(FieldType type) => !type.IsArray && type.Kind is ScalarKind.Int or ScalarKind.Long;

    public static bool IsExact(FieldType type) => IsInteger(type) || !type.IsArray && type.Kind == ScalarKind.Decimal;

    public static bool IsNumber(FieldType type) => IsExact(type) || !type.IsArray && type.Kind == ScalarKind.Double;

    public static bool IsText(FieldType type) =>
        !type.IsArray && type.Kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum;

    /// <summary>Digits before the point.</summary>
    public static int WholeDigits(FieldType type) =>
        type.Kind == ScalarKind.Int ? 10 : type.Kind == ScalarKind.Long ? 19 : type.Precision - type.Scale;

    public static int Scale(FieldType type) => type.Kind == ScalarKind.Decimal ? type.Scale : 0;

    /// <summary>The type in messages: those of texts are one.</summary>
    public static string Name(FieldType type) => ReferenceEquals(type, Null) ? "null" : IsText(type) && type.Kind != ScalarKind.Enum ? "text" : type.ToString();
}
