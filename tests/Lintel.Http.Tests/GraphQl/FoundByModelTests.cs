using Lintel.Http.Tests.Models;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>What random documents found, in few words.</summary>
public sealed class FoundByModelTests
{
    private const string Id = "00000000-0000-0000-0000-000000000001";

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Edges_of_which_nothing_is_asked_are_all_there(string store) => RunAsync(store, async service =>
        Assert.Equal("""{"orderLines":{"edges":[{"__typename":"OrderLineEdge"},{"__typename":"OrderLineEdge"}]}}""", await service.DataAsync("{ orderLines { edges { __typename } } }")));

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_cursor_below_a_row_is_that_of_the_same_row_in_the_whole_list(string store) => RunAsync(store, async service =>
    {
        const string Page = "(orderBy: [{ order: { status: ASC } }]) { nodes { order { number } } pageInfo { startCursor endCursor } }";
        var whole = await service.DataAsync($"{{ lines: orderLines{Page} }}");
        Assert.Equal(whole[1..^1], (await service.DataAsync($"{{ order(id: \"{Id}\") {{ lines{Page} }} }}"))["{'order':{".Length..^2]);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task The_least_of_an_enumeration_is_called_as_all_of_it_are(string store) => RunAsync(store, async service =>
        Assert.Equal("""{"ordersAggregate":[{"min":{"status":"OPEN"},"max":{"status":"OPEN"},"countDistinct":{"status":1}}]}""",
            await service.DataAsync("{ ordersAggregate { min { status } max { status } countDistinct { status } } }")));

    private static Task RunAsync(string store, Func<TestService, Task> test) => EachStore.RunAsync(store, OrderContract.Resources, async service =>
    {
        await service.CreateAsync("orders", $$"""{"id":"{{Id}}","owner":1,"number":"a","lines":[{"quantity":1},{"quantity":2}]}""");
        await test(service);
    });
}
