using System.Buffers;
using Lintel.Engine.Loading;
using Lintel.Results;

namespace Lintel.Http.Rest;

/// <summary>Writes many rows.</summary>
/// <param name="format">Their form.</param>
public sealed class RowWriter(RowFormat format) : IDisposable
{
    private readonly ResponseBody _json = new();
    private readonly CsvWriter _csv = new();

    /// <summary>What stands before the first row.</summary>
    /// <param name="target">Where it goes.</param>
    /// <param name="names">The names of the columns.</param>
    public void Begin(IBufferWriter<byte> target, IEnumerable<string> names)
    {
        if (format == RowFormat.Csv) CsvWriter.WriteHeader(target, names);
    }

    /// <summary>A batch of rows.</summary>
    public void Write(IBufferWriter<byte> target, ResultNode batch)
    {
        for (var row = 0; row < batch.Rows.Count; row++)
        {
            switch (format)
            {
                case RowFormat.NdJson:
                    _json.Clear();
                    Representation.WriteRow(_json.Writer, batch, row);
                    target.Write(_json.Written.Span);
                    target.Write("\n"u8);
                    break;
                case RowFormat.Csv:
                    _csv.WriteRow(target, batch, row);
                    break;
            }
        }
    }

    /// <summary>A batch of rows, as pairs with each row that their first relation leads to; CSV has those alone.</summary>
    public void WritePairs(IBufferWriter<byte> target, ResultNode batch)
    {
        var linked = batch.Includes[0].ByParent;
        for (var row = 0; row < batch.Rows.Count; row++)
        {
            for (var other = linked[row]; other < linked[row + 1]; other++) _csv.WritePair(target, batch, row, other);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.Dispose();
        _csv.Dispose();
    }
}
