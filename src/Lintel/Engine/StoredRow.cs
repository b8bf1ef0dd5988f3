using System.Text;
using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.Engine;

/// <summary>A row that a store delivered, as expressions see it: its own fields, as far as they were selected, and no other rows.</summary>
/// <param name="node">The rows. They are read when they are asked for, and so must be there as long as this is.</param>
/// <param name="row">Which of them.</param>
internal sealed class StoredRow(ResultNode node, int row) : IExpressionRow
{
    /// <inheritdoc/>
    public Value Get(Field field) => Read(field.Type, node.Rows[row, node.Selection.Place(field)], node.Rows.Arena);

    /// <inheritdoc/>
    public IExpressionRow? One(Relation relation) => throw new InvalidOperationException($"'{relation}' leads to another row.");

    /// <inheritdoc/>
    public IReadOnlyList<IExpressionRow> Many(Relation relation) => throw new InvalidOperationException($"'{relation}' leads to other rows.");

    private static Value Read(FieldType type, Cell cell, byte[] arena)
    {
        if (cell.IsNull) return Value.Null;
        var text = type.IsArray ? Encoding.UTF8.GetString(cell.Bytes(arena)) : ScalarText.Of(type, cell, arena);
        // Of what can't be read back, which is JSON alone, expressions ask no more than whether it is there.
        return ValueReader.TryRead(type, InputValue.Untyped(text), out var value, out _) ? value : Value.Of(text);
    }
}
