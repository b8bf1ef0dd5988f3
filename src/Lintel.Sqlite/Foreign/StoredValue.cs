using System.Globalization;
using System.Text;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>A value as SQLite has it, whatever its column was declared as: any column holds any type.</summary>
internal readonly ref struct StoredValue
{
    private StoredValue(int type, long integer, double real, ReadOnlySpan<byte> bytes)
    {
        Type = type;
        Integer = integer;
        Real = real;
        Bytes = bytes;
    }

    /// <summary>One of SQLite's five types.</summary>
    public int Type { get; }

    /// <summary>The integer.</summary>
    public long Integer { get; }

    /// <summary>The binary64 number.</summary>
    public double Real { get; }

    /// <summary>The bytes of a text or blob.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public static StoredValue Of(long value) => new(Sqlite3.TypeInteger, value, 0, default);

    public static StoredValue Of(double value) => new(Sqlite3.TypeFloat, 0, value, default);

    public static StoredValue Text(ReadOnlySpan<byte> value) => new(Sqlite3.TypeText, 0, 0, value);

    public static StoredValue Blob(ReadOnlySpan<byte> value) => new(Sqlite3.TypeBlob, 0, 0, value);

    /// <summary>A column of the row at hand.</summary>
    public static unsafe StoredValue OfColumn(nint statement, int column) => Sqlite3.ColumnType(statement, column) switch
    {
        Sqlite3.TypeInteger => Of(Sqlite3.ColumnInteger(statement, column)),
        Sqlite3.TypeFloat => Of(Sqlite3.ColumnDouble(statement, column)),
        Sqlite3.TypeText => Text(new ReadOnlySpan<byte>(Sqlite3.ColumnBytes(statement, column), Sqlite3.ColumnLength(statement, column))),
        Sqlite3.TypeBlob => Blob(new ReadOnlySpan<byte>(Sqlite3.ColumnBytes(statement, column), Sqlite3.ColumnLength(statement, column))),
        _ => new StoredValue(Sqlite3.TypeNull, 0, 0, default),
    };

    /// <summary>An argument of a function.</summary>
    public static StoredValue OfArgument(nint value) => Sqlite3.ValueType(value) switch
    {
        Sqlite3.TypeInteger => Of(Sqlite3.ValueInteger(value)),
        Sqlite3.TypeFloat => Of(Sqlite3.ValueDouble(value)),
        Sqlite3.TypeText => Text(Functions.Bytes(value)),
        Sqlite3.TypeBlob => Blob(Functions.Bytes(value)),
        _ => new StoredValue(Sqlite3.TypeNull, 0, 0, default),
    };

    /// <summary>The value as text for people and JSON: a number by its shortest digits, bytes as SQL writes them; what is no UTF-8 is replaced (U+FFFD).</summary>
    public string Written => Type switch
    {
        Sqlite3.TypeInteger => Integer.ToString(CultureInfo.InvariantCulture),
        Sqlite3.TypeFloat => Shortest(Real),
        Sqlite3.TypeText => Encoding.UTF8.GetString(Bytes),
        _ => $"X'{Convert.ToHexString(Bytes)}'",
    };

    /// <summary>Whether it is that number, whichever of the two types has it.</summary>
    public bool IsNumber(out double value)
    {
        value = Type == Sqlite3.TypeInteger ? Integer : Real;
        return Type == Sqlite3.TypeFloat || (Type == Sqlite3.TypeInteger && (long)value == Integer && Math.Abs(value) < 1L << 53);
    }

    private static string Shortest(double value) =>
        double.IsPositiveInfinity(value) ? "Infinity" : double.IsNegativeInfinity(value) ? "-Infinity" : value.ToString("R", CultureInfo.InvariantCulture);
}
