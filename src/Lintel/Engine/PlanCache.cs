using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Lintel.Binding;
using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Engine;

/// <summary>Plans by shape. Bounded: a caller that sends endless shapes makes it start anew, never grow.</summary>
internal sealed class PlanCache
{
    [ThreadStatic]
    private static List<int>? s_scratch;

    private readonly ConcurrentDictionary<int[], IStorePlan> _plans = new(ShapeComparer.Instance);
    private readonly IStore _store;
    private readonly int _capacity;

    public PlanCache(IStore store, int capacity)
    {
        (_store, _capacity) = (store, capacity);
        PlanCacheMeter.Add(_plans);
    }

    /// <summary>The plan of an operation's shape; compiled when it is new.</summary>
    public IStorePlan Find(BoundOperation operation) => Find(operation, out _);

    /// <summary>The plan of an operation's shape, and whether it was there already.</summary>
    public IStorePlan Find(BoundOperation operation, out bool isKnown)
    {
        var scratch = s_scratch ??= new List<int>(128);
        scratch.Clear();
        Shape.Write(operation, scratch);
        var shape = CollectionsMarshal.AsSpan(scratch);
        isKnown = _plans.GetAlternateLookup<ReadOnlySpan<int>>().TryGetValue(shape, out var plan);
        if (isKnown)
        {
            PlanCacheMeter.Hit();
            return plan!;
        }
        PlanCacheMeter.Miss();
        var key = shape.ToArray();
        plan = _store.Compile(operation);
        if (_plans.Count >= _capacity) _plans.Clear();
        return _plans.GetOrAdd(key, plan);
    }

    private sealed class ShapeComparer : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public static readonly ShapeComparer Instance = new();

        public bool Equals(int[]? left, int[]? right) => left.AsSpan().SequenceEqual(right);

        public int GetHashCode([DisallowNull] int[] shape) => Shape.Hash(shape);

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<int> alternate) => Shape.Hash(alternate);

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();
    }
}
