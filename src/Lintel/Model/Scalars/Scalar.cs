using System.Text.Json;

namespace Lintel.Model.Scalars;

/// <summary>Which JSON tokens a scalar may be given as.</summary>
[Flags]
public enum JsonForms
{
    /// <summary>A string.</summary>
    String = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 4,

    /// <summary>Any value at all.</summary>
    Any = 8,
}

/// <summary>
/// Everything one scalar kind knows of itself: how it is read, checked, written and described. Adding a type to the
/// language is adding one such class, and its name to <see cref="ScalarKind"/> and <see cref="FieldType.ToString"/>.
/// </summary>
public abstract class Scalar
{
    private static readonly Scalar[] All = Enum.GetValues<ScalarKind>().Select(Create).ToArray();

    /// <summary>How values are held in memory.</summary>
    public abstract ValueKind Held { get; }

    /// <summary>The JSON tokens that are accepted.</summary>
    public virtual JsonForms Accepts => JsonForms.String;

    /// <summary>What a valid value looks like, to follow "must be": <c>a date such as 2026-01-31</c>.</summary>
    public abstract string Expected(FieldType type);

    /// <summary>The JSON Schema <c>type</c>; null: any.</summary>
    public virtual string? SchemaType => "string";

    /// <summary>The JSON Schema or OpenAPI registry <c>format</c>; null: none.</summary>
    public virtual string? SchemaFormat => null;

    /// <summary>A JSON Schema <c>pattern</c> that every value written matches; null: none.</summary>
    public virtual string? SchemaPattern(FieldType type) => null;

    /// <summary>A valid value in JSON text, for documents.</summary>
    public abstract string Example(FieldType type);

    /// <summary>
    /// Reads one value from its text: a JSON string's content, a JSON number's digits, a query parameter, a CSV cell or a
    /// default in a contract. Never throws; false when the text is not a value of the type.
    /// </summary>
    public abstract bool TryParse(FieldType type, ReadOnlySpan<char> text, out Value value);

    /// <summary>Writes a value that is not null as JSON; one that the type can't hold as a string.</summary>
    public void Write(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena)
    {
        if (Held != ValueKind.Uuid && cell.IsOutside) writer.WriteStringValue(cell.Bytes(arena));
        else WriteHeld(type, writer, cell, arena);
    }

    /// <summary>Writes a value that is not null as JSON; one that the type can't hold as a string.</summary>
    public void Write(FieldType type, Utf8JsonWriter writer, Value value)
    {
        if (value.IsOutside(type)) writer.WriteStringValue(value.AsText);
        else WriteHeld(type, writer, value);
    }

    /// <summary>Writes a value that the type holds.</summary>
    protected abstract void WriteHeld(FieldType type, Utf8JsonWriter writer, Cell cell, byte[] arena);

    /// <summary>Writes a value that the type holds.</summary>
    protected abstract void WriteHeld(FieldType type, Utf8JsonWriter writer, Value value);

    /// <summary>The class of a kind.</summary>
    public static Scalar For(ScalarKind kind) => All[(int)kind];

    private static Scalar Create(ScalarKind kind) => kind switch
    {
        ScalarKind.String or ScalarKind.Text => new TextScalar(),
        ScalarKind.Int => new IntegerScalar(int.MinValue, int.MaxValue, "int32"),
        ScalarKind.Long => new IntegerScalar(long.MinValue, long.MaxValue, "int64"),
        ScalarKind.Decimal => new DecimalScalar(),
        ScalarKind.Double => new DoubleScalar(),
        ScalarKind.Bool => new BoolScalar(),
        ScalarKind.Date => new DateScalar(),
        ScalarKind.Time => new TimeScalar(),
        ScalarKind.DateTime => new DateTimeScalar(),
        ScalarKind.Timestamp => new TimestampScalar(),
        ScalarKind.Duration => new DurationScalar(),
        ScalarKind.Uuid => new UuidScalar(),
        ScalarKind.Email => new EmailScalar(),
        ScalarKind.Url => new UrlScalar(),
        ScalarKind.Json => new JsonScalar(),
        ScalarKind.Bytes => new BytesScalar(),
        ScalarKind.Enum => new EnumScalar(),
        ScalarKind.Native => new NativeScalar(),
    };
}
