using System.Buffers;

namespace Lintel.Model.Scalars;

/// <summary>
/// Values that a database has for a type and JSON, or the type itself, does not: they travel as text beside the normal form, as the database writes them.
/// Whether one is a value at all only the database can tell of times; here it is told apart from what was only mistyped.
/// </summary>
internal static class OutsideText
{
    private const int Longest = 40;

    private static readonly SearchValues<char> Clock = SearchValues.Create("0123456789:.+-TZ ");

    /// <summary>Reads the text of such a value; false: it is none, of a column of that type.</summary>
    public static bool TryRead(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        var known = type is { Kept.As: KeptAs.Native, IsArray: false } && text.Length is > 0 and <= Longest && Is(type.Kind, text);
        value = known ? Value.Of(text.ToString()) : default;
        return known;
    }

    private static bool Is(ScalarKind kind, ReadOnlySpan<char> text) => kind switch
    {
        ScalarKind.Double or ScalarKind.Decimal => text is "NaN" or "Infinity" or "-Infinity",
        ScalarKind.Date => IsEndless(text) || IsDated(text, time: false),
        ScalarKind.DateTime or ScalarKind.Timestamp => IsEndless(text) || IsDated(text, time: true),
        ScalarKind.Time => text is "24:00:00",
        ScalarKind.Uuid => text.Length == 36 && Guid.TryParseExact(text, "D", out var uuid) && uuid == Guid.AllBitsSet,
        ScalarKind.String or ScalarKind.Text or ScalarKind.Int or ScalarKind.Long or ScalarKind.Bool or ScalarKind.Duration or ScalarKind.Email or ScalarKind.Url
            or ScalarKind.Json or ScalarKind.Bytes or ScalarKind.Enum or ScalarKind.Native => false,
    };

    private static bool IsEndless(ReadOnlySpan<char> text) => text is "infinity" or "-infinity";

    // Years before the first, or of more than four digits; the rest is the database's to read.
    private static bool IsDated(ReadOnlySpan<char> text, bool time)
    {
        var isBefore = text.EndsWith(" BC");
        if (isBefore) text = text[..^3];
        var year = text.IndexOfAnyExceptInRange('0', '9');
        if (year < 4 || year > 7 || (year == 4 && !isBefore) || text.Length < year + 6) return false;
        return text[year] == '-' && text[year + 3] == '-' && (time ? text.Length >= year + 15 && text[(year + 6)..].IndexOfAnyExcept(Clock) < 0 : text.Length == year + 6);
    }
}
