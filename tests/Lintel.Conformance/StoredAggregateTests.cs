using System.Globalization;
using Lintel.Binding;
using Lintel.Engine;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Stored fields of an aggregate are after each write what the same field gives that is not stored.</summary>
public abstract class StoredAggregateTests : StoreTests
{
    private const string Contract = """
          order:
            key: int
            managed: [version]
            fields:
              discount: decimal(4,2) = 0
              note: string?
              total: { computed: sum(lines.net), stored: true }
              totalNow: { computed: sum(lines.netNow) }
              lineCount: { computed: count(lines), stored: true }
              first: { computed: min(lines.sku), stored: true }
              label: { computed: "note + '/' + first", stored: true }
              large: { computed: total > 100, stored: true }
            queries:
              - { sort: [-total] }
          orderLine:
            partOf: order
            key: int
            fields:
              sku: string(1..20)?
              quantity: int
              price: decimal(12,2)
              net: { computed: quantity * price * (1 - order.discount), stored: true }
              netNow: { computed: quantity * price * (1 - order.discount) }
              weight: { computed: sum(parts.grams), stored: true }
          orderLinePart:
            partOf: orderLine
            key: int
            fields:
              grams: int
        """;

    private const string Body = """{"note":"n","lines":[{"sku":"b","quantity":3,"price":1.50,"parts":[{"grams":5},{"grams":6}]},{"sku":"a","quantity":1,"price":100}]}""";

    private static readonly ReadOperation Orders = Reading("order", "discount", "total", "totalNow", "lineCount", "first", "label", "large", "version");

    private static readonly ReadOperation Lines = Reading("orderLine", "net", "netNow", "weight");

    [Fact]
    public async Task A_create_stores_what_its_body_holds()
    {
        await using var database = await CreateAsync(Contract);
        await CreateOrderAsync(database, Body);
        await CreateOrderAsync(database, "{}");
        Assert.Equal(["""[0,104.5,104.5,2,"a","n/a",true,1]""", """[0,0,0,0,null,null,false,1]"""], (await database.LinesAsync(Orders)).Select(Short));
        Assert.Equal(["[4.5,4.5,11]", "[100,100,0]"], (await database.LinesAsync(Lines)).Select(Short));
    }

    [Fact]
    public async Task A_change_of_what_it_is_computed_from_changes_it_and_raises_the_version_once()
    {
        await using var database = await CreateAsync(Contract);
        await CreateOrderAsync(database, Body);
        await CreateOrderAsync(database, Body);
        await PatchAsync(database, "1", """{"discount":0.5,"note":null}""");
        Assert.Equal(["""[0.5,52.25,52.25,2,"a",null,false,2]""", """[0,104.5,104.5,2,"a","n/a",true,1]"""], (await database.LinesAsync(Orders)).Select(Short));
        Assert.Equal(["[2.25,2.25,11]", "[50,50,0]", "[4.5,4.5,11]", "[100,100,0]"], (await database.LinesAsync(Lines)).Select(Short));
    }

    [Fact]
    public async Task A_load_fills_them_whatever_the_order_of_the_rows()
    {
        await using var database = await CreateAsync(Contract);
        Assert.Equal(1, (await database.LoadAsync("order", "order.ndjson", Body)).Rows);
        Assert.Equal(2, (await database.LoadAsync("orderLine", "orderLine.csv", "orderId,sku,quantity,price\n1,0,1,7\n1,,2,1\n")).Rows);
        Assert.Equal(["""[0,113.5,113.5,4,"0","n/0",true,1]"""], (await database.LinesAsync(Orders)).Select(Short));
        Assert.Equal(1, (await database.LoadAsync("orderLinePart", "orderLinePart.csv", "orderLineId,grams\n2,9\n")).Rows);
        Assert.Equal(["[4.5,4.5,11]", "[100,100,9]", "[7,7,0]", "[2,2,0]"], (await database.LinesAsync(Lines)).Select(Short));
    }

    [Fact]
    public async Task What_has_no_value_is_null()
    {
        await using var database = await CreateAsync("""
              a:
                key: int
                managed: []
                fields:
                  x: long?
                  product: { computed: x * max(bs.y), stored: true }
                  mean: { computed: avg(bs.y), stored: true }
                  all: { computed: sum(bs.y), stored: true }
                  productNow: { computed: x * max(bs.y) }
                  meanNow: { computed: avg(bs.y) }
                  allNow: { computed: sum(bs.y) }
              b:
                partOf: a
                key: int
                fields: { y: long? }
            """);
        foreach (var body in (string[])["""{"x":9223372036854775807,"bs":[{"y":9223372036854775807},{"y":1}]}""", """{"x":3,"bs":[{"y":null},{"y":-9223372036854775808}]}""", """{"x":2,"bs":[{"y":2}]}""", """{"bs":[{"y":2}]}""", "{}"])
            await CreateAsync(database, "a", body);
        string[] expected = ["[null,", "[null,", "[4,", "[null,", "[null,"];
        var lines = await database.LinesAsync(Reading("a", "product", "mean", "all"));
        Assert.All(lines.Zip(expected), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
        Assert.Equal(lines, await database.LinesAsync(Reading("a", "productNow", "meanNow", "allNow")));
    }

    [Fact]
    public async Task One_that_needs_a_key_of_the_database_is_filled_behind_the_insert()
    {
        await using var database = await CreateAsync("""
              a:
                key: int
                managed: [version]
                fields: { x: int, sum: { computed: id * 10 + sum(bs.id) + version, stored: true } }
                rules: [sum < 100]
              b:
                partOf: a
                key: int
                fields: { y: int }
            """);
        Assert.Null(await CreateAsync(database, "a", """{"x":1,"bs":[{"y":1},{"y":2}]}"""));
        Assert.Equal(["[14]"], await database.LinesAsync(Reading("a", "sum")));
        Assert.Null(await PatchAsync(database, "1", """{"x":2}""", "a"));
        Assert.Equal(["[15]"], await database.LinesAsync(Reading("a", "sum")));
        Assert.Equal("rule sum < 100", await CreateAsync(database, "a", $$"""{"x":1,"bs":[{{string.Join(',', Enumerable.Repeat("""{"y":1}""", 20))}}]}"""));
        Assert.Equal(["[15]"], await database.LinesAsync(Reading("a", "sum")));
    }

    [Fact]
    public async Task One_that_would_take_memory_too_long_is_filled_behind_the_insert()
    {
        await using var database = await CreateAsync("""
              a:
                key: int
                managed: []
                fields: { x: int }
              b:
                partOf: a
                key: int
                fields: { y: int, rank: { computed: a.x + sum(a.bs.y), stored: true } }
            """);
        Assert.Null(await CreateAsync(database, "a", $$"""{"x":1,"bs":[{{string.Join(',', Enumerable.Repeat("""{"y":2}""", 1000))}}]}"""));
        Assert.Equal(["[2001]"], (await database.LinesAsync(Reading("b", "rank"))).Distinct());
    }

    [Fact]
    public async Task A_rule_over_one_sees_the_value_that_the_write_leaves()
    {
        await using var database = await CreateAsync(Contract.Replace("queries:\n      - { sort: [-total] }", "rules: [total <= 200 and lineCount < 3]", StringComparison.Ordinal));
        Assert.Equal("rule total <= 200 and lineCount < 3", await CreateAsync(database, "order", """{"lines":[{"quantity":3,"price":100}]}"""));
        Assert.Null(await CreateAsync(database, "order", """{"lines":[{"quantity":2,"price":100}]}"""));
        Assert.Equal("rule total <= 200 and lineCount < 3", await PatchAsync(database, "1", """{"discount":-1}"""));
        Assert.Equal("orderLine.csv: The order 1 breaks the rule 'total <= 200 and lineCount < 3'.",
            Assert.Single((await database.LoadAsync("orderLine", "orderLine.csv", "orderId,quantity,price\n1,1,7\n")).Failures).ToString());
        Assert.Equal(["[0,200,200,1,null,null,true,1]"], (await database.LinesAsync(Orders)).Select(Short));
    }

    [Fact]
    public async Task A_row_from_before_a_rule_that_can_not_be_filled_is_told_by_the_rule()
    {
        const string Before = "  a:\n    key: int\n    managed: [version]\n    fields:\n      x: int\n  b:\n    partOf: a\n    key: int\n    fields:\n      y: int\n      z: { computed: y * a.x, stored: true }\n";
        const string After = Before + "    rules: [{ name: small, check: y < 5 }]\n";
        await using var database = await CreateAsync(Before);
        await CreateAsync(database, "a", """{"x":1,"bs":[{"y":9}]}""");
        await database.StartAsync(After);
        var model = TestDatabase.Compile(After);
        await using var store = database.Reopen(model);
        var engine = new LintelEngine(model, store, TimeProvider.System);
        Assert.Equal("rule small", await ExecuteAsync(engine, new UpdateOperation { Resource = "a", Key = ["1"], Patch = Json.Read("""{"x":2}""") }));
        Assert.Equal(["[9]"], await database.LinesAsync(Reading("b", "z")));
    }

    [Fact]
    public async Task Of_two_changes_at_once_the_later_one_computes_from_both()
    {
        const int Rounds = 60;
        await using var database = await CreateAsync("""
              a:
                key: int
                managed: [version]
                fields: { x: int = 0, y: int = 0, sum: { computed: x + y + sum(bs.z), stored: true } }
              b:
                partOf: a
                key: int
                fields: { z: int }
            """);
        for (var round = 1; round <= Rounds; round++)
        {
            await CreateAsync(database, "a", """{"bs":[{"z":100}]}""");
            var key = round.ToString(CultureInfo.InvariantCulture);
            Assert.Equal([null, null], await Task.WhenAll(Task.Run(() => PatchAsync(database, key, """{"x":1}""", "a")), Task.Run(() => PatchAsync(database, key, """{"y":10}""", "a"))));
        }
        Assert.Equal(["[111]"], (await database.LinesAsync(Reading("a", "sum"))).Distinct());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0)]
    public async Task Random_ones_are_what_the_database_computes_after_every_write(int given)
    {
        var seed = given > 0 ? given : Random.Shared.Next(1_000_000);
        var random = new Random(seed);
        var (contract, names) = RandomAggregates.Contract(random);
        await using var database = await CreateAsync(contract);
        for (var write = 0; write < 30; write++)
        {
            Assert.Null(write < 10 || random.Next(3) == 0
                ? await CreateAsync(database, "root", RandomAggregates.Root(random, withChildren: true))
                : await PatchAsync(database, random.Next(1, 10).ToString(CultureInfo.InvariantCulture), RandomAggregates.Root(random, withChildren: false), "root"));
            foreach (var (resource, fields) in names)
            {
                var rows = await database.LinesAsync(Reading(resource, [.. fields]));
                var live = await database.LinesAsync(Reading(resource, [.. fields.Select(field => field + "Now")]));
                Assert.True(rows.SequenceEqual(live), $"Seed {seed}, write {write}, {resource}:\n{string.Join('\n', rows)}\nbut computed:\n{string.Join('\n', live)}\n{contract}");
            }
        }
    }

    [Fact]
    public async Task One_is_added_and_filled_and_filled_anew_where_its_expression_changed()
    {
        const string Lines = "\n  orderLine:\n    partOf: order\n    key: int\n    fields: { quantity: int, price: 'decimal(12,2)' }\n";
        const string Before = "  order:\n    key: int\n    managed: []\n    fields:\n      note: string?" + Lines;
        string With(string expression) => $"  order:\n    key: int\n    managed: []\n    fields:\n      note: string?\n      total: {{ computed: {expression}, stored: true }}\n    queries:\n      - {{ sort: [-total] }}{Lines}";
        await using var database = await CreateAsync(Before);
        await CreateAsync(database, "order", """{"lines":[{"quantity":3,"price":1.50},{"quantity":1,"price":2}]}""");
        await CreateAsync(database, "order", "{}");
        foreach (var (expression, totals) in new[] { ("sum(lines.quantity)", "[4]|[0]"), ("count(lines)", "[2]|[0]"), ("sum(lines.quantity * lines.price)", "[6.50]|[0.00]"), ("max(lines.price)", "[2.00]|[null]") })
        {
            var applied = (await database.StartAsync(With(expression))).Applied;
            Assert.Contains(applied, statement => statement.Contains("UPDATE \"order\"", StringComparison.Ordinal));
            Assert.Empty((await database.StartAsync(With(expression))).Applied);
            Assert.Equal(totals, string.Join('|', await TotalsAsync(database, With(expression))));
        }

        // Who does not know it leaves it as it is: then it is not taken for right.
        await database.StartAsync(Before);
        Assert.Empty((await database.StartAsync(Before)).Applied);
        await database.ExecuteAsync("UPDATE order_line SET price = price + price");
        Assert.NotEmpty((await database.StartAsync(With("max(lines.price)"))).Applied);
        Assert.Equal("[4.00]|[null]", string.Join('|', await TotalsAsync(database, With("max(lines.price)"))));
    }

    [Fact]
    public async Task A_column_with_given_values_is_not_taken_for_one_and_a_migration_makes_room()
    {
        const string Given = "  a:\n    key: int\n    managed: []\n    fields: { n: long }\n  b:\n    partOf: a\n    key: int\n    fields: { x: int }\n";
        var stored = Given.Replace("n: long", "n: { computed: sum(bs.x), stored: true }", StringComparison.Ordinal);
        foreach (var (old, now) in new[] { (Given, stored), (stored, Given.Replace("n: long", "n: long = 5", StringComparison.Ordinal)) })
        {
            await using var database = await CreateAsync(old);
            Assert.Null(await CreateAsync(database, "a", old == stored ? """{"bs":[{"x":2}]}""" : """{"n":7,"bs":[{"x":2}]}"""));
            var failure = await Assert.ThrowsAsync<StoreException>(() => database.StartAsync(now));
            Assert.Contains("the column 'n' is computed as ", failure.Message, StringComparison.Ordinal);
            await database.MigrateAsync(now);
            await database.StartAsync(now);
            Assert.Empty((await database.StartAsync(now)).Applied);
            if (now == stored) Assert.Equal("[2]", Assert.Single(await database.LinesAsync(Reading("a", "n"))));
        }
    }

    private static ReadOperation Reading(string resource, params string[] fields) => new()
    {
        Resource = resource,
        Selection = new() { Names = [.. fields.Select(field => new SelectedName(field, ""))], Page = new PageRequest { Limit = 100 } },
    };

    // Digits behind the point are the expression's: only their value matters here.
    private static string Short(string line) => System.Text.RegularExpressions.Regex.Replace(line, @"\.0+(?=[,\]])|(?<=\.\d*[1-9])0+(?=[,\]])", "");

    private static async Task<string[]> TotalsAsync(TestDatabase database, string contract)
    {
        var model = TestDatabase.Compile(contract);
        await using var store = database.Reopen(model);
        new Binder(model, TimeProvider.System).BindRead(Reading("order", "total"), out var read);
        await using var session = await store.OpenAsync(SessionKind.Read, TestDatabase.Cancellation);
        using var node = await session.ReadAsync(store.Compile(read!), read!, TestDatabase.Cancellation);
        return [.. Enumerable.Range(0, node.Rows.Count).Select(row => TestDatabase.Line(node, row))];
    }

    private static Task<string?> CreateOrderAsync(TestDatabase database, string body) => CreateAsync(database, "order", body);

    // What was refused: code and rule; null: it was done.
    private static Task<string?> CreateAsync(TestDatabase database, string resource, string body) => ExecuteAsync(database, new CreateOperation { Resource = resource, Rows = [Json.Read(body)] });

    private static Task<string?> PatchAsync(TestDatabase database, string key, string patch, string resource = "order") =>
        ExecuteAsync(database, new UpdateOperation { Resource = resource, Key = [key], Patch = Json.Read(patch) });

    private static Task<string?> ExecuteAsync(TestDatabase database, Operation operation) => ExecuteAsync(database.Engine, operation);

    private static async Task<string?> ExecuteAsync(LintelEngine engine, Operation operation)
    {
        using var outcome = await engine.ExecuteAsync(operation, TestDatabase.Cancellation);
        return outcome.Problem is not { } problem ? null : problem.Errors is [var error, ..] ? $"{problem.Error.Code} {error.Rule ?? error.Detail}" : problem.Detail;
    }
}
