using System.Text.Json;
using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Npgsql;

namespace Lintel.Http.Tests.Rest;

/// <summary>What units see of others that write meanwhile, on a database that lets them.</summary>
public sealed class PostgresIsolationTests
{
    private const string Snapshot = "snapshot", Serializable = "serializable";

    /// <summary>A unit waits where it changes a gate that someone holds.</summary>
    private const string Contract = """
          gate:
            key: int
            managed: []
            fields: { passed: bool = false }
          doctor:
            key: int
            managed: []
            fields: { onCall: bool = true, shifts: int = 0 }
        """;

    [Theory]
    [InlineData(Snapshot)]
    [InlineData(Serializable)]
    public Task A_unit_sees_one_state_of_the_database(string isolation) => RunAsync(isolation, async (service, held) =>
    {
        var unit = UnitAsync(service, Get("doctors"), Pass(1), Get("doctors"));
        await held.UntilAsync(1);
        (await service.PatchAsync("doctors/1", """{"shifts":7}""")).Expect(200);
        await held.ReleaseAsync();
        var seen = await PassingAsync(service, unit);
        Assert.Equal(("0 0", "0 0"), (Column(seen[0], "shifts"), Column(seen[2], "shifts")));
        Assert.Equal("7 0", (await service.GetAsync("doctors?sort=id")).Column("shifts"));
    });

    [Theory]
    [InlineData(Snapshot)]
    [InlineData(Serializable)]
    public Task A_unit_that_writes_what_another_one_has_written_begins_again(string isolation) => RunAsync(isolation, async (service, held) =>
    {
        var unit = UnitAsync(service, Get("doctors"), Pass(1), Patch("doctors/1", """{"onCall":false}"""));
        await held.UntilAsync(1);
        (await service.PatchAsync("doctors/1", """{"shifts":7}""")).Expect(200);
        await held.ReleaseAsync();
        // What it saw at first is not what it is done on.
        Assert.Equal("7 0", Column((await PassingAsync(service, unit))[0], "shifts"));
        Assert.Equal(("7 0", "False True"), ((await service.GetAsync("doctors?sort=id")).Column("shifts"), (await service.GetAsync("doctors?sort=id")).Column("onCall")));
    });

    [Theory]
    [InlineData(Snapshot, "True True", "True True")] // write skew: both saw the other on call
    [InlineData(Serializable, "True True", "True False", "False True")]
    public Task Of_two_units_that_read_what_the_other_writes_one_begins_again_where_they_are_serializable(string isolation, string first, params string[] second) =>
        RunAsync(isolation, async (service, held) =>
        {
            var units = new[] { 1, 2 }.Select(i => UnitAsync(service, Get("doctors"), Pass(i), Patch($"doctors/{i}", """{"onCall":false}"""))).ToArray();
            await held.UntilAsync(2);
            await held.ReleaseAsync();
            string[] seen = [.. (await PassingAsync(service, Task.WhenAll(units))).Select(results => Column(results[0], "onCall"))];
            Assert.Contains(first, seen);
            Assert.Contains(seen[0] == first ? seen[1] : seen[0], second);
        });

    private static string Get(string path) => $$"""{"method":"GET","path":"/v1/{{path}}?sort=id"}""";

    private static string Patch(string path, string body) => $$"""{"method":"PATCH","path":"/v1/{{path}}","body":{{body}}}""";

    private static string Pass(int gate) => Patch($"gates/{gate}", """{"passed":true}""");

    private static async Task<JsonElement[]> UnitAsync(TestService service, params string[] operations) =>
        [.. (await service.PostAsync("/v1:batch", $$"""{"operations":[{{string.Join(',', operations)}}]}"""))
            .Expect(200).Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("body"))];

    /// <summary>Lets time pass until units are done: while one is being committed, which takes the disk's time, another that begins again at once fails each time.</summary>
    private static async Task<T> PassingAsync<T>(TestService service, Task<T> units)
    {
        while (!units.IsCompleted)
        {
            service.Clock.Advance(TimeSpan.FromMilliseconds(5));
            await Task.WhenAny(units, Task.Delay(5, TestService.Cancellation));
        }
        return await units;
    }

    private static string Column(JsonElement list, string field) => string.Join(' ', list.GetProperty("data").EnumerateArray().Select(row => row.GetProperty(field).ToString()));

    private static async Task RunAsync(string isolation, Func<TestService, HeldGates, Task> test)
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        var model = TestService.Compile(Contract, isolation: isolation);
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options), Engine = new() });
        for (var i = 0; i < 2; i++)
        {
            await service.CreateAsync("gates", "{}");
            await service.CreateAsync("doctors", "{}");
        }
        await using var other = await schema.ConnectAsync();
        var held = new HeldGates(schema, other);
        await held.HoldAsync();
        await test(service, held);
    }

    /// <summary>Gates that another connection keeps everyone from, without changing them.</summary>
    private sealed class HeldGates(PostgresSchema schema, NpgsqlConnection other)
    {
        public Task HoldAsync() => ExecuteAsync($"BEGIN; SELECT FROM {schema.Name}.gate FOR UPDATE");

        public Task ReleaseAsync() => ExecuteAsync("ROLLBACK");

        /// <summary>Waits until that many units are waiting.</summary>
        public Task UntilAsync(int units) => schema.UntilAsync(units, "active", "Lock");

        private async Task ExecuteAsync(string statements)
        {
            await using var command = new NpgsqlCommand(statements, other);
            await command.ExecuteNonQueryAsync(TestService.Cancellation);
        }
    }
}
