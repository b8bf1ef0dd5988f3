using System.Text.Json;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Results;

/// <summary>Writes values as JSON, straight from a store's cells.</summary>
public static class CellJson
{
    /// <summary>One value, with all its digits.</summary>
    /// <param name="writer">Where it goes.</param>
    /// <param name="type">Its type.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="arena">The bytes that the cell points into.</param>
    public static void Write(Utf8JsonWriter writer, FieldType type, Cell cell, byte[] arena)
    {
        if (cell.IsNull) writer.WriteNullValue();
        else if (type.IsArray) writer.WriteRawValue(cell.Bytes(arena), skipInputValidation: true);
        else Scalar.For(type.Kind).Write(type, writer, cell, arena);
    }
}
