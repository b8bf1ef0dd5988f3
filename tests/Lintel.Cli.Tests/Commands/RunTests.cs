using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel run</c>: what it says, and why it may not start.</summary>
public sealed class RunTests
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    [Fact]
    public async Task The_greeting_tells_title_store_what_was_done_addresses_and_how_to_stop()
    {
        using var workspace = Workspace.With("shop");
        var shop = workspace.PathOf("shop");
        await using (var first = await InProcessServer.StartAsync(NoEnvironment, shop))
        {
            var url = first.Client.BaseAddress!.ToString().TrimEnd('/');
            Assert.Equal(
                $"""
                Shop v1
                  store  {shop}/.lintel/shop.db (SQLite): created 4 tables, loaded 260 rows from {shop}/data
                  API    {url}/v1/customers
                  docs   {url}/docs
                  query  {url}/graphql
                  stop   Ctrl-C

                """, first.Error);
            Assert.Equal(HttpStatusCode.OK, (await first.Client.GetAsync(new Uri("/v1/customers", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(0, await first.StopAsync());
            Assert.EndsWith("stopping: requests that were begun may take 31 s to finish\nstopped\n", first.Error);
        }
        await using var second = await InProcessServer.StartAsync(NoEnvironment, shop);
        Assert.Contains($"  store  {shop}/.lintel/shop.db (SQLite)\n", second.Error);
    }

    [Fact]
    public async Task The_greeting_tells_what_is_watched_and_a_change_brings_the_notes_that_are_new()
    {
        using var workspace = new Workspace();
        const string contract = "lintel: 1\nservice: haus\nresources:\n  note:\n    fields: { title: string searchable }\n";
        var path = workspace.Write("haus.yaml", contract);
        await using var server = await InProcessServer.StartAsync(NoEnvironment, path, "--watch");
        Assert.Contains($"  watch  {path}: changes are served when they are saved\n  stop   Ctrl-C\n", server.Error);
        workspace.Write("haus.yaml", contract + "    search: { language: german }\n");
        await server.SaidAsync("haus.yaml changed: serving 1 resource");
        Assert.Contains("\nnote: note: words are searched as they are, since SQLite", server.Error);
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task A_temporary_database_can_not_be_watched()
    {
        using var workspace = new Workspace();
        var ran = await InProcess.RunAsync("run", workspace.EmptyShop(), "--watch", "--store", "sqlite::memory:");
        Assert.Equal(ExitCode.Misused, ran.Code);
        Assert.Equal("--watch needs a database that stays: a file, or PostgreSQL; a temporary one would be empty after each change", ran.Failure());
    }

    [Fact]
    public async Task What_the_database_can_not_do_is_told_with_its_reason()
    {
        using var workspace = new Workspace();
        var contract = workspace.Write("haus.yaml", "lintel: 1\nservice: haus\nresources:\n  note:\n    fields: { title: string searchable }\n    search: { language: german }\n");
        await using var server = await InProcessServer.StartAsync(NoEnvironment, contract);
        Assert.Contains("  note   note: words are searched as they are, since SQLite knows the endings of English alone and not those of German\n", server.Error);
    }

    [Fact]
    public async Task Each_request_is_one_json_object_in_the_log()
    {
        using var workspace = Workspace.With("shop");
        await using var server = await InProcessServer.StartAsync(NoEnvironment, workspace.PathOf("shop"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/products?limit=1");
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        (await server.Client.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await server.LoggedAsync("\n");
        using var line = JsonDocument.Parse(Assert.Single(server.Out.TrimEnd('\n').Split('\n')));
        var entry = line.RootElement;
        Assert.True(entry.GetProperty("time").TryGetDateTimeOffset(out _));
        Assert.Equal("information", entry.GetProperty("level").GetString());
        Assert.Equal("Answered", entry.GetProperty("event").GetString());
        Assert.StartsWith("GET /v1/products 200 in ", entry.GetProperty("message").GetString());
        Assert.Equal("GET", entry.GetProperty("method").GetString());
        Assert.Equal("/v1/products", entry.GetProperty("route").GetString());
        Assert.Equal(200, entry.GetProperty("status").GetInt32());
        Assert.InRange(entry.GetProperty("ms").GetDouble(), 0, 60_000);
        Assert.NotEqual("", entry.GetProperty("requestId").GetString());
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", entry.GetProperty("traceId").GetString());
    }

    [Fact]
    public async Task The_log_can_be_text_with_statements_at_debug_level()
    {
        using var workspace = Workspace.With("shop");
        await using var server = await InProcessServer.StartAsync(new() { ["LINTEL_LOG"] = "text", ["LINTEL_LOG_LEVEL"] = "debug" }, workspace.PathOf("shop"));
        await server.Client.GetAsync(new Uri("/v1/products?limit=1", UriKind.Relative), TestContext.Current.CancellationToken);
        await server.LoggedAsync("statements");
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d\.\d{3} info  GET /v1/products 200 in [\d.]+ ms$", server.Out);
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d\.\d{3} debug 1 statements for GET /v1/products from 127\.0\.0\.1$", server.Out);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line()
    {
        using var workspace = Workspace.With("shop");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        Assert.Equal($"{url} is in use by another program; choose another address with --urls", (await InProcess.RunAsync("run", workspace.PathOf("shop"), "--urls", url)).Failure());
        Assert.Equal($"{url} is in use by another program; choose another address with --metrics", (await InProcess.RunAsync("run", workspace.PathOf("shop"), "--urls", "http://127.0.0.1:0", "--metrics", url)).Failure());
    }

    [Fact]
    public async Task An_address_of_another_machine_is_one_line()
    {
        using var workspace = Workspace.With("shop");
        Assert.StartsWith("can't listen on http://192.0.2.1:5000: ", (await InProcess.RunAsync("run", workspace.PathOf("shop"), "--urls", "http://192.0.2.1:5000")).Failure());
    }

    [Fact]
    public async Task A_store_that_cant_be_opened_is_one_line()
    {
        using var workspace = Workspace.With("shop");
        var shop = workspace.PathOf("shop");
        var text = workspace.Write("text.db", string.Concat(Enumerable.Repeat("This is no database. ", 500)));
        Assert.Equal($"the file '{text}' is not a SQLite database: name another, or move it away.", (await InProcess.RunAsync("run", shop, "--store", "sqlite:" + text)).Failure());
        Assert.Equal($"'{shop}' is a folder, not a SQLite database.", (await InProcess.RunAsync("run", shop, "--store", "sqlite:" + shop)).Failure());
        Assert.Equal("the folder '/nosuch/folder' of the SQLite database does not exist: create it, or name another.", (await InProcess.RunAsync("run", shop, "--store", "sqlite:/nosuch/folder/shop.db")).Failure());
        Assert.StartsWith("the SQLite database '/proc/shop.db' can't be opened: ", (await InProcess.RunAsync("run", shop, "--store", "sqlite:/proc/shop.db")).Failure());
    }

    [Fact]
    public async Task A_folder_that_cant_be_made_beside_the_contract_is_one_line()
    {
        using var workspace = Workspace.With("shop");
        workspace.Write("shop/.lintel", "a file where the folder should be");
        var failure = (await InProcess.RunAsync("run", workspace.PathOf("shop"))).Failure();
        Assert.StartsWith($"can't create the folder {workspace.PathOf("shop/.lintel")} for the database (", failure);
        Assert.EndsWith("; give another place with --store sqlite:PATH", failure);
    }

    [Fact]
    public async Task A_database_whose_schema_does_not_fit_is_refused_with_the_statements_that_would_mend_it()
    {
        using var workspace = Workspace.With("shop");
        var store = "sqlite:" + workspace.PathOf("shop.db");
        (await InProcess.RunAsync("load", workspace.PathOf("shop"), "product", workspace.Write("p.csv", "sku,name,price\n"), "--store", store)).Success();
        var contract = workspace.PathOf("shop/contract.yaml");
        await File.WriteAllTextAsync(contract, (await File.ReadAllTextAsync(contract, TestContext.Current.CancellationToken)).Replace("type: decimal(12,2) >= 0\n", "type: decimal(12,3) >= 0\n", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var ran = await InProcess.RunAsync("run", workspace.PathOf("shop"), "--store", store);
        Assert.Equal((1, ""), (ran.Code, ran.Out));
        Assert.StartsWith("lintel: the schema of the database does not fit the contract", ran.Error);
        Assert.Contains("INSERT INTO", ran.Error);
        Assert.DoesNotContain("   at ", ran.Error);
    }
}
