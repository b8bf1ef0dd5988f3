using Lintel.Engine;
using Lintel.Operations;

namespace Lintel.Conformance;

/// <summary>A result that takes too much is refused while it is read, and leaves its connection as it was.</summary>
public abstract class ResultLimitTests
{
    private const int Rows = 70;

    private const string Contract = """
          row:
            key: { type: int, client: true }
            managed: []
            fields: { text: text }
        limits: { result: 64KB }
        """;

    private static readonly SelectedName[] Text = [new("text", "")];

    protected abstract Task<TestDatabase> CreateAsync(string resources, StoreLimits limits);

    [Fact]
    public async Task A_list_that_takes_too_much_is_refused_and_the_next_one_is_not()
    {
        await using var database = await FilledAsync();
        for (var i = 0; i < 3; i++)
        {
            using var large = await database.Engine.ExecuteAsync(List(Rows), TestDatabase.Cancellation);
            Assert.Equal("result-too-large", large.Problem?.Error.Code);
            using var small = await database.Engine.ExecuteAsync(List(2), TestDatabase.Cancellation);
            Assert.Equal(2 + 1, small.Result?.Rows.Count); // and the one that tells that there are more
        }
    }

    [Fact]
    public async Task An_aggregate_that_takes_too_much_is_refused()
    {
        await using var database = await FilledAsync();
        var operation = new AggregateOperation { Resource = "row", Groups = [new AggregateTerm(null, "id", "")], Measures = [new Measure(MeasureFunction.Max, new AggregateTerm(null, "text", ""))] };
        using var outcome = await database.Engine.ExecuteAsync(operation, TestDatabase.Cancellation);
        Assert.Equal("result-too-large", outcome.Problem?.Error.Code);
    }

    [Fact]
    public async Task A_unit_whose_results_together_take_too_much_changes_nothing()
    {
        await using var database = await FilledAsync();
        UnitStep[] steps =
        [
            _ => (new DeleteOperation { Resource = "row", Key = ["1"] }, null),
            .. Enumerable.Repeat<UnitStep>(_ => (List(10), null), 4),
        ];
        using (var unit = await database.Engine.ExecuteAsync(steps, rehearses: false, null, TestDatabase.Cancellation))
            Assert.Equal("result-too-large", unit.Problem?.Error.Code);
        using (var unit = await database.Engine.ExecuteAsync(steps[..2], rehearses: true, null, TestDatabase.Cancellation))
            Assert.Null(unit.Problem);
        using var kept = await database.Engine.ExecuteAsync(new ReadOperation { Resource = "row", Key = ["1"] }, TestDatabase.Cancellation);
        Assert.Null(kept.Problem);
    }

    private static ReadOperation List(int limit) => new() { Resource = "row", Selection = new Selection { Names = Text, Page = new PageRequest { Limit = limit } } };

    private async Task<TestDatabase> FilledAsync()
    {
        var database = await CreateAsync(Contract, new() { Connections = 2 });
        for (var i = 1; i <= Rows; i++) await database.InsertAsync("row", $$"""{"id":{{i}},"text":"{{new string('x', 10_000)}}"}""");
        return database;
    }
}
