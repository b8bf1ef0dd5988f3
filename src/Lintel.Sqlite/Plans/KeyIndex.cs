using System.Buffers;
using Lintel.Model;
using Lintel.Results;

namespace Lintel.Sqlite.Plans;

/// <summary>Finds the first row with the same key among rows, without an object a row.</summary>
/// <param name="rows">The rows.</param>
/// <param name="columns">The columns of the key.</param>
/// <param name="inArena">Which of them hold bytes in the arena.</param>
internal ref struct KeyIndex(RowBuffer rows, int[] columns, bool[] inArena) : IDisposable
{
    private readonly int[] _slots = Rent(rows.Count, out _);
    private readonly int _mask = Size(rows.Count) - 1;

    /// <summary>The first row with the key of this one; the row itself where it is the first, and is then known.</summary>
    public readonly int FirstLike(int row)
    {
        for (var slot = Hash(row) & _mask; ; slot = (slot + 1) & _mask)
        {
            var other = _slots[slot] - 1;
            if (other < 0)
            {
                _slots[slot] = row + 1;
                return row;
            }
            if (Same(row, other)) return other;
        }
    }

    /// <inheritdoc/>
    public readonly void Dispose() => ArrayPool<int>.Shared.Return(_slots);

    private static int Size(int count) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, 1) * 2);

    private static int[] Rent(int count, out int size)
    {
        size = Size(count);
        var slots = ArrayPool<int>.Shared.Rent(size);
        slots.AsSpan(0, size).Clear();
        return slots;
    }

    private readonly int Hash(int row)
    {
        var hash = default(HashCode);
        for (var i = 0; i < columns.Length; i++)
        {
            var cell = rows[row, columns[i]];
            if (inArena[i] && !cell.IsNull) hash.AddBytes(cell.Bytes(rows.Arena));
            else hash.Add(cell.Bits);
        }
        return hash.ToHashCode();
    }

    private readonly bool Same(int row, int other)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            Cell left = rows[row, columns[i]], right = rows[other, columns[i]];
            var same = inArena[i] && !left.IsNull && !right.IsNull
                ? left.Bytes(rows.Arena).SequenceEqual(right.Bytes(rows.Arena))
                : left.Bits == right.Bits;
            if (!same) return false;
        }
        return true;
    }
}
