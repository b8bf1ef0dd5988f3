using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Lintel.Model.Scalars;

/// <summary><c>int</c> and <c>long</c>.</summary>
internal sealed class IntegerScalar(long least, long greatest, string format) : Scalar
{
    public override ValueKind Held => ValueKind.Integer;

    public override JsonForms Accepts => JsonForms.Number;

    public override string SchemaType => "integer";

    public override string SchemaFormat => format;

    public override string Expected(FieldType type) => string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {greatest}");

    public override string Example(FieldType type) => "42";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        value = default;
        if (!DecimalText.TryParse(text, stackalloc char[64], out var number) || !number.TryScale(0, out var integer)) return false;
        if (integer < least || integer > greatest) return false;
        value = Value.Of(integer);
        return true;
    }

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena) => writer.WriteNumberValue(cell.Integer);

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value) => writer.WriteNumberValue(value.AsInteger);
}

/// <summary><c>decimal(p,s)</c>: exact, a JSON number with all its digits.</summary>
internal sealed class DecimalScalar : Scalar
{
    private const int ExactDigits = 15;

    // What numeric holds (PostgreSQL's manual, table 8.2).
    private const int MostWhole = 131_072, MostFraction = 16_383;

    public override ValueKind Held => ValueKind.Integer;

    public override JsonForms Accepts => JsonForms.Number | JsonForms.String;

    public override string SchemaType => "number";

    public override string SchemaFormat => "decimal";

    public override string Expected(FieldType type) => type.Precision == 0
        ? string.Create(CultureInfo.InvariantCulture, $"a number with at most {MostWhole} digits before and {MostFraction} behind the point")
        : string.Create(CultureInfo.InvariantCulture, $"a number with at most {type.Precision - type.Scale} digits before and {type.Scale} behind the point");

    public override string Example(FieldType type) => type.Precision == 0 ? "12.50" : type.Precision == type.Scale
        ? "0." + new string('5', type.Scale)
        : type.Scale == 0 ? "9" : "9." + new string('9', type.Scale);

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        value = default;
        if (type.Precision == 0) return TryParseAny(text, out value);
        if (!DecimalText.TryParse(text, stackalloc char[64], out var number)) return false;
        if (number.Scale > type.Scale || number.WholeDigits > type.Precision - type.Scale) return false;
        if (type.Kept is { As: KeptAs.Number } && number.Digits.Length > ExactDigits && !number.TryScale(0, out _) && !IsExact(text)) return false;
        if (!type.IsScaledInteger) value = Value.Of(number.ToFixed(type.Scale));
        else if (number.TryScale(type.Scale, out var scaled)) value = Value.Of(scaled);
        else return false;
        return true;
    }

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena)
    {
        if (type.IsScaledInteger) WriteScaled(writer, cell.Integer, type.Scale);
        else writer.WriteRawValue(cell.Bytes(arena), skipInputValidation: true);
    }

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value)
    {
        if (type.IsScaledInteger) WriteScaled(writer, value.AsInteger, type.Scale);
        else writer.WriteRawValue(value.AsText, skipInputValidation: true);
    }

    // Zeros at its end are part of such a number.
    private static bool TryParseAny(ReadOnlySpan<char> text, out Value value)
    {
        value = default;
        var digits = text is ['-', .. var positive] ? positive : text;
        var whole = digits.IndexOfAnyExceptInRange('0', '9');
        if (whole < 0) whole = digits.Length;
        if (whole is 0 or > MostWhole || (whole > 1 && digits[0] == '0')) return false;
        var rest = digits[whole..];
        if (rest.IsEmpty || (rest is ['.', .. { Length: > 0 and <= MostFraction } fraction] && !fraction.ContainsAnyExceptInRange('0', '9'))) value = Value.Of(text.ToString());
        else if (DecimalText.TryParse(text, stackalloc char[64], out var number)) value = Value.Of(number.ToFixed(number.Scale));
        return !value.IsNull;
    }

    // Binary64 keeps any 15 digits apart; of more the shortest text of the nearest one must be the same number.
    private static bool IsExact(ReadOnlySpan<char> text)
    {
        Span<char> again = stackalloc char[32];
        if (!double.Parse(text, CultureInfo.InvariantCulture).TryFormat(again, out var length, "R", CultureInfo.InvariantCulture)) return false;
        return DecimalText.TryParse(text, stackalloc char[64], out var given) && DecimalText.TryParse(again[..length], stackalloc char[64], out var kept)
            && given.Scale == kept.Scale && given.Digits.SequenceEqual(kept.Digits);
    }

    private static void WriteScaled(Utf8JsonWriter writer, long scaled, int scale)
    {
        Span<byte> text = stackalloc byte[24];
        writer.WriteRawValue(text[..Format(scaled, scale, text)], skipInputValidation: true);
    }

    /// <summary>Writes a scaled integer with its point; returns the length, at most 21 bytes.</summary>
    internal static int Format(long scaled, int scale, Span<byte> target)
    {
        var at = 0;
        var magnitude = scaled < 0 ? (ulong)-(Int128)scaled : (ulong)scaled;
        if (scaled < 0) target[at++] = (byte)'-';
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(magnitude, digits, out var count);
        if (count <= scale)
        {
            target[at++] = (byte)'0';
            target[at++] = (byte)'.';
            target.Slice(at, scale - count).Fill((byte)'0');
            at += scale - count;
            digits[..count].CopyTo(target[at..]);
            return at + count;
        }
        digits[..(count - scale)].CopyTo(target[at..]);
        at += count - scale;
        if (scale == 0) return at;
        target[at++] = (byte)'.';
        digits[(count - scale)..count].CopyTo(target[at..]);
        return at + scale;
    }

    /// <summary>A scaled integer as text, as it is written on the wire.</summary>
    internal static string Format(long scaled, int scale)
    {
        Span<byte> text = stackalloc byte[24];
        return Encoding.ASCII.GetString(text[..Format(scaled, scale, text)]);
    }
}

/// <summary><c>double</c>.</summary>
internal sealed class DoubleScalar : Scalar
{
    public override ValueKind Held => ValueKind.Double;

    public override JsonForms Accepts => JsonForms.Number;

    public override string SchemaType => "number";

    public override string SchemaFormat => "double";

    public override string Expected(FieldType type) => "a finite number";

    public override string Example(FieldType type) => "0.5";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        value = default;
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text.Length is 0 or > 1000 || !IsWritten(text)) return false;
        if (!double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return false;
        value = Value.Of(number == 0 ? 0d : number); // -0 and 0 are one number, as they are in SQL
        return true;
    }

    // As JSON writes a number (RFC 8259, section 6): no needless zeros before it, and digits on both sides of a point.
    private static bool IsWritten(ReadOnlySpan<char> text)
    {
        var whole = text[0] == '-' ? text[1..] : text;
        if (whole.IsEmpty || !char.IsAsciiDigit(whole[0]) || (whole is ['0', var next, ..] && char.IsAsciiDigit(next))) return false;
        var point = text.IndexOf('.');
        return point < 0 || (point + 1 < text.Length && char.IsAsciiDigit(text[point + 1]));
    }

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena) => writer.WriteNumberValue(cell.Double);

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value) => writer.WriteNumberValue(value.AsDouble);
}

/// <summary><c>bool</c>.</summary>
internal sealed class BoolScalar : Scalar
{
    public override ValueKind Held => ValueKind.Bool;

    public override JsonForms Accepts => JsonForms.Boolean;

    public override string SchemaType => "boolean";

    public override string Expected(FieldType type) => "true or false";

    public override string Example(FieldType type) => "true";

    public override bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value)
    {
        var valid = text is "true" or "false";
        value = valid ? Value.Of(text is "true") : default;
        return valid;
    }

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena) => writer.WriteBooleanValue(cell.Integer != 0);

    protected override void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value) => writer.WriteBooleanValue(value.AsBool);
}
