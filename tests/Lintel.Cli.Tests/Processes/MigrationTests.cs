using System.Net.Http.Json;
using System.Text.Json;
using Lintel.Postgres.Testing;
using Lintel.Sqlite;
using Lintel.Sqlite.Native;

namespace Lintel.Cli.Tests.Processes;

/// <summary>Migrations of a database that is in use, and migrations that are killed.</summary>
public sealed class MigrationTests
{
    // LINTEL_MIGRATION_ROWS=500000 asks for more.
    private static readonly int Rows = int.Parse(Environment.GetEnvironmentVariable("LINTEL_MIGRATION_ROWS") ?? "100000", System.Globalization.CultureInfo.InvariantCulture);

    private const string Head = "lintel: 1\nservice: shop\nversion: v1\ninfo: { title: Shop, description: A shop. }\nresources:\n";

    private const string First = Head + """
          order:
            key: int
            fields:
              note: string?
              status: enum(pending, paid) = pending
              total: int = 0
          line:
            partOf: order
            key: int
            fields:
              quantity: int
        """;

    private static readonly string Second = First
        .Replace("note: string?", "remark: { type: string = '', was: note }\n      carrier: string?\n      weight: int >= 0 = 1\n      quantities: { computed: sum(lines.quantity), stored: true }", StringComparison.Ordinal)
        .Replace("enum(pending, paid)", "enum(pending, paid, shipped)", StringComparison.Ordinal)
        .Replace("total: int = 0", "total: int >= 0 = 0\n    queries:\n      - { filter: [status], sort: [-total] }", StringComparison.Ordinal)
        + "\n  parcel:\n    key: int\n    fields:\n      order: order\n";

    [Fact]
    public async Task While_clients_read_and_write_a_migration_lets_no_request_fail_nor_wait()
    {
        using var workspace = new Workspace();
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        var (first, second) = (workspace.Write("first.yaml", First), workspace.Write("second.yaml", Second));
        await using var server = await ServerProcess.StartAsync(first, "--store", schema.Url);
        await schema.ExecuteAsync($"INSERT INTO {schema.Name}.order (note, created_at, updated_at) SELECT CASE n % 2 WHEN 0 THEN 'n' END, now(), now() FROM generate_series(1, {Rows}) AS n");
        using var client = new HttpClient { BaseAddress = server.Address };
        using var stop = new CancellationTokenSource();
        var answers = Task.WhenAll(Enumerable.Range(0, 4).Select(i => UseAsync(client, "note", i, stop.Token)));
        var waits = LongestWaitAsync(schema, stop.Token);

        await using (var apply = ServerProcess.Launch("dotnet", [Repository.CommandLine, "migrate", "apply", second, "--store", schema.Url]))
        {
            await apply.Process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.True(await apply.EndedAsync() == 0, apply.Said);
        }
        Assert.Contains("is up to date", (await InProcess.RunAsync("migrate", "status", second, "--store", schema.Url, "--check")).Success());
        // The new contract is served beside the old one, by which nothing of what either writes is lost to the other.
        await using var next = await ServerProcess.StartAsync(second, "--store", schema.Url);
        using var other = new HttpClient { BaseAddress = next.Address };
        using (var beside = new CancellationTokenSource(TimeSpan.FromSeconds(1)))
            Assert.All(await UseAsync(other, "remark", 9, beside.Token), status => Assert.InRange(status, 200, 201));
        await stop.CancelAsync();
        Assert.False(server.Process.HasExited, server.Said);
        var statuses = (await answers).SelectMany(each => each).ToArray();
        Assert.All(statuses, status => Assert.InRange(status, 200, 201));
        Assert.True(statuses.Length > 100, $"only {statuses.Length} requests were sent");
        Assert.InRange(await waits, 0, 200);
        var old = await client.GetFromJsonAsync<JsonElement>("/v1/orders/1?fields=note", TestContext.Current.CancellationToken);
        var now = await other.GetFromJsonAsync<JsonElement>("/v1/orders/1?fields=remark", TestContext.Current.CancellationToken);
        Assert.Equal(old.GetProperty("note").GetString(), now.GetProperty("remark").GetString());
    }

    [Fact]
    public async Task A_migration_of_PostgreSQL_that_is_killed_in_each_of_its_steps_ends_in_the_same_schema()
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var fresh = await PostgresServer.Shared.CreateSchemaAsync();
        using var workspace = new Workspace();
        var (first, second) = (workspace.Write("first.yaml", First), workspace.Write("second.yaml", Second));
        (await InProcess.RunAsync("migrate", "apply", first, "--store", schema.Url)).Success();
        await schema.ExecuteAsync($"INSERT INTO {schema.Name}.order (note, created_at, updated_at) SELECT CASE n % 2 WHEN 0 THEN 'n' END, now(), now() FROM generate_series(1, 20000) AS n");
        Assert.InRange(await KillAsync(second, schema.Url), 8, 100);
        Assert.Contains("is up to date", (await InProcess.RunAsync("migrate", "status", second, "--store", schema.Url, "--check")).Success());
        Assert.Equal(20000L, await schema.ExecuteAsync($"SELECT count(*) FROM {schema.Name}.order WHERE note IS NOT NULL AND weight = 1 AND quantities = 0"));
        // As in a database whose migration nobody killed.
        (await InProcess.RunAsync("migrate", "apply", first, "--store", fresh.Url)).Success();
        (await InProcess.RunAsync("migrate", "apply", second, "--store", fresh.Url)).Success();
        Assert.Equal(await fresh.DescribeAsync(exactly: true), await schema.DescribeAsync(exactly: true));
    }

    [Fact]
    public async Task A_migration_of_SQLite_that_is_killed_at_any_moment_is_done_whole_or_not_at_all()
    {
        using var workspace = new Workspace();
        var (first, second) = (workspace.Write("first.yaml", First), workspace.Write("second.yaml", Second));
        var store = "sqlite:" + workspace.PathOf("shop.db");
        (await InProcess.RunAsync("migrate", "apply", first, "--store", store)).Success();
        var rows = workspace.Write("orders.csv", "note\n" + string.Concat(Enumerable.Repeat("n\n", 5000)));
        (await InProcess.RunAsync("load", first, "order", rows, "--store", store)).Success();
        var before = (await InProcess.RunAsync("migrate", "plan", second, "--store", store, "--json")).Success();
        for (var round = 0; round < 4; round++)
        {
            await using var apply = ServerProcess.Launch("dotnet", [Repository.CommandLine, "migrate", "apply", second, "--store", store]);
            await Task.Delay(Random.Shared.Next(200, 900), TestContext.Current.CancellationToken);
            if (!apply.Process.HasExited) apply.Signal(ServerProcess.Kill);
            await apply.EndedAsync();
            var plan = (await InProcess.RunAsync("migrate", "plan", second, "--store", store, "--json")).Success();
            if (plan != before) Assert.Contains("\"steps\": []", plan);
        }
        (await InProcess.RunAsync("migrate", "apply", second, "--store", store)).Success();
        Assert.Contains("is up to date", (await InProcess.RunAsync("migrate", "status", second, "--store", store, "--check")).Success());
        var fresh = "sqlite:" + workspace.PathOf("fresh.db");
        (await InProcess.RunAsync("migrate", "apply", first, "--store", fresh)).Success();
        (await InProcess.RunAsync("migrate", "apply", second, "--store", fresh)).Success();
        var schema = Describe(workspace.PathOf("fresh.db"));
        Assert.Contains(schema, part => part.StartsWith("table order CREATE TABLE ", StringComparison.Ordinal));
        Assert.Equal(schema, Describe(workspace.PathOf("shop.db")));
        await using var server = await ServerProcess.StartAsync(second, "--store", store);
        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(5000, await Shop.TotalAsync(client, "orders"));
    }

    /// <summary>All that stands in the schema of a file.</summary>
    private static string[] Describe(string file)
    {
        using var connection = SqliteConnection.Open(file, new SqliteOptions { Path = file, Time = TimeProvider.System }, "");
        return [.. connection.Query("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name", 3).Select(row => string.Join(' ', row))];
    }

    /// <summary>Applies, killed behind each step that it tells of, until one is not killed. Gives how often it was.</summary>
    private static async Task<int> KillAsync(string contract, string store)
    {
        for (var killed = 0; ; killed++)
        {
            await using var apply = ServerProcess.Launch("dotnet", [Repository.CommandLine, "migrate", "apply", contract, "--store", store]);
            // The next step has begun by the time that the line is read.
            string? line;
            while ((line = await apply.Process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)) is not null && !line.Contains(": done in ", StringComparison.Ordinal))
                Assert.DoesNotContain("lintel: ", line);
            if (line is null)
            {
                Assert.Equal(0, await apply.EndedAsync());
                return killed;
            }
            apply.Signal(ServerProcess.Kill);
            await apply.EndedAsync();
        }
    }

    /// <summary>Writes and reads without a break. Gives all statuses.</summary>
    private static async Task<List<int>> UseAsync(HttpClient client, string note, int seed, CancellationToken stop)
    {
        var statuses = new List<int>();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            using var read = await client.GetAsync($"/v1/orders?{note}=n&limit=3&fields=id,{note},status", CancellationToken.None);
            using var written = await client.PostAsJsonAsync("/v1/orders", new Dictionary<string, object> { [note] = "w", ["total"] = i }, CancellationToken.None);
            using var patched = await client.PatchAsJsonAsync($"/v1/orders/{(seed * 1000) + i % 1000 + 1}", new Dictionary<string, object> { [note] = $"p{i}" }, CancellationToken.None);
            statuses.AddRange([(int)read.StatusCode, (int)written.StatusCode, (int)patched.StatusCode]);
        }
        return statuses;
    }

    /// <summary>The longest that anyone waited for a lock, in milliseconds, as the database tells it every few of them.</summary>
    private static async Task<double> LongestWaitAsync(PostgresSchema schema, CancellationToken stop)
    {
        await using var connection = await schema.ConnectAsync();
        await using var query = new Npgsql.NpgsqlCommand(
            $"SELECT coalesce(max(extract(epoch FROM clock_timestamp() - waitstart) * 1000), 0)::float8 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype <> 'virtualxid' AND application_name = '{schema.Name}'", connection);
        var longest = 0.0;
        while (!stop.IsCancellationRequested)
        {
            longest = Math.Max(longest, (double)(await query.ExecuteScalarAsync(CancellationToken.None))!);
            await Task.Delay(5, CancellationToken.None);
        }
        return longest;
    }
}
