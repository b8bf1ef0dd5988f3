using System.IO.Hashing;
using System.Runtime.InteropServices;
using Lintel.Engine;
using Lintel.Engine.Streaming;
using Lintel.Model;
using Lintel.Results;

namespace Lintel.Fuzz.Serving;

/// <summary>A hash of every row of a service and of every link, as its owner would dump them: equal where nothing changed.</summary>
internal static class RowHash
{
    public static async Task<UInt128> ComputeAsync(LintelEngine engine, CancellationToken cancellation)
    {
        var hash = new XxHash128();
        await using var dumper = await Dumper.BeginAsync(engine, cancellation);
        foreach (var resource in engine.Model.Resources)
        {
            await foreach (var batch in dumper.RowsAsync(resource, cancellation)) Add(hash, batch);
            foreach (var relation in resource.Relations.Where(relation => relation is { Link: not null, KeysName: not null }))
            {
                await foreach (var batch in dumper.LinksAsync(relation, cancellation)) Add(hash, batch);
            }
        }
        return hash.GetCurrentHashAsUInt128();
    }

    private static void Add(XxHash128 hash, ResultNode batch)
    {
        using (batch) AddNode(hash, batch);
    }

    private static void AddNode(XxHash128 hash, ResultNode node)
    {
        for (var row = 0; row < node.Rows.Count; row++)
        {
            var cells = node.Rows.Row(row);
            for (var column = 0; column < cells.Length; column++) AddCell(hash, cells[column], node.Selection.Columns[column].Field.Type, node.Rows.Arena);
        }
        foreach (var include in node.Includes)
        {
            hash.Append(MemoryMarshal.AsBytes(include.ByParent.AsSpan(0, node.Rows.Count)));
            AddNode(hash, include);
        }
    }

    private static void AddCell(XxHash128 hash, Cell cell, FieldType type, byte[] arena)
    {
        var bits = cell.Bits;
        if (cell.IsNull || !cell.IsInArena(type))
        {
            hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in bits)));
            return;
        }
        var bytes = cell.Bytes(arena);
        var length = bytes.Length;
        hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in length)));
        hash.Append(bytes);
    }
}
