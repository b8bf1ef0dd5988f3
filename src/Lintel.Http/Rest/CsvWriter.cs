using System.Buffers;
using System.Text;
using Lintel.Model;
using Lintel.Results;

namespace Lintel.Http.Rest;

/// <summary>
/// Writes rows as CSV (RFC 4180), in the form that an import reads: null is nothing at all, empty text is two quotes, an array or a json is its JSON.
/// </summary>
internal sealed class CsvWriter : IDisposable
{
    // What begins with a number sign is a comment to some readers.
    private static readonly SearchValues<byte> Special = SearchValues.Create("\",\r\n#"u8);

    private readonly ResponseBody _value = new();

    private static ReadOnlySpan<byte> End => "\r\n"u8;

    /// <summary>The line with the names of the columns.</summary>
    public static void WriteHeader(IBufferWriter<byte> target, IEnumerable<string> names)
    {
        var isFirst = true;
        foreach (var name in names)
        {
            if (!isFirst) target.Write(","u8);
            WriteText(target, Encoding.UTF8.GetBytes(name));
            isFirst = false;
        }
        target.Write(End);
    }

    /// <summary>One row.</summary>
    public void WriteRow(IBufferWriter<byte> target, ResultNode node, int row)
    {
        WriteCells(target, node, row);
        target.Write(End);
    }

    /// <summary>Two rows as one: that of a node, then one that its first relation leads to.</summary>
    public void WritePair(IBufferWriter<byte> target, ResultNode node, int row, int other)
    {
        WriteCells(target, node, row);
        target.Write(","u8);
        WriteCells(target, node.Includes[0], other);
        target.Write(End);
    }

    private void WriteCells(IBufferWriter<byte> target, ResultNode node, int row)
    {
        var selection = node.Selection;
        var cells = node.Rows.Row(row);
        for (var i = 0; i < selection.Shown; i++)
        {
            if (i > 0) target.Write(","u8);
            if (!cells[i].IsNull) WriteValue(target, selection.Columns[i].Field.Type, cells[i], node.Rows.Arena);
        }
    }

    public void Dispose() => _value.Dispose();

    private void WriteValue(IBufferWriter<byte> target, FieldType type, Cell cell, byte[] arena)
    {
        if (type.IsArray || IsText(type.Kind) || (type.Kind != ScalarKind.Bytes && cell.IsInArena(type)))
        {
            WriteText(target, cell.Bytes(arena));
            return;
        }
        // Of all others the JSON is a number, a word, or a string without anything to escape.
        _value.Clear();
        CellJson.Write(_value.Writer, type, cell, arena);
        target.Write(_value.Written.Span.Trim((byte)'"'));
    }

    private static bool IsText(ScalarKind kind) => kind switch
    {
        ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum or ScalarKind.Json or ScalarKind.Native => true,
        ScalarKind.Int or ScalarKind.Long or ScalarKind.Decimal or ScalarKind.Double or ScalarKind.Bool or ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime
            or ScalarKind.Timestamp or ScalarKind.Duration or ScalarKind.Uuid or ScalarKind.Bytes => false,
    };

    private static void WriteText(IBufferWriter<byte> target, ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && !text.ContainsAny(Special))
        {
            target.Write(text);
            return;
        }
        target.Write("\""u8);
        for (int quote; (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            target.Write(text[..(quote + 1)]);
            target.Write("\""u8);
        }
        target.Write(text);
        target.Write("\""u8);
    }
}
