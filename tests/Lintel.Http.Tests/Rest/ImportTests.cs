using System.Globalization;
using System.Text;
using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Rest;

/// <summary>On SQLite.</summary>
public sealed class SqliteImportTests : ImportTests
{
    internal override Task<TestService> StartAsync(string contract) => TestService.StartAsync(contract);
}

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresImportTests : ImportTests
{
    private PostgresSchema _schema = null!;

    internal override async Task<TestService> StartAsync(string contract)
    {
        _schema = await PostgresServer.Shared.CreateSchemaAsync();
        var model = TestService.Compile(contract);
        return await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, _schema.Options) });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _schema.DisposeAsync();
    }
}

/// <summary>Bodies of many rows, in lines of JSON and in CSV.</summary>
public abstract class ImportTests : IAsyncLifetime
{
    private const string Contract = """
          maker:
            key: int
            managed: []
            fields:
              name: string(1..20) unique
              parent: maker?
              most: int?
          gadget:
            fields:
              code: string(1..20) unique
              price: decimal(8,2) >= 0 = 1
              note: text?
              maker: maker?
              labels: string[]?
              data: json?
              weight: { computed: sum(parts.weight), stored: true }
            rules:
              - price < 1000 or note != null
              - { name: light, check: sum(parts.weight) <= 100 }
              - { name: affordable, check: not (price > maker.most) }
          part:
            partOf: gadget
            key: int
            managed: []
            fields:
              name: string
              weight: int >= 0
        """;

    private TestService _service = null!;

    internal abstract Task<TestService> StartAsync(string contract);

    public async ValueTask InitializeAsync() => _service = await StartAsync(Contract);

    public virtual async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Lines_of_json_become_rows_with_their_children()
    {
        var reply = (await ImportAsync("gadgets", """
            {"code":"A","price":2.5,"parts":[{"name":"x","weight":1},{"name":"y","weight":2}]}

            {"code":"B","note":"n","labels":["l"],"data":{"k":[1.50]}}
            """)).Expect(200);
        Assert.Equal("""{"created":2,"skipped":0,"errors":[]}""", reply.Body);
        var rows = (await _service.GetAsync("gadgets?sort=code&include=parts&fields=code,price,note,labels,data")).Expect(200);
        Assert.Equal("""[{"code":"A","price":2.50,"note":null,"labels":null,"data":null,"parts":[{"id":1,"name":"x","weight":1,"gadgetId":null}]}]"""[..60], rows.Raw("data")[..60]);
        Assert.Equal("x y", string.Join(' ', rows.Data[0].GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("name").GetString())));
        Assert.Contains("\"data\":{\"k\":[1.50]}", rows.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_becomes_rows_whose_empty_cells_are_null_and_whose_empty_quotes_are_text()
    {
        var text = "code,note,price,labels,data\r\nA,,,,\r\nB,\"\",\"\",\"\",\"\"\r\n\"C,\"\"c\"\"\",\"two\r\nlines\",3.5,\"[\"\"x\"\"]\",\"{\"\"a\"\":1}\"\r\n#D, d ,0,[],null\r\n";
        (await ImportAsync("gadgets", text, "text/csv; charset=utf-8")).Expect(200);
        var rows = (await _service.GetAsync("gadgets?sort=code&fields=code,note,price,labels,data")).Expect(200);
        Assert.Equal("""
            [{"code":"#D","note":" d ","price":0.00,"labels":[],"data":null},{"code":"A","note":null,"price":1.00,"labels":null,"data":null},{"code":"B","note":"","price":1.00,"labels":null,"data":null},{"code":"C,\"c\"","note":"two\r\nlines","price":3.50,"labels":["x"],"data":{"a":1}}]
            """, rows.Raw("data"));
    }

    [Fact]
    public async Task What_was_exported_can_be_imported_again()
    {
        (await ImportAsync("gadgets", "{\"code\":\"A\",\"note\":\"\",\"labels\":[\"\\\"q\\\"\",\",\"]}\n{\"code\":\"#B\",\"data\":\"a,b\"}\n{\"code\":\"C\",\"note\":\" \\r\\n \\\" 𝒳\",\"price\":99.9}\n")).Expect(200);
        foreach (var type in (string[])["text/csv", "application/x-ndjson"])
        {
            var first = (await _service.GetAsync("gadgets?fields=code,price,note,makerId,labels,data&sort=code", ("Accept", type))).Expect(200).Body;
            foreach (var row in (await _service.GetAsync("gadgets?fields=id")).Data) (await _service.DeleteAsync($"gadgets/{row.GetProperty("id").GetString()}")).Expect(204);
            Assert.Equal(3, (await ImportAsync("gadgets", first, type)).Expect(200).Json.GetProperty("created").GetInt32());
            Assert.Equal(first, (await _service.GetAsync("gadgets?fields=code,price,note,makerId,labels,data&sort=code", ("Accept", type))).Expect(200).Body);
        }
    }

    [Fact]
    public async Task One_wrong_row_refuses_all_and_each_is_told_with_its_line()
    {
        var reply = (await ImportAsync("gadgets", """
            {"code":"A"}
            {"code":"","price":-1}

            {"code":"C","parts":[{"name":"x","weight":-1}]}
            {"code":"D","price":5000}
            """)).Expect(422);
        Assert.Equal("invalid-values", reply.Code);
        Assert.Equal(["/1/code out-of-range", "/1/price out-of-range", "/2/parts/0/weight out-of-range", "/3/price rule"], reply.Errors);
        Assert.Equal([2, 2, 4, 5], Lines(reply));
        Assert.StartsWith("Nothing was created. Line 2: 'code' must have", reply.Detail, StringComparison.Ordinal);
        Assert.Empty((await _service.GetAsync("gadgets")).Data);
    }

    [Fact]
    public async Task Wrong_rows_are_skipped_and_counted_where_that_is_asked_for()
    {
        (await ImportAsync("gadgets", """{"code":"B"}""")).Expect(200);
        var reply = (await ImportAsync("gadgets?onError=skip", """
            {"code":"A"}
            {"code":"B"}
            {"code":"C","price":
            {"code":"D","makerId":7}
            {"code":"E","parts":[{"name":"x","weight":1}]}
            {"code":"A"}
            []
            {"code":"F","price":5000}
            {"code":"G"}
            """)).Expect(200);
        Assert.Equal((3, 6), (reply.Json.GetProperty("created").GetInt32(), reply.Json.GetProperty("skipped").GetInt32()));
        Assert.Equal(["/1/code not-unique", "/2 malformed-body", "/3/makerId missing-reference", "/5/code not-unique", "/6 malformed-body", "/7/price rule"], reply.Errors);
        Assert.Equal([2, 3, 4, 6, 7, 8], Lines(reply));
        Assert.Equal("A B E G", (await _service.GetAsync("gadgets?sort=code")).Column("code"));
        Assert.Single((await _service.GetAsync($"gadgets/{(await _service.GetAsync("gadgets?code=E")).Data[0].GetProperty("id").GetString()}/parts")).Data);
    }

    [Fact]
    public async Task Rules_over_several_rows_and_stored_sums_hold_for_each_row()
    {
        (await ImportAsync("makers", """{"name":"m","most":5}""")).Expect(200);
        var reply = (await ImportAsync("gadgets?onError=skip", """
            {"code":"A","price":4,"makerId":1,"parts":[{"name":"x","weight":60},{"name":"y","weight":40}]}
            {"code":"B","price":6,"makerId":1}
            {"code":"C","parts":[{"name":"x","weight":60},{"name":"y","weight":41}]}
            {"code":"D","price":5,"makerId":1,"parts":[{"name":"x","weight":7}]}
            """)).Expect(200);
        Assert.Equal(["/1 rule", "/2 rule"], reply.Errors.Select(error => error.Replace("/price", "", StringComparison.Ordinal)));
        Assert.Equal((2, 2), (reply.Json.GetProperty("created").GetInt32(), reply.Json.GetProperty("skipped").GetInt32()));
        var rows = await _service.GetAsync("gadgets?sort=code&fields=code,weight");
        Assert.Equal(("A D", "100 7"), (rows.Column("code"), rows.Column("weight")));
    }

    [Fact]
    public async Task Among_many_rows_just_those_that_the_database_refuses_are_skipped()
    {
        var rows = Enumerable.Range(0, 2000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{(i % 10 == 9 ? i - 1 : i)},{(i % 100 == 50 ? "9" : "")}"));
        var reply = (await ImportAsync("gadgets?onError=skip", "code,makerId\n" + string.Join('\n', rows), "text/csv")).Expect(200);
        Assert.Equal((1780, 220), (reply.Json.GetProperty("created").GetInt32(), reply.Json.GetProperty("skipped").GetInt32()));
        Assert.Equal(100, reply.Errors.Length);
        Assert.Equal(["/9/code not-unique", "/19/code not-unique", "/29/code not-unique", "/39/code not-unique", "/49/code not-unique", "/50/makerId missing-reference"], reply.Errors[..6]);
        Assert.Equal(1780, (await _service.GetAsync("gadgets?limit=1&count=exact")).Total);
    }

    [Fact]
    public async Task The_first_hundred_findings_are_told_of_a_body_that_is_all_wrong()
    {
        var reply = (await ImportAsync("gadgets", string.Concat(Enumerable.Repeat("{\"code\":1}\n", 5000)))).Expect(422);
        Assert.Equal(("wrong-type", 100), (reply.Code, reply.Errors.Length));
        Assert.Equal(Enumerable.Range(1, 100), Lines(reply));
    }

    [Fact]
    public async Task Callers_give_what_a_create_takes_and_nothing_else()
    {
        Assert.Equal(["/0/version not-writable"], (await ImportAsync("gadgets", """{"code":"A","version":7}""")).Expect(422).Errors);
        var header = (await ImportAsync("gadgets", "code,version\nA,7\n", "text/csv")).Expect(422);
        Assert.Equal((" not-writable", "Nothing was created. Line 1: 'version' is read-only."), (header.Errors.Single(), header.Detail));
        Assert.Equal("unknown-member", (await ImportAsync("gadgets", "code,colour\n", "text/csv")).Expect(422).Code);
        Assert.Equal("required", (await ImportAsync("gadgets", "price\n", "text/csv")).Expect(422).Code);
    }

    [Theory]
    [InlineData("text/csv", "")]
    [InlineData("text/csv", "code,code\nA,B\n")]
    [InlineData("text/csv", "code,\nA,B\n")]
    [InlineData("text/csv", "code;price\nA;1\n")]
    [InlineData("text/csv", "code,price\nA\n")]
    [InlineData("text/csv", "code,price\nA,1,2\n")]
    [InlineData("text/csv", "code,note\nA,\"never ends\nB,\n")]
    [InlineData("application/x-ndjson", "{\"code\":\"A\"}{\"code\":\"B\"}\n")]
    [InlineData("application/x-ndjson", "{\"code\":\"A\",\"code\":\"B\"}\n")]
    [InlineData("application/x-ndjson", "[{\"code\":\"A\"}]\n")]
    [InlineData("application/x-ndjson", "code,price\nA,1\n")]
    [InlineData("application/x-ndjson", "{\"code\":\n\"A\"}\n")]
    public async Task What_is_not_of_its_media_type_is_refused_and_leaves_nothing(string type, string text)
    {
        Assert.Equal("malformed-body", (await ImportAsync("gadgets", text, type)).Expect(400).Code);
        Assert.Empty((await _service.GetAsync("gadgets")).Data);
    }

    [Theory]
    [InlineData("text/csv", "code,note\nA,\0\n", 422)]
    [InlineData("application/x-ndjson", "{\"code\":\"A\",\"note\":\"\\u0000\"}\n", 422)]
    [InlineData("application/x-ndjson", "{\"code\":\"A\",\"note\":\"\\ud800\"}\n", 400)]
    [InlineData("application/x-ndjson", "{\"code\":\"A\",\"note\":\"a\0b\"}\n", 400)]
    public async Task What_no_database_keeps_is_refused(string type, string text, int status) => (await ImportAsync("gadgets", text, type)).Expect(status);

    [Theory]
    [InlineData("text/csv", "code\nA\n")]
    [InlineData("application/x-ndjson", "{\"code\":\"A\"}\n")]
    public async Task Bytes_that_are_not_utf_8_are_refused_with_their_line_and_a_byte_order_mark_is_not(string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        byte[] broken = [.. bytes, .. "{\"code\":\""u8, 0xC3, 0x28, .. "\"}\n"u8];
        var refused = (await _service.SendAsync("POST", "gadgets", Body.Of(broken, type))).Expect(400);
        Assert.Equal(text.Count(letter => letter == '\n') + 1, Lines(refused)[0]);
        (await _service.SendAsync("POST", "gadgets", Body.Of([.. "\uFEFF"u8, .. bytes], type))).Expect(200);
        Assert.Equal("A", (await _service.GetAsync("gadgets")).Column("code"));
    }

    [Theory]
    [InlineData("text/csv", "code,note\nA,")]
    [InlineData("application/x-ndjson", "{\"code\":\"A\",\"note\":\"")]
    public async Task A_row_longer_than_a_mebibyte_is_refused(string type, string start) =>
        Assert.Equal("malformed-body", (await ImportAsync("gadgets", start + new string('x', 3 * 1024 * 1024), type)).Expect(400).Code);

    [Fact]
    public async Task A_body_may_be_larger_than_that_of_one_row()
    {
        var note = new string('x', 900_000);
        (await ImportAsync("gadgets", string.Concat(Enumerable.Range(0, 5).Select(i => $$"""{"code":"{{i}}","note":"{{note}}"}""" + "\n")))).Expect(200);
    }

    [Fact]
    public async Task An_empty_body_creates_nothing()
    {
        Assert.Equal("""{"created":0,"skipped":0,"errors":[]}""", (await ImportAsync("gadgets", "")).Expect(200).Body);
        Assert.Equal("""{"created":0,"skipped":0,"errors":[]}""", (await ImportAsync("gadgets", "code\n", "text/csv")).Expect(200).Body);
    }

    [Fact]
    public async Task Rows_may_refer_to_rows_that_come_behind_them()
    {
        (await ImportAsync("makers", """
            {"name":"child","parentId":2}
            {"name":"parent"}
            """)).Expect(200);
        Assert.Equal("child", (await _service.GetAsync("makers?parent.name=parent")).Column("name"));
        // A row that was skipped leaves references to be looked at as ever.
        var reply = (await ImportAsync("makers?onError=skip", "{\"name\":\"x\",\"parentId\":99}\n{\"name\":\"y\"}\n")).Expect(200);
        Assert.Equal(["/0/parentId missing-reference"], reply.Errors);
    }

    [Theory]
    [InlineData("gadgets?onError=ignore", 400)]
    [InlineData("gadgets?fields=code", 400)]
    [InlineData("gadgets?include=maker", 400)]
    [InlineData("gadgets?code=A", 400)]
    [InlineData("gadgets/1", 405)]
    [InlineData("gadgets:aggregate", 405)]
    [InlineData("none", 404)]
    public async Task An_import_elsewhere_or_with_other_parameters_is_refused(string target, int status) => (await ImportAsync(target, "{}")).Expect(status);

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using var service = await TestService.StartAsync(Contract + "\nlimits: { importBody: 1KB }");
        var text = string.Concat(Enumerable.Range(0, 100).Select(i => $$"""{"code":"{{i}}"}""" + "\n"));
        (await service.SendAsync("POST", "gadgets", Body.Of(text, "application/x-ndjson"))).Expect(413);
        (await service.SendAsync("POST", "gadgets", Body.Chunked(text, "application/x-ndjson"))).Expect(413);
        (await service.SendAsync("POST", "gadgets", Body.Chunked(text[..500].TrimEnd('{'), "application/x-ndjson"))).Expect(400);
        Assert.Empty((await service.GetAsync("gadgets")).Data);
    }

    private static int[] Lines(Reply reply) => [.. reply.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("line").GetInt32())];

    private Task<Reply> ImportAsync(string target, string text, string type = "application/x-ndjson") => _service.SendAsync("POST", target, Body.Of(text, type));
}
