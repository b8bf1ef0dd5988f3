using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Foreign;

/// <summary>What came of writing a value of a type to a column of a declared type.</summary>
internal enum TrialResult
{
    /// <summary>It is read as it was written.</summary>
    Kept,

    /// <summary>The column makes something else of it.</summary>
    Changed,

    /// <summary>The column does not take it.</summary>
    Refused,
}

/// <summary>Writes values to columns as a file declares them, in a database of its own, to see what comes back: SQLite itself knows best what it makes of them.</summary>
/// <param name="options">Those of the file.</param>
internal sealed class FormTrial(SqliteOptions options) : IDisposable
{
    private static readonly SqliteDialect Dialect = new();

    private readonly SqliteConnection _connection = SqliteConnection.Open(":memory:", options, "");

    /// <summary>Writes a value, and reads it back.</summary>
    /// <param name="type">Its type, in the form of the column.</param>
    /// <param name="declared">The declared type of the column.</param>
    /// <param name="isStrict">Whether its table is STRICT.</param>
    /// <param name="value">The value.</param>
    /// <param name="read">What came back, as text.</param>
    public TrialResult Try(FieldType type, string declared, bool isStrict, Value value, out string read)
    {
        var (result, text) = (TrialResult.Changed, "");
        var form = ForeignForm.Of(type);
        _connection.Execute($"DROP TABLE IF EXISTS trial; CREATE TABLE trial (tried {Column(declared, isStrict)}){(isStrict ? " STRICT" : "")}");
        try
        {
            _connection.Execute($"INSERT INTO trial VALUES ({Dialect.Literal(type, value)})");
        }
        catch (Exception exception) when (exception is StoreException or InvalidOperationException)
        {
            read = "";
            return TrialResult.Refused;
        }
        _connection.ForEach("SELECT tried FROM trial", row =>
        {
            var stored = StoredValue.OfColumn(row, 0);
            text = stored.Written;
            if (form.TryRead(stored, out var found) && found.Equals(value)) result = TrialResult.Kept;
        });
        read = text;
        return result;
    }

    /// <summary>A value of a type, as any would be.</summary>
    public static Value? Usual(FieldType type) => Read(type, type.Kind switch
    {
        ScalarKind.Int or ScalarKind.Long => "1",
        ScalarKind.Decimal => type.Scale > 0 ? "1.5" : "1",
        ScalarKind.Double => "1.5",
        ScalarKind.Bool => "true",
        ScalarKind.Date => "2026-01-31",
        ScalarKind.Time => "13:45:30",
        ScalarKind.DateTime => "2026-01-31T13:45:30",
        ScalarKind.Timestamp => "2026-01-31T13:45:30Z",
        ScalarKind.Duration => "PT1S",
        ScalarKind.Uuid => "019a0000-0000-7000-8000-00000000000a",
        ScalarKind.Email => "ada@example.com",
        ScalarKind.Url => "https://example.com/",
        ScalarKind.String or ScalarKind.Text or ScalarKind.Native => "x",
        ScalarKind.Enum => type.Members[0],
        ScalarKind.Bytes => "AQ==",
        ScalarKind.Json => null,
    });

    /// <summary>A value that a column for numbers would take for one; null: the type has none.</summary>
    public static Value? LikeNumber(FieldType type) => Read(type, type.Kind switch
    {
        ScalarKind.String or ScalarKind.Text => "007",
        ScalarKind.Uuid when type.Kept is { As: KeptAs.Hex } => "00000000-0000-0000-0000-000000000012",
        ScalarKind.Decimal when type is { Scale: > 0, Kept.As: KeptAs.Digits } => "1.0",
        _ => null,
    });

    public void Dispose() => _connection.Dispose();

    private static Value? Read(FieldType type, string? text) => text is not null && Scalar.For(type.Kind).TryParse(type, text, out var value) ? value : null;

    // What people write for a type may be any words: all that counts is what they do.
    private static string Column(string declared, bool isStrict) => isStrict ? declared : Affinities.Of(declared) switch
    {
        Affinity.None => "BLOB",
        Affinity.Text => "TEXT",
        Affinity.Numeric => "NUMERIC",
        Affinity.Integer => "INT",
        Affinity.Real => "REAL",
    };
}
