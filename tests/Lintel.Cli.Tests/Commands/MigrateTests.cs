using System.Text.Json;
using Lintel.Postgres.Testing;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel migrate</c>: what it says, and how it ends.</summary>
public sealed class MigrateTests
{
    private const string Contract = """
        lintel: 1
        service: shop
        version: v1
        info: { title: Shop, description: A shop. }
        resources:
          order:
            key: int
            managed: []
            fields:
              note: string?
              status: enum(pending, paid) = pending
        """;

    [Fact]
    public async Task Plan_shows_each_step_with_its_SQL_and_apply_does_them_and_status_tells_of_them()
    {
        using var shop = await ShopAsync();
        var second = shop.Second("note: string?", "note: string?\n      carrier: string?");
        Assert.Equal($"""
            1 step for {shop.Place} (SQLite)

            1. add the column order.carrier
               ALTER TABLE "order" ADD COLUMN "carrier" TEXT;

            """, await shop.RunAsync(0, "plan", second));
        Assert.StartsWith($"{shop.Place} (SQLite) is 1 step behind the contract; 'lintel migrate plan' shows them", await shop.RunAsync(3, "status", second, "--check"));
        await shop.RunAsync(3, "plan", second, "--check");
        var applied = await shop.RunAsync(0, "apply", second);
        Assert.StartsWith("1/1  add the column order.carrier: done in 0.", applied);
        Assert.EndsWith($"{shop.Place} (SQLite) is up to date after 1 step\n", applied);
        Assert.Equal($"{shop.Place} (SQLite) is up to date\n", await shop.RunAsync(0, "apply", second));
        Assert.Equal($"{shop.Place} (SQLite) is up to date\n", await shop.RunAsync(0, "plan", second, "--check"));
        var status = (await shop.RunAsync(0, "status", second, "--check")).Split('\n');
        Assert.Equal($"{shop.Place} (SQLite) is up to date", status[0]);
        Assert.Matches(@"^     2  \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.\d{3}Z  done         add the column order.carrier$", status[3]);
    }

    [Fact]
    public async Task What_would_be_lost_is_listed_with_its_count_and_takes_a_flag()
    {
        using var shop = await ShopAsync();
        (await InProcess.RunAsync("load", shop.First, "order", shop.Workspace.Write("o.csv", "note\na\n\"\"\nb\n"), "--store", shop.Store)).Success();
        var second = shop.Second("      note: string?\n", "");
        Assert.Contains("   LOST: order.note: 3 values (takes --allow-destructive)\n", await shop.RunAsync(0, "plan", second));
        var refused = await InProcess.RunAsync("migrate", "apply", second, "--store", shop.Store);
        Assert.Equal((1, ""), (refused.Code, refused.Out));
        Assert.StartsWith("lintel: the schema of the database can't be changed to what the contract asks for:\n- order: the column 'note' is not in the contract (lost: order.note: 3 values; it takes --allow-destructive)\nNothing was changed.", refused.Error);
        Assert.Contains("is up to date after 1 step", await shop.RunAsync(0, "apply", second, "--allow-destructive"));
    }

    [Fact]
    public async Task What_rows_do_not_allow_ends_a_plan_with_1()
    {
        using var shop = await ShopAsync();
        (await InProcess.RunAsync("load", shop.First, "order", shop.Workspace.Write("o.csv", "note\na\n"), "--store", shop.Store)).Success();
        var second = shop.Second("note: string?", "note: string?\n      carrier: string");
        Assert.Contains("Can't be done:\n- order: the column 'carrier' is missing, and rows that exist would have no value for it: give it a default, or make it optional with '?'\n", await shop.RunAsync(1, "plan", second));
        Assert.Contains("can't be brought to the contract", await shop.RunAsync(3, "status", second, "--check"));
    }

    [Fact]
    public async Task A_table_of_many_rows_is_written_anew_only_where_that_is_allowed()
    {
        using var shop = await ShopAsync();
        (await InProcess.RunAsync("load", shop.First, "order", shop.Workspace.Write("o.csv", "note\n" + string.Concat(Enumerable.Repeat("n\n", 10_001))), "--store", shop.Store)).Success();
        var second = shop.Second("enum(pending, paid)", "enum(pending, paid, shipped)");
        Assert.Contains("   the table is written anew, and writes wait meanwhile (takes --allow-rewrite)\n", await shop.RunAsync(0, "plan", second));
        var refused = await InProcess.RunAsync("migrate", "apply", second, "--store", shop.Store);
        Assert.Equal(1, refused.Code);
        Assert.Contains("(the table is written anew, and writes wait meanwhile; it takes --allow-rewrite)", refused.Error);
        await shop.RunAsync(0, "apply", second, "--allow-rewrite");
    }

    [Fact]
    public async Task A_record_that_was_changed_by_hand_is_told_of()
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        using var shop = await ShopAsync(schema.Url);
        await shop.RunAsync(0, "apply", shop.Second("note: string?", "note: string?\n      carrier: string?"));
        Assert.False(JsonDocument.Parse(await shop.RunAsync(0, "status", shop.First, "--json")).RootElement.TryGetProperty("changedAt", out _));
        await schema.ExecuteAsync($"UPDATE {schema.Name}.lintel_migration SET sentence = 'nothing' WHERE number = 2");
        Assert.Contains("The record of step 2 is not as it was written", await shop.RunAsync(0, "status", shop.First));
        Assert.Equal(2, JsonDocument.Parse(await shop.RunAsync(0, "status", shop.First, "--json")).RootElement.GetProperty("changedAt").GetInt32());
    }

    [Fact]
    public async Task Programs_read_all_of_it_as_JSON()
    {
        using var shop = await ShopAsync();
        var second = shop.Second("      note: string?\n", "      carrier: string?\n");
        var plan = JsonDocument.Parse(await shop.RunAsync(0, "plan", second, "--json")).RootElement;
        var step = plan.GetProperty("steps").EnumerateArray().Last();
        Assert.Equal(("destructive", "order.note: 0 values"), (step.GetProperty("kind").GetString(), step.GetProperty("loss").GetString()));
        Assert.NotEqual(0, step.GetProperty("sql").GetArrayLength());
        var outcome = JsonDocument.Parse(await shop.RunAsync(0, "apply", second, "--json", "--allow-destructive")).RootElement;
        Assert.Equal((false, 2), (outcome.GetProperty("wasEmpty").GetBoolean(), outcome.GetProperty("steps").GetArrayLength()));
        var status = JsonDocument.Parse(await shop.RunAsync(0, "status", second, "--json")).RootElement;
        Assert.True(status.GetProperty("isUpToDate").GetBoolean());
        Assert.Equal(["done", "done", "done"], status.GetProperty("history").EnumerateArray().Select(record => record.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("0ms")]
    [InlineData("2m")]
    [InlineData("61s")]
    public async Task A_lock_time_out_is_a_time(string text)
    {
        using var shop = await ShopAsync();
        var ran = await InProcess.RunAsync("migrate", "apply", shop.First, "--store", shop.Store, "--lock-timeout", text);
        Assert.Equal(($"--lock-timeout is '{text}', but it must be a time like 200ms or 2s, of at most 60s", ExitCode.Misused), (ran.Failure(), ran.Code));
    }

    private static async Task<Shop> ShopAsync(string? store = null)
    {
        var workspace = new Workspace();
        var shop = new Shop(workspace, workspace.Write("first.yaml", Contract + "\n"), store ?? "sqlite:" + workspace.PathOf("shop.db"));
        await shop.RunAsync(0, "apply", shop.First);
        return shop;
    }

    /// <summary>A database of the first contract.</summary>
    private sealed record Shop(Workspace Workspace, string First, string Store) : IDisposable
    {
        public string Place => Store["sqlite:".Length..];

        public string Second(string old, string now) => Workspace.Write("second.yaml", Contract.Replace(old, now, StringComparison.Ordinal) + "\n");

        /// <summary>Runs <c>lintel migrate</c>, which has to end so; gives what it printed.</summary>
        public async Task<string> RunAsync(int code, string verb, string contract, params string[] flags)
        {
            var ran = await InProcess.RunAsync(["migrate", verb, contract, "--store", Store, .. flags]);
            Assert.True(ran.Code == code, $"{ran.Code}: {ran.Error}{ran.Out}");
            return ran.Out;
        }

        public void Dispose() => Workspace.Dispose();
    }
}
