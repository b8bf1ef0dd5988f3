using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Lintel.Model;

namespace Lintel.Binding;

/// <summary>
/// Keyset cursors: the values of a row's order terms, behind a fingerprint of the order, in base64url. Opaque to callers, the
/// same on every node, and checked when they come back.
/// </summary>
public static class Cursor
{
    private const int MaxLength = 16_384;
    private const int Header = 5;
    private const int Usual = 256; // bytes of a cursor that need no array
    private const byte Format = 1;
    private const byte Outside = 2;

    private static readonly System.Buffers.SearchValues<char> Hexadecimal = System.Buffers.SearchValues.Create("0123456789ABCDEF");

    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The cursor of a row, by its cells and the arena that they point into.</summary>
    public static string Encode(BoundSelection selection, ReadOnlySpan<Cell> row, byte[] arena)
    {
        var size = Header;
        for (var i = 0; i < selection.Order.Count; i++) size += 1 + Size(selection.Order[i], row, arena);
        Span<byte> bytes = size <= Usual ? stackalloc byte[Usual] : new byte[size];
        bytes[0] = Format;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[1..], Fingerprint(selection.Resource, selection.Order));
        var rest = bytes[Header..];
        for (var i = 0; i < selection.Order.Count; i++) Encode(selection.Order[i], row, arena, ref rest);
        return Base64Url.EncodeToString(bytes[..size]);
    }

    private static int Size(BoundOrder term, ReadOnlySpan<Cell> row, byte[] arena)
    {
        var cell = row[term.Column];
        return cell.IsNull ? 0 : Form(term, cell) switch { ValueKind.Uuid => 16, ValueKind.Text => 4 + cell.Bytes(arena).Length, _ => 8 };
    }

    private static void Encode(BoundOrder term, ReadOnlySpan<Cell> row, byte[] arena, ref Span<byte> rest)
    {
        var cell = row[term.Column];
        var size = 1 + Size(term, row, arena);
        var value = rest[1..size];
        rest[0] = cell.IsNull ? (byte)0 : IsOutside(term, cell) ? Outside : (byte)1;
        rest = rest[size..];
        if (cell.IsNull) return;
        switch (Form(term, cell))
        {
            case ValueKind.Uuid:
                cell.Uuid.TryWriteBytes(value, bigEndian: true, out _);
                break;
            case ValueKind.Text:
                BinaryPrimitives.WriteInt32LittleEndian(value, value.Length - 4);
                cell.Bytes(arena).CopyTo(value[4..]);
                break;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(value, cell.Integer); // a double's bits are its integer's
                break;
        }
    }

    private static bool IsOutside(BoundOrder term, Cell cell) => Held(term) != ValueKind.Uuid && cell.IsOutside;

    private static ValueKind Form(BoundOrder term, Cell cell) => IsOutside(term, cell) ? ValueKind.Text : Held(term);

    /// <summary>The values of a cursor, one for each term; false where it is damaged or of another order.</summary>
    public static bool TryDecode(string text, Resource resource, IReadOnlyList<BoundOrder> order, out Value[] values)
    {
        values = new Value[order.Count];
        if (text.Length > MaxLength || !Base64Url.IsValid(text)) return false;
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < Header || bytes[0] != Format) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]) != Fingerprint(resource, order)) return false;
        bytes = bytes[Header..];
        for (var i = 0; i < values.Length; i++)
        {
            if (!TryDecode(ref bytes, order[i], out values[i])) return false;
        }
        return bytes.IsEmpty;
    }

    private static bool TryDecode(ref ReadOnlySpan<byte> bytes, BoundOrder term, out Value value)
    {
        value = default;
        if (bytes is not [var tag and (0 or 1 or Outside), .. var rest]) return false;
        bytes = rest;
        if (tag == 0) return term.Path.Nullable;
        // Only what is not ours holds values that their type can't.
        if (tag == Outside && term.Path.Field.Type.Kept is null) return false;
        var held = tag == Outside ? ValueKind.Text : Held(term);
        var length = held == ValueKind.Uuid ? 16 : held == ValueKind.Text ? 4 : 8;
        if (bytes.Length < length) return false;
        switch (held)
        {
            case ValueKind.Uuid: value = Value.Of(new Guid(bytes[..16], bigEndian: true)); break;
            case ValueKind.Text:
                var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
                bytes = bytes[4..];
                length = count;
                if (count < 0 || count > bytes.Length || bytes[..count].Contains((byte)0)) return false;
                try
                {
                    value = Value.Of(Strict.GetString(bytes[..count]));
                }
                catch (DecoderFallbackException)
                {
                    return false;
                }
                break;
            case ValueKind.Double: value = Value.Of(BinaryPrimitives.ReadDoubleLittleEndian(bytes)); break;
            case ValueKind.Bool: value = Value.Of(bytes[0] != 0); break;
            default: value = Value.Of(BinaryPrimitives.ReadInt64LittleEndian(bytes)); break;
        }
        bytes = bytes[length..];
        if (tag == Outside)
        {
            // Bytes where text or a number belongs are written as SQL writes them.
            if (value.AsText is ['X', '\'', .. var hex, '\''] && hex.Length % 2 == 0 && !hex.AsSpan().ContainsAnyExcept(Hexadecimal)) value = Value.Of(Convert.FromHexString(hex));
            return true;
        }
        var type = term.Path.Field.Type;
        return (type.Kept is not null && value.IsOutside(type)) || Fits(type, value);
    }

    // What a type can't hold was never in a row, and no database can be asked for what comes behind it.
    private static bool Fits(FieldType type, Value value) => type.Kind switch
    {
        ScalarKind.Int => value.AsInteger is >= int.MinValue and <= int.MaxValue,
        ScalarKind.Double => double.IsFinite(value.AsDouble),
        ScalarKind.Decimal => type.IsScaledInteger || Model.Scalars.Scalar.For(type.Kind).TryParse(type, value.AsText, out _),
        ScalarKind.Date => value.AsInteger >= DateOnly.MinValue.DayNumber - Epoch && value.AsInteger <= DateOnly.MaxValue.DayNumber - Epoch,
        ScalarKind.Time => value.AsInteger >= 0 && value.AsInteger < TimeSpan.MicrosecondsPerDay,
        ScalarKind.DateTime or ScalarKind.Timestamp =>
            value.AsInteger >= -DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond && value.AsInteger <= (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        ScalarKind.Long or ScalarKind.Bool or ScalarKind.Duration or ScalarKind.Uuid or ScalarKind.String or ScalarKind.Text or ScalarKind.Enum or ScalarKind.Email or ScalarKind.Url
            or ScalarKind.Json or ScalarKind.Bytes or ScalarKind.Native => true,
    };

    private static ValueKind Held(BoundOrder term) => term.Path.Field.Type switch
    {
        { Kind: ScalarKind.Decimal, IsScaledInteger: false } or { Kind: ScalarKind.Uuid, Kept: not null } => ValueKind.Text,
        { Kind: var kind } => Model.Scalars.Scalar.For(kind).Held,
    };

    // FNV-1a over names, so that every node of every build agrees and a renamed field ends old cursors.
    private static uint Fingerprint(Resource resource, IReadOnlyList<BoundOrder> order)
    {
        var hash = Mix(2166136261, resource.Name);
        for (var i = 0; i < order.Count; i++)
        {
            var (path, descending, _) = order[i];
            hash = Mix(hash, descending ? "-" : "+");
            for (var hop = 0; hop < path.Hops.Count; hop++) hash = Mix(hash, path.Hops[hop].Name);
            hash = Mix(hash, path.Field.Name);
        }
        return hash;
    }

    private static uint Mix(uint hash, string text)
    {
        foreach (var letter in text) hash = (hash ^ letter) * 16777619;
        return (hash ^ '|') * 16777619;
    }
}
