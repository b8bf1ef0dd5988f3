namespace Lintel.Fuzz.Values;

/// <summary>All that a fuzzer leaves to chance: the same seed decides the same.</summary>
public sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>From 0 up to, and without, a number.</summary>
    public int Below(int count) => _random.Next(count);

    public long Between(long least, long greatest) => greatest == long.MaxValue ? _random.NextInt64(least, greatest) : _random.NextInt64(least, greatest + 1);

    /// <summary>True that many times of a hundred.</summary>
    public bool Percent(int share) => _random.Next(100) < share;

    public T Of<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    /// <summary>Some values, at most that many, in no order; one may come twice.</summary>
    public T[] Some<T>(IReadOnlyList<T> values, int most) => values.Count == 0 ? [] : [.. Enumerable.Range(0, Below(most + 1)).Select(_ => Of(values))];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
