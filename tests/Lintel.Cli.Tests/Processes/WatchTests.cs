using System.Collections.Concurrent;
using Lintel.Postgres.Testing;

namespace Lintel.Cli.Tests.Processes;

/// <summary><c>lintel run --watch</c>: what becomes of a service while its contract is edited.</summary>
public sealed class WatchTests
{
    private const int Edits = 20, Clients = 8;

    private const string NotServed = "not served; the contract before it is served on\n";

    public static readonly TheoryData<string> Stores = ["SQLite", "PostgreSQL"];

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task A_new_field_is_served_within_a_second(string store)
    {
        await using var shop = await WatchedShop.StartAsync(store);
        var order = await Shop.OrderAsync(shop.Client);
        await shop.AnsweredAsync(400, "/v1/orders?fields=gift");

        var said = await shop.AfterAsync(() => shop.AddFieldAsync("gift: bool = false"), " ms\n");
        Assert.Matches(@"^empty-shop\.yaml changed: serving 4 resources \(added order\.gift, changed the schema with 1 statement\) after \d+ ms\n$", said);
        Assert.Equal("""{"data":[],"page":{"next":null,"prev":null}}""", await shop.AnsweredAsync(200, "/v1/orders?fields=gift"));
        Assert.Contains("\"gift\"", await shop.AnsweredAsync(200, "/v1/openapi.json"), StringComparison.Ordinal);

        await shop.AddFieldAsync("urgent: bool = true");
        await shop.AnsweredAsync(200, "/v1/orders?fields=urgent"); // prints how long it took
        using var wire = (await Wire.ConnectAsync(shop.Server.Port))!;
        await wire.SendAsync(Wire.Request("POST", "/v1/orders", order));
        Assert.Contains("\"gift\":false,\"urgent\":true,", (await wire.ReceiveAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_edit_is_told_with_its_diagnostic_and_what_was_before_is_served_until_it_is_mended()
    {
        await using var shop = await WatchedShop.StartAsync();
        var said = await shop.AfterAsync(() => shop.EditAsync("string(..500)?", "strin(..500)?"), NotServed);
        Assert.Contains("error LTL3001: `strin` is neither a type nor a resource.", said, StringComparison.Ordinal);
        Assert.Contains("hint: did you mean `string`?", said, StringComparison.Ordinal);
        Assert.EndsWith($"\nlintel: 1 error in {shop.Contract}\nempty-shop.yaml changed: {NotServed}", said);
        await shop.AnsweredAsync(200, "/v1/orders?fields=note");

        Assert.Contains("changed: serving 4 resources after ", await shop.AfterAsync(() => shop.EditAsync("strin(..500)?", "string(..500)?"), " ms\n"), StringComparison.Ordinal);
        await shop.AnsweredAsync(200, "/v1/orders?fields=note");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public Task No_request_fails_while_the_contract_changes_under_load(string store) => UnderLoadAsync(store, async (shop, load) =>
    {
        for (var i = 0; i < Edits; i++)
        {
            var name = $"extra{i}";
            // By turns with a column and without one.
            await shop.AfterAsync(() => shop.AddFieldAsync($"{name}: {(i % 2 == 0 ? $"int = {i}" : "{ computed: total }")}"), $"added order.{name}");
            await load.GoesOnAsync();
        }
    });

    [Theory]
    [MemberData(nameof(Stores))]
    public Task No_request_fails_while_the_database_changes_in_ways_that_the_engine_before_does_not_know(string store) => UnderLoadAsync(store, async (shop, load) =>
    {
        const string rule = "      - { name: gone, check: total >= 0 and status != 'cancelled', message: No. }\n";
        foreach (var (from, to) in new[]
        {
            ("      note: ", "      remark:\n        was: note\n        type: string(..500)?\n      other: "),
            ("    rules:                                     # over", $"    rules:                                     # over the lines too\n{rule}      #"),
            (rule, ""),
            ("      remark:\n        was: note", "      comment:\n        was: remark"),
        })
        {
            await shop.AfterAsync(() => shop.EditAsync(from, to), " ms\n");
            await load.GoesOnAsync();
        }
        await shop.AnsweredAsync(200, "/v1/orders?fields=comment");
    });

    [Fact]
    public async Task A_contract_that_is_deleted_is_served_on_and_served_anew_when_it_is_back()
    {
        await using var shop = await WatchedShop.StartAsync();
        var text = await File.ReadAllTextAsync(shop.Contract, TestContext.Current.CancellationToken);
        var said = await shop.AfterAsync(() => DoneAsync(() => File.Delete(shop.Contract)), NotServed);
        Assert.Contains($"There is no file or folder `{shop.Contract}`.", said, StringComparison.Ordinal);
        Assert.EndsWith($"empty-shop.yaml removed: {NotServed}", said);
        await shop.AnsweredAsync(200, "/v1/orders");
        await shop.AfterAsync(() => File.WriteAllTextAsync(shop.Contract, text), "empty-shop.yaml added: serving 4 resources after ");
    }

    [Fact]
    public async Task An_editor_may_put_another_file_in_its_place_and_write_in_steps()
    {
        await using var shop = await WatchedShop.StartAsync();
        var text = (await File.ReadAllTextAsync(shop.Contract, TestContext.Current.CancellationToken)).Replace("      note: ", "      gift: bool = false\n      note: ", StringComparison.Ordinal);
        await shop.AfterAsync(async () =>
        {
            await File.WriteAllTextAsync(shop.Contract + "~", text);
            File.Move(shop.Contract + "~", shop.Contract, overwrite: true);
        }, "added order.gift");

        var said = await shop.AfterAsync(async () =>
        {
            await using var file = new StreamWriter(shop.Contract);
            foreach (var line in text.Replace("gift", "wrap", StringComparison.Ordinal).Split('\n').Chunk(10))
            {
                await file.WriteAsync(string.Join('\n', line) + "\n");
                await file.FlushAsync();
                await Task.Delay(10);
            }
        }, " ms\n");
        Assert.StartsWith("empty-shop.yaml changed: serving 4 resources (added order.wrap, removed order.gift, ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_added_to_a_folder_is_served()
    {
        await using var shop = await WatchedShop.StartAsync(isFolder: true);
        var more = Path.Combine(Path.GetDirectoryName(shop.Contract)!, "voucher.yaml");
        await shop.AfterAsync(() => File.WriteAllTextAsync(more, "resources:\n  voucher:\n    fields: { code: string unique }\n"), "voucher.yaml added: serving 5 resources (added voucher, changed the schema with ");
        await shop.AnsweredAsync(200, "/v1/vouchers");

        // What is no contract is no change: a database beside it is written with each request.
        var before = shop.Server.Said.Length;
        await Shop.OrderAsync(shop.Client);
        await File.WriteAllTextAsync(more + ".txt", "nothing", TestContext.Current.CancellationToken);
        await shop.AfterAsync(() => DoneAsync(() => File.Delete(more)), "(removed voucher) after ");
        Assert.StartsWith("voucher.yaml removed: ", shop.Server.Said[before..], StringComparison.Ordinal);
        await shop.AnsweredAsync(404, "/v1/vouchers");
    }

    [Fact]
    public async Task A_folder_that_is_made_anew_is_watched_on()
    {
        await using var shop = await WatchedShop.StartAsync(isFolder: true);
        var folder = Path.GetDirectoryName(shop.Contract)!;
        await shop.AfterAsync(() => DoneAsync(() => Directory.Move(folder, folder + "-away")), NotServed);
        await shop.AfterAsync(() => DoneAsync(() => Directory.Move(folder + "-away", folder)), "contract.yaml added: serving 4 resources after ");
        await shop.AfterAsync(() => shop.AddFieldAsync("gift: bool = false"), "added order.gift");
        await shop.AnsweredAsync(200, "/v1/orders?fields=gift");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task An_edit_that_needs_more_than_additions_is_refused_with_its_SQL_and_saving_again_tries_again(string store)
    {
        await using var shop = await WatchedShop.StartAsync(store);
        var said = await shop.AfterAsync(() => shop.EditAsync("string(..500)?", "string(..500)"), NotServed);
        Assert.Contains("- order: the column 'note' may be null and should not\n", said, StringComparison.Ordinal);
        Assert.Contains(store == "SQLite" ? "ALTER TABLE \"lintel_new_order\" RENAME TO \"order\";" : "ALTER TABLE \"order\"", said, StringComparison.Ordinal);
        await shop.AnsweredAsync(200, "/v1/orders?fields=note");
        await shop.AfterAsync(() => shop.EditAsync("string(..500)", "string(..500)"), NotServed);
        await shop.AfterAsync(() => shop.EditAsync("string(..500)", "string(..500)?"), "changed: serving 4 resources after ");
    }

    [Fact]
    public async Task A_change_while_the_database_is_down_is_served_when_it_is_saved_again()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var shop = await WatchedShop.StartAsync(cluster.Url);
        await cluster.HaltAsync();
        Assert.Contains("lintel: PostgreSQL at ", await shop.AfterAsync(() => shop.AddFieldAsync("gift: bool = false"), NotServed), StringComparison.Ordinal);
        await shop.AnsweredAsync(503, "/v1/orders");
        await cluster.ResumeAsync();
        await shop.AnsweredAsync(200, "/v1/orders");
        await shop.AfterAsync(() => shop.EditAsync("gift", "gift"), "added order.gift");
        await shop.AnsweredAsync(200, "/v1/orders?fields=gift");
    }

    [Fact]
    public async Task Version_and_title_follow_and_the_database_stays()
    {
        await using var shop = await WatchedShop.StartAsync();
        await Shop.OrderAsync(shop.Client);
        await shop.EditAsync("service: shop", "service: store");
        await shop.EditAsync("title: Shop", "title: Store");
        await shop.AfterAsync(() => shop.EditAsync("version: v1 ", "version: v2 "), "(v1 is now v2)");
        Assert.Contains("ada@example.com", await shop.AnsweredAsync(200, "/v2/customers"), StringComparison.Ordinal);
        Assert.Contains("\"Store\"", await shop.AnsweredAsync(200, "/v2/openapi.json"), StringComparison.Ordinal);
        Assert.Contains("<title>Store</title>", await shop.AnsweredAsync(200, "/docs/"), StringComparison.Ordinal);
        foreach (var path in new[] { "/v1/customers", "/v1/openapi.json" })
            Assert.Contains("\"code\":\"not-found\"", await shop.AnsweredAsync(404, path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_watches_stops_as_any_other()
    {
        await using var shop = await WatchedShop.StartAsync();
        await shop.AfterAsync(() => shop.AddFieldAsync("gift: bool = false"), "added order.gift");
        shop.Server.Signal(ServerProcess.Terminate);
        Assert.Equal(0, await shop.Server.EndedAsync());
        Assert.EndsWith("stopped\n", shop.Server.Said);
    }

    private static async Task UnderLoadAsync(string store, Func<WatchedShop, Load, Task> edit)
    {
        await using var shop = await WatchedShop.StartAsync(store);
        var load = new Load(shop, await Shop.OrderAsync(shop.Client));
        var loading = load.RunAsync(Clients);
        await edit(shop, load);
        load.Stop();
        await loading;
        Assert.Empty(load.Failures);
        Assert.Equal(load.Created, await Shop.TotalAsync(shop.Client, "orders"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{load.Answered} requests, the longest took {load.Longest.TotalMilliseconds:0} ms");
    }

    private static Task DoneAsync(Action edit)
    {
        edit();
        return Task.CompletedTask;
    }

    /// <summary>Callers who read and write orders without a break, each on a connection of its own.</summary>
    private sealed class Load(WatchedShop shop, string order)
    {
        private readonly ConcurrentBag<TimeSpan> _times = [];
        private int _created;
        private volatile bool _enough;

        public ConcurrentQueue<string> Failures { get; } = new();

        public int Answered => _times.Count;

        public int Created => _created;

        public TimeSpan Longest => _times.Max();

        public void Stop() => _enough = true;

        /// <summary>Waits until what is served now has been asked for by all.</summary>
        public async Task GoesOnAsync()
        {
            var before = Answered;
            while (Answered < before + (3 * Clients) && Failures.IsEmpty) await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        public Task RunAsync(int clients) => Task.WhenAll(Enumerable.Range(0, clients).Select(client => RunAsync(client % 2 == 0)));

        private async Task RunAsync(bool writes)
        {
            using var wire = (await Wire.ConnectAsync(shop.Server.Port))!;
            try
            {
                while (!_enough)
                {
                    var start = TimeProvider.System.GetTimestamp();
                    await wire.SendAsync(writes ? Wire.Request("POST", "/v1/orders", order) : Wire.Request("GET", "/v1/orders?limit=5&include=lines,customer"));
                    var answer = await wire.ReceiveAsync();
                    _times.Add(TimeProvider.System.GetElapsedTime(start));
                    if (answer.Status != (writes ? 201 : 200)) Failures.Enqueue($"{answer.Status} {answer.Body}");
                    else if (writes) Interlocked.Increment(ref _created);
                }
            }
            catch (IOException exception)
            {
                Failures.Enqueue(exception.Message);
            }
        }
    }
}
