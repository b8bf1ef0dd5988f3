using Lintel.Binding;
using Lintel.Engine;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;
using Lintel.Tests.Contract;

namespace Lintel.Tests.Engine;

/// <summary>What callers ask endlessly anew neither makes memory grow nor drives out what others ask.</summary>
public sealed class PlanCacheTests
{
    private const int Shapes = 20_000;

    private static readonly ServiceModel Model = Contracts.Model("""
        lintel: 1
        service: shop
        resources:
          item:
            managed: []
            fields: { a: int, b: int, c: int, d: int, e: int, f: int }
        """);

    private static readonly FilterOperator[] Operators =
        [FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.Less, FilterOperator.LessOrEqual, FilterOperator.Greater, FilterOperator.GreaterOrEqual];

    private readonly Binder _binder = new(Model, TimeProvider.System);

    [Fact]
    public void No_more_plans_are_kept_than_the_capacity()
    {
        var store = new Compiler();
        var cache = new PlanCache(store, 100);
        for (var i = 0; i < Shapes; i++) cache.Find(Bind(i));
        GC.Collect();
        Assert.Equal(Shapes, store.Plans.Count);
        Assert.InRange(store.Plans.Count(plan => plan.IsAlive), 1, 100);
        GC.KeepAlive(cache);
    }

    [Fact]
    public void What_is_asked_again_and_again_stays_among_endless_others()
    {
        var store = new Compiler();
        var cache = new PlanCache(store, 100);
        var plan = cache.Find(Bind(0));
        for (var i = 1; i < Shapes; i++)
        {
            cache.Find(Bind(i));
            if (i % 20 == 0) Assert.Same(plan, cache.Find(Bind(0)));
        }
    }

    [Fact]
    public void Large_plans_are_fewer()
    {
        var store = new Compiler { Length = 500_000 };
        var cache = new PlanCache(store, 4096);
        for (var i = 0; i < 200; i++) cache.Find(Bind(i));
        GC.Collect();
        Assert.InRange(store.Plans.Count(plan => plan.IsAlive), 1, 12);
        GC.KeepAlive(cache);
    }

    [Fact]
    public void Threads_that_ask_the_same_get_the_same_plan()
    {
        var cache = new PlanCache(new Compiler(), 100);
        Parallel.For(0, 50_000, i => Assert.Same(cache.Find(Bind(i % 40)), cache.Find(Bind(i % 40))));
    }

    /// <summary>A list whose shape no other number gives.</summary>
    private BoundRead Bind(int number)
    {
        var conditions = new List<Condition>();
        foreach (var field in (string[])["a", "b", "c", "d", "e", "f"])
        {
            if (number % 7 > 0) conditions.Add(new Condition(field, Operators[number % 7 - 1], [InputValue.Untyped("1")], ""));
            number /= 7;
        }
        Assert.Null(_binder.BindRead(new ReadOperation { Resource = "item", Selection = new Selection { Conditions = conditions } }, out var bound));
        return bound!;
    }

    private sealed class Compiler : IStore
    {
        public List<WeakReference> Plans { get; } = [];

        public int Length { get; init; } = 10;

        public string Name => "None";

        public IStoreMigrations Migrations => throw new NotSupportedException();

        public StoreCapacity Capacity => throw new NotSupportedException();

        public IStorePlan Compile(BoundOperation operation)
        {
            var plan = new Plan(Length);
            lock (Plans) Plans.Add(new WeakReference(plan));
            return plan;
        }

        public Task<SchemaOutcome> PrepareAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public IReadOnlyList<string> SchemaScript() => throw new NotSupportedException();

        public ValueTask<IStoreSession> OpenAsync(SessionKind kind, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<bool> PingAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Plan(int length) : IStorePlan
    {
        public IReadOnlyList<string> Statements { get; } = [new('x', length)];
    }
}
