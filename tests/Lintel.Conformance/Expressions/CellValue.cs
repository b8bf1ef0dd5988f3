using System.Text;
using Lintel.Model;

namespace Lintel.Conformance.Expressions;

/// <summary>Cells of computed columns as values.</summary>
internal static class CellValue
{
    public static Value Read(FieldType type, Cell cell, byte[] arena)
    {
        if (cell.IsNull) return Value.Null;
        if (type.IsScaledInteger) return Value.Of(cell.Integer);
        return type.Kind switch
        {
            ScalarKind.Bool => Value.Of(cell.Integer != 0),
            ScalarKind.Double => Value.Of(cell.Double),
            ScalarKind.Uuid => Value.Of(cell.Uuid),
            ScalarKind.Int or ScalarKind.Long or ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime or ScalarKind.Timestamp or ScalarKind.Duration => Value.Of(cell.Integer),
            _ => Value.Of(Encoding.UTF8.GetString(cell.Bytes(arena))),
        };
    }
}
