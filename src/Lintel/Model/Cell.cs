using System.Runtime.CompilerServices;

namespace Lintel.Model;

/// <summary>
/// One value of a row as a store delivered it: 16 bytes, no reference. Text and bytes lie in the arena of the
/// row buffer; arrays lie there as JSON text in wire form, <c>json</c> as it was stored.
/// </summary>
public readonly struct Cell
{
    // No other cell has the highest bit alone of the highest four bytes: numbers have none of them, and text and bytes are not that long.
    private static readonly UInt128 OutsideMark = (UInt128)1 << 127;

    private readonly UInt128 _bits;

    private Cell(UInt128 bits) => _bits = bits;

    /// <summary>No value: the one pattern that no other cell has (an arena length is never negative, and a UUID is told by its type).</summary>
    public static Cell Null => new(UInt128.MaxValue);

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => _bits == UInt128.MaxValue;

    /// <summary>The integer, scaled decimal, date, time or truth value (0 or 1).</summary>
    public long Integer => (long)(ulong)_bits;

    /// <summary>The binary64 number.</summary>
    public double Double => BitConverter.UInt64BitsToDouble((ulong)_bits);

    /// <summary>The UUID.</summary>
    public Guid Uuid => Unsafe.BitCast<UInt128, Guid>(_bits);

    /// <summary>A cell with an integer.</summary>
    public static Cell Of(long value) => new((ulong)value);

    /// <summary>A cell with a binary64 number.</summary>
    public static Cell Of(double value) => new(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>A cell with a UUID; the all-ones UUID (RFC 9562 §5.10) is refused at the edge, since here it means null.</summary>
    public static Cell Of(Guid value) => new(Unsafe.BitCast<Guid, UInt128>(value));

    /// <summary>A cell whose bytes lie in the arena.</summary>
    public static Cell At(int offset, int length) => new((UInt128)(uint)length << 64 | (uint)offset);

    /// <summary>
    /// A value that its type can't hold, as a database that is not ours has it: text where numbers belong. Its text lies in the arena, and travels as a
    /// JSON string. Of UUIDs there is no such cell.
    /// </summary>
    public static Cell Outside(int offset, int length) => new(OutsideMark | (UInt128)(uint)length << 64 | (uint)offset);

    /// <summary>Whether it holds the text of a value that its type can't hold. Undefined for UUIDs.</summary>
    public bool IsOutside => _bits >> 96 == OutsideMark >> 96;

    /// <summary>Whether the cell, one of that type that is not null, has bytes in the arena.</summary>
    public bool IsInArena(FieldType type) => type.IsInArena || (type.Kind != ScalarKind.Uuid && IsOutside);

    /// <summary>The bytes of the cell in the arena that it belongs to.</summary>
    public ReadOnlySpan<byte> Bytes(byte[] arena) => arena.AsSpan((int)(uint)(ulong)_bits, (int)(uint)(ulong)(_bits >> 64));

    /// <summary>The raw bits, for comparing and hashing cells that hold no arena bytes.</summary>
    public UInt128 Bits => _bits;
}
