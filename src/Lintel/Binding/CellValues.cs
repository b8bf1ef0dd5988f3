using System.Text;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Reads cells of a result as values that operations carry.</summary>
public static class CellValues
{
    /// <summary>A value as the store has it.</summary>
    /// <param name="type">The type of the column.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="arena">The arena that it may point into.</param>
    public static Value Read(FieldType type, Cell cell, byte[] arena)
    {
        if (cell.IsNull) return Value.Null;
        var text = type.IsArray ? Encoding.UTF8.GetString(cell.Bytes(arena)) : ScalarText.Of(type, cell, arena);
        // Of what can't be read back, which is JSON alone, its text is the value.
        return ValueReader.TryRead(type, InputValue.Untyped(text), out var value, out _) ? value : Value.Of(text);
    }
}
