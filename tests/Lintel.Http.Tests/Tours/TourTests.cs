using Lintel.Model;
using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Tours;

/// <summary>One contract on two databases: nothing that a caller sees tells which one it is.</summary>
public sealed class TourTests
{
    [Fact]
    public Task Reads_of_the_music_store_answer_alike_on_each_database() => CompareAsync(ChinookTour.Tour, options => TestService.StartSampleAsync("chinook", options), TestService.Sample("chinook"));

    [Fact]
    public Task Writes_of_the_shop_answer_alike_on_each_database() => CompareAsync(ShopTour.Tour, options => TestService.StartSampleAsync("shop", options), TestService.Sample("shop"));

    [Fact]
    public Task Keys_and_values_of_each_kind_answer_alike_on_each_database()
    {
        var model = TestService.Compile(KindsTour.Contract);
        return CompareAsync(KindsTour.Tour, options => TestService.StartAsync(model, options), model);
    }

    [Fact]
    public Task Rules_answer_alike_on_each_database()
    {
        var model = TestService.Compile(RulesTour.Contract);
        return CompareAsync(RulesTour.Tour, options => TestService.StartAsync(model, options), model);
    }

    [Fact]
    public Task Computed_fields_answer_alike_on_each_database()
    {
        var model = TestService.Compile(ComputedTour.Contract);
        return CompareAsync(ComputedTour.Tour, options => TestService.StartAsync(model, options), model);
    }

    [Fact]
    public Task Stored_aggregates_answer_alike_on_each_database()
    {
        var model = TestService.Compile(StoredTour.Contract);
        return CompareAsync(StoredTour.Tour, options => TestService.StartAsync(model, options), model);
    }

    [Fact]
    public Task Every_write_of_an_aggregate_answers_alike_on_each_database()
    {
        var model = TestService.Compile(WritesTour.Contract);
        return CompareAsync(WritesTour.Tour, options => TestService.StartAsync(model, options), model);
    }

    [Fact]
    public Task Actions_answer_alike_on_each_database()
    {
        var model = TestService.Compile(ActionTour.Contract);
        return CompareAsync(ActionTour.Tour, options => TestService.StartAsync(model, options), model);
    }

    [Fact]
    public Task Soft_deletes_answer_alike_on_each_database()
    {
        var model = TestService.Compile(SoftDeleteTour.Contract);
        return CompareAsync(SoftDeleteTour.Tour, options => TestService.StartAsync(model, options), model);
    }

    private static async Task CompareAsync(Tour tour, Func<TestOptions, Task<TestService>> start, ServiceModel model)
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var sqlite = await start(new TestOptions());
        await using var postgres = await start(new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });
        var differences = await tour.CompareAsync(sqlite, postgres);
        Assert.True(differences.Count == 0, $"{differences.Count} of {tour.Length}:\n{string.Join('\n', differences)}");
    }
}
