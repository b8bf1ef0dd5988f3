using System.Globalization;
using System.Runtime.CompilerServices;

namespace Lintel.Model;

/// <summary>How a <see cref="Value"/> is held in memory; a <see cref="FieldType"/> says what it means.</summary>
public enum ValueKind : byte
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A 64-bit integer: int, long, decimal of at most 18 digits (scaled), and all dates, times and durations.</summary>
    Integer,

    /// <summary>A binary64 number.</summary>
    Double,

    /// <summary>Text: string, text, enum, email, url, json, and decimals of more than 18 digits in canonical form.</summary>
    Text,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A list of values.</summary>
    List,
}

/// <summary>One typed value, held without boxing: what operations carry and stores receive as parameters.</summary>
public readonly struct Value : IEquatable<Value>
{
    private readonly object? _reference;

    // Not one UInt128: its alignment would make each value of a row 48 bytes instead of 32.
    private readonly ulong _bits;
    private readonly ulong _upperBits;

    private Value(ValueKind kind, ulong bits, object? reference) => (Kind, _bits, _reference) = (kind, bits, reference);

    private Value(UInt128 bits) => (Kind, _bits, _upperBits) = (ValueKind.Uuid, (ulong)bits, (ulong)(bits >> 64));

    /// <summary>No value; also what <c>default</c> is.</summary>
    public static Value Null => default;

    /// <summary>How the value is held.</summary>
    public ValueKind Kind { get; }

    /// <summary>Whether there is no value.</summary>
    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>A truth value.</summary>
    public static Value Of(bool value) => new(ValueKind.Bool, value ? 1u : 0u, null);

    /// <summary>An integer, a scaled decimal, a date or a time.</summary>
    public static Value Of(long value) => new(ValueKind.Integer, (ulong)value, null);

    /// <summary>A binary64 number.</summary>
    public static Value Of(double value) => new(ValueKind.Double, BitConverter.DoubleToUInt64Bits(value), null);

    /// <summary>A UUID.</summary>
    public static Value Of(Guid value) => new(Unsafe.BitCast<Guid, UInt128>(value));

    /// <summary>Text.</summary>
    public static Value Of(string value) => new(ValueKind.Text, 0, value);

    /// <summary>Bytes; the array is not copied.</summary>
    public static Value Of(byte[] value) => new(ValueKind.Bytes, 0, value);

    /// <summary>A list; the array is not copied.</summary>
    public static Value Of(Value[] values) => new(ValueKind.List, 0, values);

    /// <summary>The truth value. Undefined for other kinds.</summary>
    public bool AsBool => _bits != 0;

    /// <summary>The integer. Undefined for other kinds.</summary>
    public long AsInteger => (long)_bits;

    /// <summary>The binary64 number. Undefined for other kinds.</summary>
    public double AsDouble => BitConverter.UInt64BitsToDouble(_bits);

    /// <summary>The UUID. Undefined for other kinds.</summary>
    public Guid AsUuid => Unsafe.BitCast<UInt128, Guid>(new UInt128(_upperBits, _bits));

    /// <summary>The text. Throws for other kinds.</summary>
    public string AsText => (string)_reference!;

    /// <summary>The bytes. Throws for other kinds.</summary>
    public byte[] AsBytes => (byte[])_reference!;

    /// <summary>The list. Throws for other kinds.</summary>
    public Value[] AsList => (Value[])_reference!;

    /// <summary>Whether it is the text of a value that the type can't hold, as a database that is not ours has it.</summary>
    public bool IsOutside(FieldType type) => Kind == ValueKind.Text && type switch
    {
        { IsArray: true } => type.Kept is not null,
        { Kind: ScalarKind.Uuid } => true,
        { Kind: ScalarKind.Decimal, IsScaledInteger: false } => AsText is [.., not (>= '0' and <= '9')],
        _ => !type.IsInArena,
    };

    /// <inheritdoc/>
    public bool Equals(Value other) => Kind == other.Kind && Kind switch
    {
        ValueKind.Text => AsText == other.AsText,
        ValueKind.Bytes => AsBytes.AsSpan().SequenceEqual(other.AsBytes),
        ValueKind.List => AsList.AsSpan().SequenceEqual(other.AsList),
        ValueKind.Null or ValueKind.Bool or ValueKind.Integer or ValueKind.Double or ValueKind.Uuid => _bits == other._bits && _upperBits == other._upperBits,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind switch
    {
        ValueKind.Text => AsText.GetHashCode(StringComparison.Ordinal),
        ValueKind.Bytes => AsBytes.Length,
        ValueKind.List => AsList.Length,
        ValueKind.Null or ValueKind.Bool or ValueKind.Integer or ValueKind.Double or ValueKind.Uuid => HashCode.Combine(Kind, _bits, _upperBits),
    };

    /// <summary>Whether both are the same value.</summary>
    public static bool operator ==(Value left, Value right) => left.Equals(right);

    /// <summary>Whether the two differ.</summary>
    public static bool operator !=(Value left, Value right) => !left.Equals(right);

    /// <summary>The value as the printed form of operations and as debuggers show it; not a wire format.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Bool => AsBool ? "true" : "false",
        ValueKind.Integer => AsInteger.ToString(CultureInfo.InvariantCulture),
        ValueKind.Double => AsDouble.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Text => $"'{AsText}'",
        ValueKind.Uuid => AsUuid.ToString(),
        ValueKind.Bytes => $"0x{Convert.ToHexString(AsBytes)}",
        ValueKind.List => $"[{string.Join(", ", AsList)}]",
    };
}
