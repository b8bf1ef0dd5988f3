using System.Text.Json;
using Lintel.Http.Tests.Failures;
using Lintel.Http.Tests.Models;
using Lintel.Http.Tests.Tours;
using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Lintel.Stores;

namespace Lintel.Http.Tests.Rest;

/// <summary><c>Prefer: explain</c>: how a read is done, for callers who may know.</summary>
public sealed class ExplainTests
{
    private const string Contract = """
          customer:
            key: int
            managed: []
            fields:
              name: string searchable
              tier: enum(basic, gold) = basic
          order:
            key: int
            managed: []
            fields:
              customer: customer
              status: enum(pending, paid) = pending
              total: decimal(12,2) = 0
              note: string?
            queries:
              - { filter: [status], sort: [-total] }
          orderLine:
            partOf: order
            key: int
            managed: []
            fields:
              quantity: int >= 1
        """;

    private static readonly (string, string) Explain = ("Prefer", "explain");
    private static readonly LintelHttpOptions Allowed = new() { MayExplain = _ => true };

    [Fact]
    public async Task Nobody_may_unless_it_is_allowed()
    {
        await using var service = await TestService.StartAsync(Contract);
        var reply = (await service.GetAsync("orders", Explain)).Expect(200);
        Assert.Equal("application/json", reply["Content-Type"]);
        Assert.Null(reply["Preference-Applied"]);
        Assert.Empty(reply.Data);
    }

    [Fact]
    public async Task Who_may_is_asked_for_each_request()
    {
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Http = new LintelHttpOptions { MayExplain = context => context.Request.Headers["X-Who"] == "admin" } });
        Assert.Null((await service.GetAsync("orders", Explain)).Expect(200)["Preference-Applied"]);
        Assert.Equal("explain", (await service.GetAsync("orders", Explain, ("X-Who", "admin"))).Expect(200)["Preference-Applied"]);
    }

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task It_tells_what_was_understood_the_statements_and_what_the_database_does(string store) => ServeAsync(store, async service =>
    {
        var reply = (await service.GetAsync("orders?status=paid&sort=-total&note=a%20secret&limit=5", Explain)).Expect(200);
        Assert.Equal("application/vnd.lintel.plan+json", reply["Content-Type"]);
        Assert.Equal("explain", reply["Preference-Applied"]);
        Assert.Equal("no-store", reply["Cache-Control"]);
        Assert.Equal("Prefer", reply["Vary"]);
        Assert.Null(reply["ETag"]);

        var explained = reply.Json;
        Assert.Equal("reads order by index ix_order_status_total_id; " + (store == EachStore.Sqlite ? "no sort" : "sorts") + "; at most 5 rows", explained.GetProperty("summary").GetString());
        Assert.Equal(store, explained.GetProperty("store").GetString());
        Assert.Equal(["read order", "  show id, customerId, status, total, note", "  where status Equal 'paid'", "  where note Equal 'a secret'", "  order -total, -id", "  limit 5"], Texts(explained, "operation"));
        Assert.Equal(["ix_order_status_total_id"], Texts(explained, "indexes"));
        Assert.Equal(JsonValueKind.Null, explained.GetProperty("milliseconds").ValueKind);
        var statement = Assert.Single(explained.GetProperty("statements").EnumerateArray());
        Assert.Equal("order", statement.GetProperty("reads").GetString());
        Assert.StartsWith("SELECT ", statement.GetProperty("sql").GetString());
        Assert.DoesNotContain("secret", statement.GetProperty("sql").GetString(), StringComparison.Ordinal);
        Assert.Equal(["enum(pending, paid)", "string"], Texts(statement, "parameters"));
        Assert.Contains(store == EachStore.Sqlite ? "SEARCH t0 USING INDEX" : "Bitmap Index Scan", statement.GetProperty("plan").GetRawText(), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Every_read_can_be_explained_and_measured(string store) => ServeAsync(store, async service =>
    {
        await service.CreateAsync("customers", """{"name":"Ann Secret"}""");
        await service.CreateAsync("orders", """{"customerId":1,"note":"Secret","lines":[{"quantity":2}]}""");
        foreach (var read in (string[])["orders", "orders/1", "orders/1?include=lines,customer", "orders/1/lines", "orders/1/lines/1", "customers/1/orders?sort=note", "orders/9/lines",
            "orders?include=lines,customer&count=exact&limit=1", "orders?filter=total>1%20or%20lines.exists(l,l.quantity==2)&customer.tier=gold", "customers?search=ann+sec*+-x",
            "orders?after=" + await CursorAsync(service), "orders:aggregate?group=customer.name&count=*&sum=total&having=count>0", "order-lines:aggregate?avg=quantity"])
        {
            var (explained, measured) = ((await service.GetAsync(read, Explain)).Expect(200), (await service.GetAsync(read, ("Prefer", "explain=analyze"))).Expect(200));
            Assert.Equal("explain=analyze", measured["Preference-Applied"]);
            Assert.True(measured.Json.GetProperty("milliseconds").GetDouble() >= 0, read);
            Assert.DoesNotContain("Secret", explained.Body + measured.Body, StringComparison.Ordinal);
            Assert.Equal(explained.Json.GetProperty("statements").EnumerateArray().Select(one => one.GetProperty("sql").GetString()), measured.Json.GetProperty("statements").EnumerateArray().Select(one => one.GetProperty("sql").GetString()));
        }
    });

    [Fact]
    public async Task Every_read_of_the_music_store_can_be_explained_on_each_database()
    {
        var model = TestService.Sample("chinook");
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var sqlite = await TestService.StartAsync(model, new TestOptions { Http = Allowed });
        await using var postgres = await TestService.StartAsync(model, new TestOptions { Http = Allowed, Store = _ => PostgresStore.Open(model, schema.Options) });
        var reads = ChinookTour.Tour.Reads.ToArray();
        Assert.True(reads.Length > 50, $"{reads.Length} reads");
        foreach (var read in reads)
        {
            var (one, other) = ((await sqlite.GetAsync(read, Explain)).Expect(200).Json, (await postgres.GetAsync(read, Explain)).Expect(200).Json);
            Assert.StartsWith("reads ", one.GetProperty("summary").GetString());
            Assert.StartsWith("reads ", other.GetProperty("summary").GetString());
            Assert.Equal(Texts(one, "operation"), Texts(other, "operation"));
            Assert.Equal(1, other.GetProperty("statements").GetArrayLength());
        }
    }

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task It_is_the_plan_of_the_read_itself(string store) => ServeAsync(store, async service =>
    {
        (await service.GetAsync("orders?note=a")).Expect(200);
        Assert.Equal("cached", (await service.GetAsync("orders?note=b", Explain)).Json.GetProperty("planned").GetString());
        Assert.Equal("now", (await service.GetAsync("orders?note=b&limit=3", Explain)).Json.GetProperty("planned").GetString());
        Assert.Equal("cached", (await service.GetAsync("orders?note=c&limit=3", Explain)).Json.GetProperty("planned").GetString());
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Whole_lists_are_explained_as_they_are_streamed(string store) => ServeAsync(store, async service =>
    {
        await service.CreateAsync("customers", """{"name":"Ann"}""", """{"name":"Bob"}""");
        Assert.True((await service.GetAsync("customers?include=orders", ("Prefer", "explain=analyze"), ("Accept", "application/x-ndjson"))).Expect(200).Json.GetProperty("milliseconds").GetDouble() >= 0);
        var reply = (await service.GetAsync("orders?sort=note", Explain, ("Accept", "application/x-ndjson"))).Expect(200);
        Assert.Equal("application/vnd.lintel.plan+json", reply["Content-Type"]);
        Assert.EndsWith("sorts; any number of rows", reply.Json.GetProperty("summary").GetString());
    });

    [Theory]
    [InlineData("orders?status=paid&sort=-total", "reads order by index ix_order_status_total_id; no sort; at most 20 rows")]
    [InlineData("orders?sort=note", "reads order row by row; sorts; at most 20 rows")]
    [InlineData("orders/1", "reads order by its key; no sort; at most 1 row")]
    [InlineData("orders?sort=id&include=customer", "reads order row by row; customer by its key; no sort; at most 20 rows")]
    [InlineData("customers?search=ann", "reads customer by its key; index lintel_search_customer_words; sorts; at most 20 rows")]
    [InlineData("orders:aggregate?count=*", "reads order by index ix_order_customer_id_id; no sort; at most 1 group")]
    public Task The_summary_says_what_matters(string read, string summary) => ServeAsync(EachStore.Sqlite, async service =>
        Assert.Equal(summary, (await service.GetAsync(read, Explain)).Json.GetProperty("summary").GetString()));

    [Theory]
    [InlineData("EXPLAIN = \"Analyze\" ; a=b", "explain=analyze")]
    [InlineData("return=minimal, explain", "explain")]
    [InlineData("explain=nothing", null)]
    [InlineData("xexplain", null)]
    [InlineData("a=\"explain\"", null)]
    public Task Wishes_are_read_as_the_standard_has_them(string wish, string? applied) => ServeAsync(EachStore.Sqlite, async service =>
        Assert.Equal(applied, (await service.GetAsync("orders", ("Prefer", wish))).Expect(200)["Preference-Applied"]));

    [Fact]
    public Task What_is_wrong_with_a_read_is_told_as_without_it() => ServeAsync(EachStore.Sqlite, async service =>
    {
        foreach (var wrong in (string[])["orders?nope=1", "orders?limit=0", "orders?filter=total%3E'x'", "orders/none", "nothing", "orders:aggregate?sum=note"])
        {
            var (plain, explained) = (await service.GetAsync(wrong), await service.GetAsync(wrong, Explain));
            Assert.Equal((plain.Status, plain.Code, plain.Detail), (explained.Status, explained.Code, explained.Detail));
        }
    });

    [Fact]
    public Task Writes_are_done_and_not_explained() => ServeAsync(EachStore.Sqlite, async service =>
    {
        var reply = (await service.PostAsync("customers", """{"name":"Ann"}""", Explain)).Expect(201);
        Assert.Null(reply["Preference-Applied"]);
        Assert.Single((await service.GetAsync("customers")).Data);
    });

    [Fact]
    public Task A_head_has_the_length_alone() => ServeAsync(EachStore.Sqlite, async service =>
    {
        var reply = (await service.SendAsync("HEAD", "orders", null, Explain)).Expect(200);
        Assert.Empty(reply.Bytes);
        Assert.Equal("application/vnd.lintel.plan+json", reply["Content-Type"]);
        Assert.True(int.Parse(reply["Content-Length"]!, System.Globalization.CultureInfo.InvariantCulture) > 100);
    });

    [Fact]
    public async Task A_store_that_is_down_tells_nothing_of_itself()
    {
        var store = new FakeStore { OnOpen = _ => throw new StoreException(StoreFailure.Unavailable, "password=hunter2") };
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Store = _ => store, Http = Allowed });
        var reply = (await service.GetAsync("orders", Explain)).Expect(503);
        Assert.Equal("unavailable", reply.Code);
        Assert.DoesNotContain("hunter2", reply.Body, StringComparison.Ordinal);
    }

    private static Task ServeAsync(string store, Func<TestService, Task> test) => EachStore.RunAsync(store, Contract, test, Allowed);

    private static async Task<string> CursorAsync(TestService service)
    {
        await service.CreateAsync("orders", """{"customerId":1,"note":"Secret"}""");
        return (await service.GetAsync("orders?limit=1")).Next!;
    }

    private static string?[] Texts(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(text => text.GetString())];
}
