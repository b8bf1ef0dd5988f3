using System.Buffers.Binary;

namespace Lintel.Postgres.Native;

/// <summary>Walks the elements of an array of one dimension in PostgreSQL's binary form (array_send in its arrayfuncs.c).</summary>
internal struct ArrayElements
{
    private const int Head = 20; // dimensions, flags, element type, length, lower bound

    private readonly byte[] _raw;
    private int _left;
    private int _next;

    public ArrayElements(byte[] raw, int at)
    {
        _raw = raw;
        // An empty array has no dimension, and nothing behind its element type.
        _left = BinaryPrimitives.ReadInt32BigEndian(raw.AsSpan(at)) == 0 ? 0 : BinaryPrimitives.ReadInt32BigEndian(raw.AsSpan(at + 12));
        _next = at + Head;
    }

    /// <summary>Where the element begins.</summary>
    public int At { get; private set; }

    /// <summary>Its bytes; -1: it is null.</summary>
    public int Size { get; private set; }

    /// <summary>Goes on to the next element; false: there is none.</summary>
    public bool Next()
    {
        if (_left-- <= 0) return false;
        Size = BinaryPrimitives.ReadInt32BigEndian(_raw.AsSpan(_next));
        At = _next + 4;
        _next = At + Math.Max(Size, 0);
        return true;
    }
}
