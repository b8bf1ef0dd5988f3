using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Faults.Tests.Postgres;

/// <summary>An administrator of PostgreSQL who ends what a service has begun.</summary>
public sealed class AdministratorTests
{
    [Fact]
    public async Task Connections_that_are_ended_and_statements_that_are_stopped()
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var service = await FaultyService.StartAsync(PostgresStore.Open(FaultyService.Model, schema.Options));
        (await service.PassAsync("before", 1)).ExpectGood();
        var ended = await service.PassAsync("ended", 0, () => RepeatAsync("pg_terminate_backend"));
        ended.Expect(Kind.Read, "200", "503 unavailable").Expect(Kind.Write, "201", "503 unavailable", "503 undecided").Expect(Kind.Plain, "200");
        Assert.Contains(ended.Of(Kind.Read), answer => !answer.IsGood);
        Assert.Contains(ended.Of(Kind.Read), answer => answer.IsGood);
        await service.UntilServedAsync();
        // Held up, so that there is a statement to stop.
        await using (await schema.LockAsync("order"))
        {
            var stopped = await service.PassAsync("stopped", 0, () => RepeatAsync("pg_cancel_backend"));
            stopped.Expect(Kind.Read, "503 timed-out").Expect(Kind.Write, "503 timed-out").Expect(Kind.Plain, "200");
        }
        await service.UntilServedAsync();
        (await service.EndAsync()).ExpectGood();

        async Task RepeatAsync(string function)
        {
            for (var i = 0; i < 20; i++)
            {
                await schema.ExecuteAsync($"SELECT count({function}(pid)) FROM pg_stat_activity WHERE application_name = '{schema.Name}' AND query NOT LIKE 'BEGIN; LOCK%' AND pid <> pg_backend_pid()");
                await Task.Delay(50, FaultyService.Cancellation);
            }
        }
    }
}
