using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Npgsql;

namespace Lintel.Faults.Tests.Postgres;

/// <summary>A PostgreSQL whose connections others have (<c>max_connections</c>).</summary>
public sealed class NoConnectionTests
{
    [Fact]
    public async Task A_service_goes_on_with_the_connections_that_it_has()
    {
        await using var server = await ServerService.StartAsync();
        await using (var others = await Others.TakeAllAsync(server.Cluster))
        {
            // More at a time than there are connections: they wait for one, and are served, also where that takes a while.
            server.Service.Load.Add(6);
            (await server.Service.PassAsync("during", 3, () => others.HoldUpAsync("order", TimeSpan.FromSeconds(1.3)))).ExpectGood();
        }
        await server.HealedAsync();
    }

    [Fact]
    public async Task A_service_that_has_none_refuses_at_once_until_there_is_one()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var service = await FaultyService.StartAsync(PostgresStore.Open(FaultyService.Model, cluster.Options));
        (await service.PassAsync("before", 1)).ExpectGood();
        await using (var others = await Others.TakeAllAsync(cluster))
        {
            await others.TakeFromAsync("lintel");
            await service.PassAsync("lost", 0.5);
            var during = await service.PassAsync("during", 2);
            during.Expect(Kind.Read, "503 unavailable").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "503").Expect(Kind.Plain, "200");
            during.ExpectWithin(TimeSpan.FromSeconds(1));
        }
        Assert.InRange(await service.UntilServedAsync(), TimeSpan.Zero, ServerService.Soon);
        (await service.EndAsync()).ExpectGood();
    }

    /// <summary>Connections of others, as many as there are.</summary>
    private sealed class Others(PostgresCluster cluster) : IAsyncDisposable
    {
        private readonly List<NpgsqlConnection> _taken = [];

        public static async Task<Others> TakeAllAsync(PostgresCluster cluster)
        {
            var others = new Others(cluster);
            while (await others.TakeAsync())
            {
            }
            return others;
        }

        /// <summary>Ends the connections of an application, and takes their places before it gets them back.</summary>
        public async Task TakeFromAsync(string application)
        {
            await using var command = new NpgsqlCommand($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = '{application}'", _taken[0]);
            for (var i = 0; i < 60; i++)
            {
                await command.ExecuteScalarAsync(FaultyService.Cancellation);
                while (await TakeAsync())
                {
                }
            }
        }

        /// <summary>Keeps everyone from a table for so long.</summary>
        public async Task HoldUpAsync(string table, TimeSpan time)
        {
            await using var transaction = await _taken[0].BeginTransactionAsync(FaultyService.Cancellation);
            await using var command = new NpgsqlCommand($"LOCK TABLE \"{table}\"", _taken[0], transaction);
            await command.ExecuteNonQueryAsync(FaultyService.Cancellation);
            await Task.Delay(time, FaultyService.Cancellation);
            await transaction.CommitAsync(FaultyService.Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in _taken) await connection.DisposeAsync();
        }

        private async Task<bool> TakeAsync()
        {
            try
            {
                _taken.Add(await cluster.ConnectAsync());
                return true;
            }
            catch (PostgresException exception) when (exception.SqlState == "53300")
            {
                return false;
            }
        }
    }
}
