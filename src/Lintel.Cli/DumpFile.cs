using System.Buffers;
using Lintel.Engine.Loading;
using Lintel.Engine.Streaming;
using Lintel.Http.Rest;
using Lintel.Model;
using Lintel.Results;

namespace Lintel.Cli;

/// <summary>A file of rows, or of the pairs of a many-to-many relation, as a load reads it.</summary>
/// <param name="Resource">What the rows are of.</param>
/// <param name="Links">The relation; null: the rows themselves.</param>
internal sealed record DumpFile(Resource Resource, Relation? Links)
{
    /// <summary>Its path in a folder. Pairs are CSV in any case.</summary>
    public string PathIn(string folder, RowFormat format) =>
        Path.Combine(folder, Links is null ? Resource.Name + (format == RowFormat.Csv ? ".csv" : ".ndjson") : $"{Resource.Name}.{Links.Name}.csv");

    /// <summary>Writes it; gives how many rows it has.</summary>
    public async Task<long> WriteAsync(Dumper dumper, RowFormat format, Func<ReadOnlyMemory<byte>, Task> write, ProgressBar? bar, CancellationToken cancellation)
    {
        // Who sees no bar need not wait for the count.
        var expected = bar is null ? 0 : await dumper.CountAsync(Resource, cancellation).ConfigureAwait(false);
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new RowWriter(Links is null ? format : RowFormat.Csv);
        writer.Begin(buffer, Links is null ? Dumper.Fields(Resource).Select(field => field.Name) : LinkColumns.Of(Resource, Links));
        var (total, read) = (0L, 0L);
        await foreach (var batch in (Links is null ? dumper.RowsAsync(Resource, cancellation) : dumper.LinksAsync(Links, cancellation)).ConfigureAwait(false))
        {
            using (batch)
            {
                total += Write(writer, buffer, batch);
                read += batch.Rows.Count;
            }
            await write(buffer.WrittenMemory).ConfigureAwait(false);
            buffer.ResetWrittenCount();
            bar?.Show(PathIn("", format), total, read, expected);
        }
        await write(buffer.WrittenMemory).ConfigureAwait(false);
        return total;
    }

    private int Write(RowWriter writer, ArrayBufferWriter<byte> buffer, ResultNode batch)
    {
        if (Links is null) writer.Write(buffer, batch);
        else writer.WritePairs(buffer, batch);
        return Links is null ? batch.Rows.Count : batch.Includes[0].Rows.Count;
    }
}
