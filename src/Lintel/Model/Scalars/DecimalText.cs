using System.Globalization;

namespace Lintel.Model.Scalars;

/// <summary>A JSON number (RFC 8259 §6) taken apart without loss: sign, digits and the place of the point.</summary>
internal readonly ref struct DecimalText
{
    private const int MaxDigits = 1000;

    private DecimalText(bool negative, ReadOnlySpan<char> digits, int scale)
    {
        Negative = negative;
        Digits = digits;
        Scale = scale;
    }

    /// <summary>Whether the number is below zero; zero never is.</summary>
    public bool Negative { get; }

    /// <summary>The digits without leading zeros and without trailing zeros behind the point; empty for zero.</summary>
    public ReadOnlySpan<char> Digits { get; }

    /// <summary>How many of the digits are behind the point; may exceed their count.</summary>
    public int Scale { get; }

    /// <summary>Reads a number. The digits are written into <paramref name="buffer"/> (or an array, where it is too short).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, Span<char> buffer, out DecimalText result)
    {
        result = default;
        if (text.Length is 0 or > MaxDigits) return false;
        var at = 0;
        var negative = text[0] == '-';
        if (negative) at++;
        if (buffer.Length < text.Length + 8) buffer = new char[text.Length + 8];
        var count = 0;
        var whole = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) buffer[count++] = text[at++];
        if (at == whole || (at - whole > 1 && text[whole] == '0')) return false;
        var scale = 0;
        if (at < text.Length && text[at] == '.')
        {
            var fraction = ++at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) buffer[count++] = text[at++];
            scale = at - fraction;
            if (scale == 0) return false;
        }
        if (at < text.Length && (text[at] | 0x20) == 'e')
        {
            if (++at < text.Length && text[at] == '+') at++;
            if (at == text.Length || !int.TryParse(text[at..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)) return false;
            if (text[at] == '+' || exponent is < -MaxDigits or > MaxDigits) return false;
            scale -= exponent;
            at = text.Length;
        }
        if (at != text.Length) return false;
        return Normalise(negative, buffer, count, scale, out result);
    }

    private static bool Normalise(bool negative, Span<char> buffer, int count, int scale, out DecimalText result)
    {
        var start = 0;
        while (start < count && buffer[start] == '0') start++;
        var digits = buffer[start..count];
        if (digits.IsEmpty)
        {
            result = new DecimalText(false, default, 0);
            return true;
        }
        while (scale > 0 && digits is [.., '0'])
        {
            digits = digits[..^1];
            scale--;
        }
        if (scale < 0)
        {
            // 12e3: the zeros are written out, so that the scale is never negative.
            var padded = new char[digits.Length - scale];
            digits.CopyTo(padded);
            padded.AsSpan(digits.Length).Fill('0');
            digits = padded;
            scale = 0;
        }
        result = new DecimalText(negative, digits, scale);
        return true;
    }

    /// <summary>The number as an integer scaled by 10^<paramref name="scale"/>; false where digits would be lost or it does not fit.</summary>
    public bool TryScale(int scale, out long value)
    {
        value = 0;
        if (Scale > scale || Digits.Length + (scale - Scale) > 19) return false;
        UInt128 sum = 0;
        foreach (var digit in Digits) sum = sum * 10 + (uint)(digit - '0');
        for (var i = Scale; i < scale; i++) sum *= 10;
        if (sum > (Negative ? (UInt128)long.MaxValue + 1 : (UInt128)long.MaxValue)) return false;
        value = Negative ? (long)-(Int128)sum : (long)sum;
        return true;
    }

    /// <summary>The number with exactly <paramref name="scale"/> digits behind the point, as it is stored and written.</summary>
    public string ToFixed(int scale)
    {
        var whole = Math.Max(Digits.Length - Scale, 0);
        var text = new System.Text.StringBuilder(Digits.Length + scale + 3);
        if (Negative) text.Append('-');
        if (whole == 0) text.Append('0');
        text.Append(Digits[..whole]);
        if (scale == 0) return text.ToString();
        text.Append('.').Append('0', Math.Min(Math.Max(Scale - Digits.Length, 0), scale));
        text.Append(Digits[whole..]).Append('0', scale - Scale);
        return text.ToString();
    }

    /// <summary>How many digits stand before the point.</summary>
    public int WholeDigits => Math.Max(Digits.Length - Scale, 0);
}
