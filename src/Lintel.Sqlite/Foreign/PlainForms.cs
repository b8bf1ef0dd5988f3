using System.Text;
using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>Values as SQLite has them: numbers as numbers, text as text, truth as 0 and 1. A column may hold others all the same.</summary>
internal class PlainForm(FieldType type) : ForeignForm(type)
{
    public override bool IsPlain => true;

    public override bool ListsBits => Type.Kind == ScalarKind.Double;

    public override bool ListsBytes => Type.Kind == ScalarKind.Bytes;

    public override string Held(string column) => Type.IsInArena ? column : base.Held(column);

    public override bool TryRead(in StoredValue stored, out Value value)
    {
        value = default;
        switch (Type.Kind)
        {
            case ScalarKind.Int: return TryWhole(stored, int.MinValue, int.MaxValue, out value);
            case ScalarKind.Long or ScalarKind.Duration: return TryWhole(stored, long.MinValue, long.MaxValue, out value);
            case ScalarKind.Bool:
                var isTruth = TryWhole(stored, 0, 1, out var number);
                value = Value.Of(number.AsInteger == 1);
                return isTruth;
            case ScalarKind.Double:
                if (!stored.IsNumber(out var real) || !double.IsFinite(real)) return false;
                value = Value.Of(real);
                return true;
            case ScalarKind.Bytes:
                value = Value.Of((stored.Type == Sqlite3.TypeBlob ? stored.Bytes : Encoding.UTF8.GetBytes(stored.Written)).ToArray());
                return true;
            case ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum or ScalarKind.Json or ScalarKind.Native:
                value = Value.Of(stored.Written);
                return stored.Type != Sqlite3.TypeBlob;
            // These have forms of their own.
            case ScalarKind.Decimal or ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime or ScalarKind.Timestamp or ScalarKind.Uuid: return false;
            default: return false;
        }
    }

    public override StoredValue Store(Value value, Span<byte> buffer) => value.Kind switch
    {
        ValueKind.Bool => StoredValue.Of(value.AsBool ? 1L : 0L),
        ValueKind.Integer => StoredValue.Of(value.AsInteger),
        ValueKind.Double => StoredValue.Of(value.AsDouble),
        ValueKind.Bytes => StoredValue.Blob(value.AsBytes),
        ValueKind.Text => StoredValue.Text(Encoding.UTF8.GetBytes(value.AsText)),
        ValueKind.Null or ValueKind.Uuid or ValueKind.List => throw new NotSupportedException($"{value.Kind} has no plain form."),
    };

    // A column of type REAL turns each integer into such a number.
    private static bool TryWhole(in StoredValue stored, long least, long greatest, out Value value)
    {
        value = default;
        var isWhole = stored.Type == Sqlite3.TypeInteger || (stored.Type == Sqlite3.TypeFloat && Math.Abs(stored.Real) < 1L << 53 && Math.Floor(stored.Real) == stored.Real);
        if (!isWhole) return false;
        var number = stored.Type == Sqlite3.TypeInteger ? stored.Integer : (long)stored.Real;
        value = Value.Of(number);
        return number >= least && number <= greatest;
    }
}

/// <summary>Text of a column without a type, which keeps a number as a number: compared as the text that it is shown as.</summary>
internal sealed class AnyTextForm(FieldType type) : PlainForm(type)
{
    public override string Column(string column) => $"CAST({column} AS TEXT)";

    public override string Held(string column) => Column(column);
}

/// <summary>Truth as one of two words.</summary>
internal sealed class WordsForm(FieldType type) : ForeignForm(type)
{
    private readonly byte[] _false = Encoding.UTF8.GetBytes(type.Kept!.False!);
    private readonly byte[] _true = Encoding.UTF8.GetBytes(type.Kept!.True!);

    public override bool TryRead(in StoredValue stored, out Value value)
    {
        value = Value.Of(stored.Bytes.SequenceEqual(_true));
        return stored.Type == Sqlite3.TypeText && (value.AsBool || stored.Bytes.SequenceEqual(_false));
    }

    public override StoredValue Store(Value value, Span<byte> buffer) => StoredValue.Text(value.AsBool ? _true : _false);
}
