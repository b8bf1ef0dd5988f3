using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Lintel.Model;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Foreign;

namespace Lintel.Sqlite.Native;

/// <summary>A prepared statement on its connection.</summary>
internal sealed unsafe class PreparedStatement(SqliteConnection connection, nint handle, SqlStatement? source) : IDisposable
{
    private const int Small = 512;

    /// <summary>What it was prepared from; null: a text that is not kept.</summary>
    public SqlStatement? Source => source;

    /// <summary>SQLite's own handle.</summary>
    public nint Handle { get; private set; } = handle;

    /// <summary>When it was last used, as the connection counts uses.</summary>
    public long LastUse { get; set; }

    /// <summary>Goes to the next row; false: there is none.</summary>
    public bool Step()
    {
        var result = Sqlite3.Step(Handle);
        if (result == Sqlite3.Row) return true;
        if (result == Sqlite3.Done) return false;
        throw connection.Failure(result & 0xff, "running a statement");
    }

    /// <summary>Goes on as far as there is a row; false where a constraint refused it.</summary>
    public bool TryStep(out bool isRow)
    {
        isRow = false;
        var result = Sqlite3.Step(Handle);
        if (result == Sqlite3.Row) return isRow = true;
        return Ended(result);
    }

    /// <summary>Runs a statement without rows; false where a constraint refused it.</summary>
    public bool Run()
    {
        return Ended(Sqlite3.Step(Handle));
    }

    private bool Ended(int result)
    {
        if (result == Sqlite3.Done) return true;
        if ((result & 0xff) == Sqlite3.Constraint)
        {
            connection.Observer.Fail("SQLITE_CONSTRAINT");
            return false;
        }
        throw connection.Failure(result & 0xff, "running a statement");
    }

    /// <summary>Ends a run, so that it can begin anew; what is bound stays.</summary>
    public void Reset() => _ = Sqlite3.Reset(Handle);

    /// <summary>A column as text, for schemas.</summary>
    public string? Text(int column)
    {
        if (Sqlite3.ColumnType(Handle, column) == Sqlite3.TypeNull) return null;
        if (Sqlite3.ColumnType(Handle, column) == Sqlite3.TypeInteger)
            return Sqlite3.ColumnInteger(Handle, column).ToString(System.Globalization.CultureInfo.InvariantCulture);
        // Of no bytes there is no address.
        var bytes = Sqlite3.ColumnBytes(Handle, column);
        return bytes == null ? "" : Encoding.UTF8.GetString(bytes, Sqlite3.ColumnLength(Handle, column));
    }

    /// <summary>Binds a null.</summary>
    public void BindNull(int place) => _ = Sqlite3.BindNull(Handle, place);

    /// <summary>Binds an integer.</summary>
    public void Bind(int place, long value) => _ = Sqlite3.BindInteger(Handle, place, value);

    /// <summary>Binds a binary64 number.</summary>
    public void Bind(int place, double value) => _ = Sqlite3.BindDouble(Handle, place, value);

    /// <summary>Binds a UUID as lower-case text.</summary>
    public void Bind(int place, Guid value)
    {
        Span<byte> text = stackalloc byte[36];
        Utf8Formatter.TryFormat(value, text, out _);
        BindText(place, text);
    }

    /// <summary>Binds text.</summary>
    public void Bind(int place, string value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > Small ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[Small];
        BindText(place, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>Binds text in UTF-8.</summary>
    public void BindText(int place, ReadOnlySpan<byte> value)
    {
        byte none = 0;
        fixed (byte* bytes = value) Check(Sqlite3.BindText(Handle, place, bytes == null ? &none : bytes, value.Length, Sqlite3.Transient));
    }

    /// <summary>Binds bytes.</summary>
    public void BindBlob(int place, ReadOnlySpan<byte> value)
    {
        byte none = 0;
        fixed (byte* bytes = value) Check(Sqlite3.BindBlob(Handle, place, bytes == null ? &none : bytes, value.Length, Sqlite3.Transient));
    }

    /// <summary>Binds a value in storage form; a list in the form of an array column.</summary>
    public void Bind(int place, FieldType type, Value value)
    {
        if (type is { Kept: not null, IsArray: false } && ForeignForm.Of(type) is { IsPlain: false } form)
        {
            BindStored(place, form, form.Type.Kind == ScalarKind.Uuid && value.Kind == ValueKind.Text ? ForeignForm.ValueOf(value.AsText) : value);
            return;
        }
        switch (value.Kind)
        {
            case ValueKind.Null: BindNull(place); break;
            case ValueKind.Bool: Bind(place, value.AsBool ? 1L : 0L); break;
            case ValueKind.Integer: Bind(place, value.AsInteger); break;
            case ValueKind.Double: Bind(place, value.AsDouble); break;
            case ValueKind.Text: Bind(place, value.AsText); break;
            case ValueKind.Uuid: Bind(place, value.AsUuid); break;
            case ValueKind.Bytes: BindBlob(place, value.AsBytes); break;
            case ValueKind.List: BindText(place, connection.Buffer.Array(type, value.AsList)); break;
        }
    }

    private void BindStored(int place, ForeignForm form, Value value)
    {
        if (value.IsNull || form.IsOutside(value) || value.Kind == ValueKind.Bytes)
        {
            Bind(place, form.Type.Plain, value);
            return;
        }
        var stored = form.Store(value, stackalloc byte[ForeignForm.Room]);
        switch (stored.Type)
        {
            case Sqlite3.TypeInteger: Bind(place, stored.Integer); break;
            case Sqlite3.TypeFloat: Bind(place, stored.Real); break;
            case Sqlite3.TypeText: BindText(place, stored.Bytes); break;
            default: BindBlob(place, stored.Bytes); break;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = Sqlite3.Complete(Handle);
        Handle = 0;
    }

    private void Check(int result)
    {
        if (result != Sqlite3.Ok) throw connection.Failure(result & 0xff, "binding a parameter");
    }
}
