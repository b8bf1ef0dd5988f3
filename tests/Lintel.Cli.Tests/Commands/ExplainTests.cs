using System.Text.Json;
using Lintel.Postgres.Testing;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel explain</c>: how a read is done.</summary>
public sealed class ExplainTests
{
    [Theory]
    [InlineData("GET /v1/orders?status=paid&sort=-createdAt&fields=id,status")]
    [InlineData("/v1/orders?status=paid&sort=-createdAt&fields=id,status")]
    [InlineData("http://127.0.0.1:8080/v1/orders?status=paid&sort=-createdAt&fields=id,status")]
    public async Task It_says_what_matters_then_what_was_understood_then_each_statement(string request)
    {
        using var shop = await PreparedAsync();
        Assert.Equal("""
            reads order by index ix_order_status_created_at_id; no sort; at most 20 rows

            read order
              show id, status
              with createdAt
              where status Equal 'paid'
              order -createdAt, -id
              limit 20

            SQLite reads order
              SELECT t0."id", t0."status", t0."created_at"
              FROM "order" AS t0
              WHERE t0."status" = ?1
              ORDER BY t0."created_at" DESC, t0."id" DESC
              LIMIT 21
              -- with enum(pending, paid, shipped, cancelled)

              SEARCH t0 USING COVERING INDEX ix_order_status_created_at_id (status=?)

            """, (await RunAsync(shop, request)).Success());
    }

    [Fact]
    public async Task What_is_measured_tells_how_long_it_took()
    {
        using var shop = await PreparedAsync();
        Assert.Matches(@"^reads .*\ntook [0-9]+\.[0-9]{3} ms in SQLite\n\nread order\n", (await RunAsync(shop, "/v1/orders?include=lines.product&count=exact", "--analyze")).Success());
    }

    [Fact]
    public async Task Rows_that_a_function_of_the_database_gives_are_explained_too()
    {
        await using var database = await ForeignDatabase.CreateAsync("functions.postgres.sql");
        using var workspace = new Workspace();
        var contract = workspace.Write("customers.yaml", """
            lintel: 1
            service: customers
            schema: external
            resources:
              customer:
                key: int
                fields: { name: text, since: date }
            functions:
              customersSince: { input: { since: date }, returns: "customer[]", reads: true }
              span: { returns: { fields: { firstDay: date, lastDay: date } }, reads: true }
            """);
        var explained = (await InProcess.RunAsync("explain", contract, "GET /v1:customersSince?since=2021-01-01&limit=2", "--store", database.Url)).Success();
        Assert.Matches("^reads customer .*; at most 2 rows\n", explained);
        Assert.Contains("customers_since", explained, StringComparison.Ordinal);
        Assert.Equal(
            "Only functions that read rows of a resource are explained, and 'span' does not.",
            (await InProcess.RunAsync("explain", contract, "/v1:span", "--store", database.Url)).Failure());
        Assert.Contains("?since: 'since' is required.", (await InProcess.RunAsync("explain", contract, "/v1:customersSince", "--store", database.Url)).Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_JSON()
    {
        using var shop = await PreparedAsync();
        using var explained = JsonDocument.Parse((await RunAsync(shop, "/v1/orders:aggregate?group=status&count=*", "--json")).Success());
        Assert.Equal(
            ["summary", "operation", "store", "planned", "indexes", "milliseconds", "statements"], explained.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("POST /v1/orders", "Only reads are explained: GET, not POST.")]
    [InlineData("GET /v2/orders", "There is nothing at '/v2/orders': paths begin with /v1/, such as /v1/customers.")]
    [InlineData("GET /v1/orders?nope=1&limit=-1", "?nope: There is no parameter 'nope' here. Did you mean 'note'? ?limit: 'limit' is a whole number from 1 to 100.")]
    [InlineData("", "There is nothing at '': paths begin with /v1/, such as /v1/customers.")]
    [InlineData("http://127.0.0.1", "There is nothing at '/': paths begin with /v1/, such as /v1/customers.")]
    public async Task A_request_that_is_no_read_is_refused(string request, string failure)
    {
        using var shop = Workspace.With("shop");
        Assert.Equal(failure, (await RunAsync(shop, request)).Failure());
    }

    [Fact]
    public async Task A_database_that_lacks_something_is_not_changed()
    {
        using var shop = Workspace.With("shop");
        var (store, contract) = ("sqlite:" + shop.PathOf("shop.db"), shop.PathOf("shop"));
        Assert.EndsWith("(SQLite) is not as the contract asks for: the database is empty; see 'lintel migrate plan'", (await RunAsync(shop, "/v1/orders")).Failure());
        Assert.Contains("create the schema", (await InProcess.RunAsync("migrate", "plan", contract, "--store", store)).Success(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null, "--explain")]
    [InlineData(true, "true")]
    [InlineData(true, "TRUE", "--explain")]
    [InlineData(true, "false", "--explain")]
    [InlineData(false, "false")]
    [InlineData(true, null, "--watch")]
    [InlineData(false, "false", "--watch")]
    public async Task Callers_are_told_where_the_server_was_started_so(bool isTold, string? variable, params string[] flags)
    {
        using var workspace = new Workspace();
        await using var server = await InProcessServer.StartAsync(variable is null ? [] : new() { ["LINTEL_EXPLAIN"] = variable }, [workspace.EmptyShop(), .. flags]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/orders") { Headers = { { "Prefer", "explain" } } };
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(isTold ? "application/vnd.lintel.plan+json" : "application/json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("1")]
    public async Task A_switch_that_is_neither_on_nor_off_is_refused(string value)
    {
        using var shop = Workspace.With("shop");
        var ran = await InProcess.RunAsync(new Dictionary<string, string> { ["LINTEL_EXPLAIN"] = value }, "run", shop.PathOf("shop"));
        Assert.Equal($"LINTEL_EXPLAIN is '{value}', but it must be true or false", ran.Failure());
    }

    private static async Task<Workspace> PreparedAsync()
    {
        var shop = Workspace.With("shop");
        (await InProcess.RunAsync("migrate", "apply", shop.PathOf("shop"), "--store", "sqlite:" + shop.PathOf("shop.db"))).Success();
        return shop;
    }

    private static Task<Ran> RunAsync(Workspace shop, string request, params string[] more) =>
        InProcess.RunAsync(["explain", shop.PathOf("shop"), request, "--store", "sqlite:" + shop.PathOf("shop.db"), .. more]);
}
