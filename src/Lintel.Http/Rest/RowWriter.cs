using System.Buffers;
using Lintel.Binding;
using Lintel.Engine.Loading;
using Lintel.Results;

namespace Lintel.Http.Rest;

/// <summary>Writes the rows of a whole list.</summary>
internal sealed class RowWriter(RowFormat format) : IDisposable
{
    private readonly ResponseBody _json = new();
    private readonly CsvWriter _csv = new();

    /// <summary>What stands before the first row.</summary>
    public void Begin(IBufferWriter<byte> target, BoundSelection selection)
    {
        if (format == RowFormat.Csv) CsvWriter.WriteHeader(target, selection);
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

    public void Dispose()
    {
        _json.Dispose();
        _csv.Dispose();
    }
}
