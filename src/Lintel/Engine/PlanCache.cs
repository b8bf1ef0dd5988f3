using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Lintel.Binding;
using Lintel.Stores;

namespace Lintel.Engine;

/// <summary>
/// Plans by shape, in two generations: when the young one is full it becomes the old one, which is forgotten. What is asked again meanwhile comes along,
/// so that a caller who sends endless shapes neither makes memory grow nor drives out what others ask.
/// </summary>
internal sealed class PlanCache
{
    // Text of statements in one generation, in UTF-16 code units: plans are about as large as their statements. Some are a hundred times larger than others.
    private const long MostText = 2 * 1024 * 1024;

    [ThreadStatic]
    private static List<int>? s_scratch;

    private readonly IStore _store;
    private readonly int _capacity;
    private readonly Lock _turning = new();
    private volatile Generation _young = new();
    private volatile Generation _old = new();

    public PlanCache(IStore store, int capacity)
    {
        (_store, _capacity) = (store, capacity);
        PlanCacheMeter.Add(this);
    }

    /// <summary>How many plans are kept.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>The plan of an operation's shape; compiled when it is new.</summary>
    public IStorePlan Find(BoundOperation operation) => Find(operation, out _);

    /// <summary>The plan of an operation's shape, and whether it was there already.</summary>
    public IStorePlan Find(BoundOperation operation, out bool isKnown)
    {
        var shape = operation.Shape ?? ShapeOf(operation);
        var young = _young;
        isKnown = young.TryFind(shape, out var plan);
        if (isKnown)
        {
            PlanCacheMeter.Hit();
            return plan!;
        }
        var key = shape.ToArray();
        isKnown = _old.TryFind(key, out plan);
        if (isKnown)
        {
            PlanCacheMeter.Hit();
            return Add(young, key, plan!);
        }
        PlanCacheMeter.Miss();
        return Add(young, key, _store.Compile(operation));
    }

    private static ReadOnlySpan<int> ShapeOf(BoundOperation operation)
    {
        var scratch = s_scratch ??= new List<int>(128);
        scratch.Clear();
        Shape.Write(operation, scratch);
        return CollectionsMarshal.AsSpan(scratch);
    }

    private IStorePlan Add(Generation young, int[] shape, IStorePlan plan)
    {
        if (young.Count >= Math.Max(1, _capacity / 2) || young.Text >= MostText) young = Turn(young);
        return young.Add(shape, plan);
    }

    private Generation Turn(Generation full)
    {
        lock (_turning)
        {
            // Another thread may have turned it.
            if (_young != full) return _young;
            _old = full;
            return _young = new Generation();
        }
    }

    private sealed class Generation
    {
        private readonly ConcurrentDictionary<int[], IStorePlan> _plans = new(ShapeComparer.Instance);
        private int _count;
        private long _text;

        // The dictionary's own count would take all of its locks.
        public int Count => Volatile.Read(ref _count);

        public long Text => Volatile.Read(ref _text);

        public bool TryFind(ReadOnlySpan<int> shape, [NotNullWhen(true)] out IStorePlan? plan) =>
            _plans.GetAlternateLookup<ReadOnlySpan<int>>().TryGetValue(shape, out plan);

        /// <summary>Keeps a plan, unless there is one already; gives the one that is kept.</summary>
        public IStorePlan Add(int[] shape, IStorePlan plan)
        {
            var kept = _plans.GetOrAdd(shape, plan);
            if (kept != plan) return kept;
            Interlocked.Increment(ref _count);
            Interlocked.Add(ref _text, shape.Length + plan.Statements.Sum(statement => (long)statement.Length));
            return plan;
        }
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
