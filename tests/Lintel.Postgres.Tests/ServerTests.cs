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
