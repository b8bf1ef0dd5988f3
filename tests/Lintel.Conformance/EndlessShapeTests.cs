using System.Globalization;
using Lintel.Operations;

namespace Lintel.Conformance;

/// <summary>
/// The short form of <c>bench/shapes</c>: endless different questions leave no memory behind, in the engine and on the connections. Runs alone, since
/// others would be measured with it.
/// </summary>
public abstract class EndlessShapeTests
{
    private const string Contract = """
          row:
            key: int
            managed: []
            fields: { a: int, b: int, c: int, d: int, e: int, f: int }
        """;

    private static readonly FilterOperator[] Operators =
        [FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.Less, FilterOperator.LessOrEqual, FilterOperator.Greater, FilterOperator.GreaterOrEqual];

    /// <summary>How many are asked.</summary>
    protected virtual int Shapes => 20_000;

    protected abstract Task<TestDatabase> CreateAsync(string resources, StoreLimits limits);

    [Fact]
    public async Task Endless_shapes_leave_no_memory_behind()
    {
        await using var database = await CreateAsync(Contract, new() { Connections = 4 });
        await AskAsync(database, 0, Shapes / 5);
        var before = Heap();
        await AskAsync(database, Shapes / 5, Shapes);
        var after = Heap();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Heap after {Shapes / 5} shapes: {before / 1e6:0.0} MB; after {Shapes}: {after / 1e6:0.0} MB."));
        Assert.InRange(after, 0, before * 6 / 5);
    }

    private static Task AskAsync(TestDatabase database, int first, int end) => Parallel.ForAsync(first, end, TestDatabase.Cancellation, async (number, cancellation) =>
    {
        using var outcome = await database.Engine.ExecuteAsync(Question(number), cancellation);
        Assert.Null(outcome.Problem);
    });

    // The digits of the number tell how each field is compared.
    private static ReadOperation Question(int number)
    {
        var conditions = new List<Condition>();
        foreach (var field in (string[])["a", "b", "c", "d", "e", "f"])
        {
            if (number % 7 > 0) conditions.Add(new Condition(field, Operators[number % 7 - 1], [InputValue.Untyped("1")], ""));
            number /= 7;
        }
        return new ReadOperation { Resource = "row", Selection = new Selection { Conditions = conditions } };
    }

    private static long Heap()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
