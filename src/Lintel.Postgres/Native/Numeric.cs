using System.Buffers.Binary;
using System.Buffers.Text;

namespace Lintel.Postgres.Native;

/// <summary>The binary form of numeric: digits of base 10,000, read without System.Decimal, which can't hold all of them.</summary>
internal static class Numeric
{
    private const int Header = 8;
    private const int Negative = 0x4000;

    private static readonly UInt128[] Powers = [1, 10, 100, 1000];

    /// <summary>The number times ten to the power of the scale.</summary>
    public static long Scaled(ReadOnlySpan<byte> raw, int scale)
    {
        var (count, weight, negative) = Read(raw);
        var fractions = (scale + 3) / 4;
        UInt128 value = 0;
        for (var group = weight; group >= -fractions; group--) value = value * 10_000 + Digit(raw, count, weight - group);
        var scaled = (long)(value / Powers[fractions * 4 - scale]);
        return negative ? -scaled : scaled;
    }

    /// <summary>Writes the number with exactly that many digits behind the point; gives the length.</summary>
    public static int Format(ReadOnlySpan<byte> raw, int scale, Span<byte> target)
    {
        var (count, weight, negative) = Read(raw);
        var length = 0;
        if (negative) target[length++] = (byte)'-';
        var start = length;
        for (var group = weight; group >= 0; group--)
        {
            var digit = Digit(raw, count, weight - group);
            Utf8Formatter.TryFormat(digit, target[length..], out var written, length == start ? default : new System.Buffers.StandardFormat('D', 4));
            // A first group of zero would be a digit too many.
            if (digit != 0 || length > start) length += written;
        }
        if (length == start) target[length++] = (byte)'0';
        if (scale == 0) return length;
        target[length++] = (byte)'.';
        Span<byte> four = stackalloc byte[4];
        for (var (group, left) = (-1, scale); left > 0; group--, left -= 4)
        {
            Utf8Formatter.TryFormat(Digit(raw, count, weight - group), four, out _, new System.Buffers.StandardFormat('D', 4));
            four[..Math.Min(left, 4)].CopyTo(target[length..]);
            length += Math.Min(left, 4);
        }
        return length;
    }

    /// <summary>Whether it is a number, and neither NaN nor infinite.</summary>
    public static bool IsFinite(ReadOnlySpan<byte> raw) => BinaryPrimitives.ReadUInt16BigEndian(raw[4..]) is 0 or Negative;

    /// <summary>The digits behind the point that it has, zeros at its end among them.</summary>
    public static int ScaleOf(ReadOnlySpan<byte> raw) => BinaryPrimitives.ReadUInt16BigEndian(raw[6..]);

    /// <summary>Whether it is a number of at most that many digits, and that many of them behind the point.</summary>
    public static bool Fits(ReadOnlySpan<byte> raw, int precision, int scale)
    {
        if (!IsFinite(raw) || ScaleOf(raw) > scale) return false;
        var (count, weight, _) = Read(raw);
        if (count == 0 || weight < 0) return true;
        var first = Digit(raw, count, 0);
        return weight * 4 + (first < 10 ? 1 : first < 100 ? 2 : first < 1000 ? 3 : 4) <= precision - scale;
    }

    /// <summary>The bytes that <see cref="Format"/> needs at most.</summary>
    public static int Longest(ReadOnlySpan<byte> raw, int scale) => 8 + Math.Max(BinaryPrimitives.ReadInt16BigEndian(raw[2..]) + 1, 1) * 4 + scale;

    private static (int Count, int Weight, bool Negative) Read(ReadOnlySpan<byte> raw)
    {
        var sign = BinaryPrimitives.ReadUInt16BigEndian(raw[4..]);
        if (sign is not (0 or Negative)) throw new InvalidOperationException("A numeric column holds NaN or infinity, which its type can't.");
        return (BinaryPrimitives.ReadInt16BigEndian(raw), BinaryPrimitives.ReadInt16BigEndian(raw[2..]), sign == Negative);
    }

    private static uint Digit(ReadOnlySpan<byte> raw, int count, int place) =>
        place < 0 || place >= count ? 0u : BinaryPrimitives.ReadUInt16BigEndian(raw[(Header + place * 2)..]);
}
