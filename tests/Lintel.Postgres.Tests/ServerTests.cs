using Lintel.Conformance;
using Lintel.Engine;
using Lintel.Operations;
using Lintel.Postgres.Testing;
using Lintel.Stores;

namespace Lintel.Postgres.Tests;

/// <summary>A server that closes connections, or is not there.</summary>
public sealed class ServerTests
{
    private const string Contract = """
          row:
            key: int
            managed: []
            fields:
              text: string
        """;

    [Fact]
    public async Task Connections_that_the_server_closed_are_replaced()
    {
        await using var database = await Database.CreateAsync(Contract);
        await database.InsertAsync("row", """{"text":"a"}""");
        await database.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{database.Schema.Name}'");
        var failure = await Assert.ThrowsAsync<StoreException>(() => database.LinesAsync(new() { Resource = "row" }));
        Assert.Equal(StoreFailure.Unavailable, failure.Failure);
        Assert.Single(await database.LinesAsync(new() { Resource = "row" }));
    }

    [Theory]
    [InlineData(true)] // makes itself durable
    [InlineData(false)] // commits
    public async Task A_write_whose_answer_is_lost_is_neither_called_done_nor_undone(bool single)
    {
        await using var database = await Database.CreateAsync(Contract);
        await using var proxy = new FaultyProxy(database.Schema.Options);
        await using var store = PostgresStore.Open(database.Model, proxy.Options);
        var engine = new LintelEngine(database.Model, store, TimeProvider.System);
        Assert.Null((await CreateAsync("before")).Problem);
        if (single)
        {
            proxy.Fault = NetworkFault.LoseAnswers;
            Assert.Equal("undecided", (await CreateAsync("lost")).Problem!.Error.Code);
        }
        else
        {
            var (insert, _) = database.Prepare("row", """{"text":"lost"}""");
            await using var session = await store.OpenAsync(SessionKind.Write, Database.Cancellation);
            await session.WriteAsync(store.Compile(insert!), insert!, Database.Cancellation);
            proxy.Fault = NetworkFault.LoseAnswers;
            var failure = await Assert.ThrowsAsync<StoreException>(async () => await session.CommitAsync(Database.Cancellation));
            Assert.Equal(StoreFailure.Undecided, failure.Failure);
        }
        proxy.Fault = NetworkFault.None;
        // A connection that could not be made is tried again behind everyone's back.
        Outcome after;
        while ((after = await CreateAsync("after")).Problem?.Error.Code == "unavailable") await Task.Delay(20, Database.Cancellation);
        Assert.Null(after.Problem);
        var names = new Selection { Names = [new("text", "")] };
        Assert.Equal(["""["before"]""", """["lost"]""", """["after"]"""], await database.LinesAsync(new() { Resource = "row", Selection = names }));

        ValueTask<Outcome> CreateAsync(string text) =>
            engine.ExecuteAsync(new CreateOperation { Resource = "row", Rows = [Json.Read($"{{\"text\":\"{text}\"}}")] }, Database.Cancellation);
    }

    [Fact]
    public async Task A_read_whose_answer_is_lost_is_unavailable()
    {
        await using var database = await Database.CreateAsync(Contract);
        await using var proxy = new FaultyProxy(database.Schema.Options);
        await using var store = PostgresStore.Open(database.Model, proxy.Options);
        var engine = new LintelEngine(database.Model, store, TimeProvider.System);
        (await engine.ExecuteAsync(new ReadOperation { Resource = "row" }, Database.Cancellation)).Result!.Dispose();
        proxy.Fault = NetworkFault.LoseAnswers;
        Assert.Equal("unavailable", (await engine.ExecuteAsync(new ReadOperation { Resource = "row" }, Database.Cancellation)).Problem!.Error.Code);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable_and_never_answers_a_ping()
    {
        await using var store = PostgresStore.Open(Database.Compile(Contract), PostgresServer.Shared.Options with { Host = "127.0.0.1", Port = 1, Password = "hidden" });
        Assert.False(await store.PingAsync(Database.Cancellation));
        var failure = await Assert.ThrowsAsync<StoreException>(async () => await store.OpenAsync(SessionKind.Read, Database.Cancellation));
        Assert.Equal(StoreFailure.Unavailable, failure.Failure);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
    }
}
