using Lintel.Model;
using Lintel.Sqlite.Foreign;

namespace Lintel.Sqlite.Plans;

/// <summary>How a column of a statement becomes a cell.</summary>
internal enum CellForm : byte
{
    /// <summary>An integer.</summary>
    Integer,

    /// <summary>A binary64 number.</summary>
    Double,

    /// <summary>A UUID in text.</summary>
    Uuid,

    /// <summary>Text, into the arena.</summary>
    Text,

    /// <summary>A blob, into the arena.</summary>
    Blob,
}

/// <summary>The forms of types.</summary>
internal static class CellForms
{
    public static CellForm Of(FieldType type)
    {
        if (type.IsArray) return CellForm.Text;
        if (type.IsScaledInteger) return CellForm.Integer;
        return type.Kind switch
        {
            ScalarKind.Int or ScalarKind.Long or ScalarKind.Bool or ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime
                or ScalarKind.Timestamp or ScalarKind.Duration => CellForm.Integer,
            ScalarKind.Double => CellForm.Double,
            ScalarKind.Uuid => type.IsInArena ? CellForm.Text : CellForm.Uuid,
            ScalarKind.Bytes => CellForm.Blob,
            ScalarKind.String or ScalarKind.Text or ScalarKind.Decimal or ScalarKind.Email or ScalarKind.Url or ScalarKind.Json
                or ScalarKind.Enum or ScalarKind.Native => CellForm.Text,
        };
    }

    /// <summary>The form of a column of a file that is not ours; null: of one that is.</summary>
    public static ForeignForm? Foreign(FieldType type) => type.Kept is null ? null : ForeignForm.Of(type);
}
