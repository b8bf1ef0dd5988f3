using System.Buffers;
using System.Runtime.CompilerServices;
using Lintel.Model;

namespace Lintel.Results;

/// <summary>
/// Rows as a store delivered them: typed cells in one array, text in one arena, both from the shared pool. Filled by a store,
/// read by a writer, then disposed; not safe for use by two threads.
/// </summary>
/// <param name="columns">Cells in a row.</param>
/// <param name="budget">What it may take together with others; null: anything. It is asked when the buffer grows, not for each row.</param>
public sealed class RowBuffer(int columns, ResultBudget? budget = null) : IDisposable
{
    private Cell[] _cells = ArrayPool<Cell>.Shared.Rent(Math.Max(columns, 1) * 16);
    private byte[] _arena = ArrayPool<byte>.Shared.Rent(1024);
    private int _used;

    /// <summary>Cells in a row.</summary>
    public int Columns { get; } = columns;

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes that cells point into. Changes when rows are added.</summary>
    public byte[] Arena => _arena;

    /// <summary>How many bytes all cells and their text take.</summary>
    public long Size => (long)Count * Columns * Unsafe.SizeOf<Cell>() + _used;

    /// <summary>One cell.</summary>
    public Cell this[int row, int column] => _cells[row * Columns + column];

    /// <summary>All cells of a row.</summary>
    public ReadOnlySpan<Cell> Row(int row) => _cells.AsSpan(row * Columns, Columns);

    /// <summary>Adds a row and gives its cells to be filled, all of them.</summary>
    public Span<Cell> AddRow()
    {
        var start = Count * Columns;
        if (start + Columns > _cells.Length) Grow(ref _cells, start, checked((start + Columns) * 2));
        Count++;
        return _cells.AsSpan(start, Columns);
    }

    /// <summary>Copies bytes into the arena and gives the cell that points to them.</summary>
    public Cell Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        return Commit(bytes.Length);
    }

    /// <summary>Copies the text of a value that its type can't hold into the arena and gives the cell that points to it.</summary>
    public Cell AddOutside(ReadOnlySpan<byte> text)
    {
        var start = _used;
        Add(text);
        return Cell.Outside(start, text.Length);
    }

    /// <summary>Room for that many bytes at the end of the arena; <see cref="Commit"/> makes a cell of what was written.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_used + length > _arena.Length) Grow(ref _arena, _used, checked((_used + length) * 2));
        return _arena.AsSpan(_used, length);
    }

    /// <summary>The cell of bytes written to <see cref="Reserve"/>'s room.</summary>
    public Cell Commit(int length)
    {
        var cell = Cell.At(_used, length);
        _used += length;
        return cell;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<Cell>.Shared.Return(Interlocked.Exchange(ref _cells, []));
        ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _arena, []));
    }

    private void Grow<T>(ref T[] array, int used, int length)
    {
        budget?.Take((long)(length - array.Length) * Unsafe.SizeOf<T>() / 2);
        var larger = ArrayPool<T>.Shared.Rent(length);
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
