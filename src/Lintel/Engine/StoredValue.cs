using System.Text;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;

namespace Lintel.Engine;

/// <summary>What a cell of a result holds, as a value that can be a parameter.</summary>
internal static class StoredValue
{
    /// <summary>The value. Of what can't be read back, which is JSON alone, nothing is asked but whether it is there.</summary>
    public static Value Of(FieldType type, Cell cell, byte[] arena)
    {
        if (cell.IsNull) return Value.Null;
        var text = type.IsArray ? Encoding.UTF8.GetString(cell.Bytes(arena)) : ScalarText.Of(type, cell, arena);
        return ValueReader.TryRead(type, InputValue.Untyped(text), out var value, out _) ? value : Value.Of(text);
    }
}
