using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Results;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>
/// How a column of a file that is not ours keeps the values of a type. A value is read as one of the type only where just that would be written for it: all else is
/// served as it is. So each value that comes from the file finds its row again, and rows are in the order in which SQLite has them.
/// </summary>
internal abstract class ForeignForm(FieldType type)
{
    private static readonly ConcurrentDictionary<FieldType, ForeignForm> Forms = new();
    private static readonly ConcurrentDictionary<string, ForeignForm> ByName = new(StringComparer.Ordinal);

    /// <summary>What the values are.</summary>
    public FieldType Type => type;

    /// <summary>The form of a type that says which one.</summary>
    public static ForeignForm Of(FieldType type) => Forms.GetOrAdd(type, static type =>
    {
        var form = Create(type);
        ByName[form.Name] = form;
        return form;
    });

    /// <summary>The form that a statement names.</summary>
    public static ForeignForm? Find(ReadOnlySpan<char> name) => ByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var form) ? form : null;

    private string Name => $"{type} {type.Kept}";

    /// <summary>The value; false where the type can't hold it, or it would be written in another way. Not asked of null.</summary>
    public abstract bool TryRead(in StoredValue stored, out Value value);

    /// <summary>The value as it is stored, its bytes perhaps in a buffer of <see cref="Room"/>.</summary>
    public abstract StoredValue Store(Value value, Span<byte> buffer);

    /// <summary>The bytes that <see cref="Store"/> may need.</summary>
    public const int Room = 64;

    /// <summary>Whether values are stored just as the engine's own columns do.</summary>
    public virtual bool IsPlain => false;

    /// <summary>A column whose values compare as what they are.</summary>
    public virtual string Column(string column) => column;

    /// <summary>Whether numbers of a list come as the bits of binary64 numbers.</summary>
    public virtual bool ListsBits => false;

    /// <summary>Whether bytes of a list come in hexadecimal.</summary>
    public virtual bool ListsBytes => false;

    /// <summary>The SQL of the values of a column in the engine's own form.</summary>
    public virtual string Held(string column) => $"{ForeignFunctions.Held}({column}, '{Name.Replace("'", "''", StringComparison.Ordinal)}')";

    /// <summary>The cell of a column of the row at hand.</summary>
    public Cell Read(nint statement, int column, RowBuffer rows)
    {
        var stored = StoredValue.OfColumn(statement, column);
        if (stored.Type == Sqlite3.TypeNull) return Cell.Null;
        if (type.IsArray || type.Kind == ScalarKind.Json) return Json(stored, rows);
        if (stored.Type == Sqlite3.TypeText && IsPlain && type.IsInArena && Utf8.IsValid(stored.Bytes)) return rows.Add(stored.Bytes);
        if (TryRead(stored, out var value)) return CellOf(value, rows);
        return type.Kind == ScalarKind.Uuid ? rows.Add(Encoding.UTF8.GetBytes(stored.Written)) : rows.AddOutside(Encoding.UTF8.GetBytes(stored.Written));
    }

    /// <summary>Whether a value of the file, which is not null, is one of the type.</summary>
    public bool Holds(in StoredValue stored) =>
        type.IsArray || type.Kind == ScalarKind.Json ? stored.Type == Sqlite3.TypeText ? IsJson(stored.Bytes) : type.Kind == ScalarKind.Json && stored.Type != Sqlite3.TypeBlob : TryRead(stored, out _);

    /// <summary>Whether a value is one that the type can't hold.</summary>
    public bool IsOutside(Value value) => value.IsOutside(type);

    /// <summary>The value of a cell that is not null.</summary>
    public Value ValueOf(Cell cell, byte[] arena)
    {
        string Text() => Encoding.UTF8.GetString(cell.Bytes(arena));
        if (type.IsArray || (type.Kind != ScalarKind.Uuid && cell.IsOutside)) return Value.Of(Text());
        return Scalar.For(type.Kind).Held switch
        {
            ValueKind.Bool => Value.Of(cell.Integer != 0),
            ValueKind.Integer => type.IsInArena ? Value.Of(Text()) : Value.Of(cell.Integer),
            ValueKind.Double => Value.Of(cell.Double),
            ValueKind.Text => Value.Of(Text()),
            ValueKind.Uuid => ValueOf(Text()),
            ValueKind.Bytes => Value.Of(cell.Bytes(arena).ToArray()),
            ValueKind.Null or ValueKind.List => throw new NotSupportedException($"No cell holds {type} alone."),
        };
    }

    /// <summary>The value that a text stands for, of a type whose cells are text that it may not be able to hold.</summary>
    public static Value ValueOf(string uuid) => Guid.TryParseExact(uuid, "D", out var known) && known.ToString() == uuid ? Value.Of(known) : Value.Of(uuid);

    private static ForeignForm Create(FieldType type) => type.Kept!.As switch
    {
        KeptAs.Plain or KeptAs.Native => new PlainForm(type),
        KeptAs.AnyText => new AnyTextForm(type),
        KeptAs.Layout => new LayoutForm(type),
        KeptAs.UnixSeconds => new UnixForm(type, 1_000_000),
        KeptAs.UnixMilliseconds => new UnixForm(type, 1000),
        KeptAs.Julian => new JulianForm(type),
        KeptAs.Number => new NumberForm(type),
        KeptAs.Digits => new DigitsForm(type),
        KeptAs.Lower or KeptAs.Upper or KeptAs.Hex or KeptAs.Blob => new UuidForm(type),
        KeptAs.Words => new WordsForm(type),
    };

    private static Cell CellOf(Value value, RowBuffer rows) => value.Kind switch
    {
        ValueKind.Null => Cell.Null,
        ValueKind.Bool => Cell.Of(value.AsBool ? 1L : 0L),
        ValueKind.Integer => Cell.Of(value.AsInteger),
        ValueKind.Double => Cell.Of(value.AsDouble),
        ValueKind.Text => rows.Add(Encoding.UTF8.GetBytes(value.AsText)),
        ValueKind.Uuid => rows.Add(Encoding.UTF8.GetBytes(value.AsUuid.ToString())),
        ValueKind.Bytes => rows.Add(value.AsBytes),
        ValueKind.List => throw new NotSupportedException("A list is read as its JSON."),
    };

    // What is sent as it is must be JSON; a list that is none is sent as one text.
    private Cell Json(in StoredValue stored, RowBuffer rows)
    {
        var text = stored.Type == Sqlite3.TypeText ? stored.Bytes : Encoding.UTF8.GetBytes(stored.Written);
        if (IsJson(text)) return rows.Add(text);
        var written = stored.Type == Sqlite3.TypeText ? Encoding.UTF8.GetString(text) : stored.Written;
        return type.IsArray ? rows.Add([(byte)'"', .. JsonEncodedText.Encode(written).EncodedUtf8Bytes, (byte)'"']) : rows.AddOutside(Encoding.UTF8.GetBytes(written));
    }

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
            }
            return reader.BytesConsumed > 0 && Utf8.IsValid(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
