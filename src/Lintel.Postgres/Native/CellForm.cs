using Lintel.Model;

namespace Lintel.Postgres.Native;

/// <summary>How the binary form of a column becomes a cell.</summary>
internal enum CellForm : byte
{
    /// <summary>32 bits.</summary>
    Int32,

    /// <summary>64 bits.</summary>
    Int64,

    /// <summary>A binary64 number.</summary>
    Double,

    /// <summary>One byte.</summary>
    Bool,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>Days since 2000.</summary>
    Date,

    /// <summary>Microseconds since midnight.</summary>
    Time,

    /// <summary>Microseconds since 2000.</summary>
    Timestamp,

    /// <summary>Microseconds, days and months.</summary>
    Interval,

    /// <summary>A numeric of at most 18 digits, scaled.</summary>
    Numeric,

    /// <summary>A larger numeric, as canonical text.</summary>
    NumericText,

    /// <summary>Text, into the arena.</summary>
    Text,

    /// <summary>Bytes, into the arena.</summary>
    Bytes,

    /// <summary>An array, as JSON into the arena.</summary>
    Array,

    /// <summary>16 bits.</summary>
    Int16,

    /// <summary>32 bits without a sign.</summary>
    UInt32,

    /// <summary>A binary32 number, as the binary64 number with the same shortest digits.</summary>
    Single,

    /// <summary>Text behind the byte that tells its version, into the arena.</summary>
    VersionedText,

    /// <summary>A numeric with as many digits as it has, as text into the arena.</summary>
    AnyNumeric,

    /// <summary>A UUID as text, into the arena.</summary>
    UuidText,

    /// <summary>Microseconds, days and months as an ISO 8601 duration, into the arena.</summary>
    IntervalText,
}

/// <summary>A column of a result.</summary>
internal sealed class ResultColumn(FieldType type, bool nullable)
{
    public FieldType Type { get; } = type;

    public bool Nullable { get; } = nullable;

    public CellForm Form { get; } = type.IsArray ? CellForm.Array : NativeForms.Of(type) ?? Of(type);

    /// <summary>Whether cells point into the arena; an array's do too.</summary>
    public bool IsText => Form is CellForm.Text or CellForm.Bytes or CellForm.NumericText or CellForm.Array or CellForm.VersionedText or CellForm.AnyNumeric or CellForm.UuidText or CellForm.IntervalText;

    /// <summary>Of an array: its elements.</summary>
    public ResultColumn? Element { get; } = type.IsArray ? new ResultColumn(type.Element, true) : null;

    private static CellForm Of(FieldType type) => type.Kind switch
    {
        ScalarKind.Int => CellForm.Int32,
        ScalarKind.Long => CellForm.Int64,
        ScalarKind.Decimal => type.IsScaledInteger ? CellForm.Numeric : CellForm.NumericText,
        ScalarKind.Double => CellForm.Double,
        ScalarKind.Bool => CellForm.Bool,
        ScalarKind.Date => CellForm.Date,
        ScalarKind.Time => CellForm.Time,
        ScalarKind.DateTime or ScalarKind.Timestamp => CellForm.Timestamp,
        ScalarKind.Duration => CellForm.Interval,
        ScalarKind.Uuid => CellForm.Uuid,
        ScalarKind.Bytes => CellForm.Bytes,
        ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Json or ScalarKind.Enum or ScalarKind.Native => CellForm.Text,
    };
}
