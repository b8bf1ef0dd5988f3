using System.Buffers.Binary;

namespace Lintel.Postgres.Native;

/// <summary>The dimensions of an array in PostgreSQL's binary form (array_send in its arrayfuncs.c); an empty one has none.</summary>
internal readonly struct ArrayShape(byte[] raw, int at)
{
    private const int Head = 12; // dimensions, flags, element type

    /// <summary>How many there are: none of an empty array, and at most six.</summary>
    public int Dimensions { get; } = BinaryPrimitives.ReadInt32BigEndian(raw.AsSpan(at));

    /// <summary>Where its elements begin.</summary>
    public int End => at + Head + Dimensions * 8;

    /// <summary>How many elements it has in all.</summary>
    public int Count
    {
        get
        {
            var count = Dimensions == 0 ? 0 : 1;
            for (var i = 0; i < Dimensions; i++) count *= Length(i);
            return count;
        }
    }

    /// <summary>Whether all of them count from one, as lists do.</summary>
    public bool IsFromOne
    {
        get
        {
            for (var i = 0; i < Dimensions; i++)
            {
                if (First(i) != 1) return false;
            }
            return true;
        }
    }

    /// <summary>How long a dimension is.</summary>
    public int Length(int dimension) => dimension < Dimensions ? BinaryPrimitives.ReadInt32BigEndian(raw.AsSpan(at + Head + dimension * 8)) : 0;

    /// <summary>The number of its first place.</summary>
    public int First(int dimension) => BinaryPrimitives.ReadInt32BigEndian(raw.AsSpan(at + Head + dimension * 8 + 4));
}

/// <summary>Walks the elements of an array in PostgreSQL's binary form, whatever its dimensions.</summary>
internal struct ArrayElements(byte[] raw, ArrayShape shape)
{
    private int _left = shape.Count;
    private int _next = shape.End;

    public ArrayElements(byte[] raw, int at)
        : this(raw, new ArrayShape(raw, at))
    {
    }

    /// <summary>Where the element begins.</summary>
    public int At { get; private set; }

    /// <summary>Its bytes; -1: it is null.</summary>
    public int Size { get; private set; }

    /// <summary>Goes on to the next element; false: there is none.</summary>
    public bool Next()
    {
        if (_left-- <= 0) return false;
        Size = BinaryPrimitives.ReadInt32BigEndian(raw.AsSpan(_next));
        At = _next + 4;
        _next = At + Math.Max(Size, 0);
        return true;
    }
}
