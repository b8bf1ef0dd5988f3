using Lintel.Adoption;
using Lintel.Adoption.Catalog;
using Lintel.Contract;
using Lintel.Postgres;
using Lintel.Postgres.Catalog;
using Lintel.Postgres.Testing;
using Lintel.Stores;
using Lintel.Testing;

namespace Lintel.Http.Tests.Adoption;

/// <summary>Functions of a PostgreSQL database, called over HTTP.</summary>
public sealed class FunctionTests
{
    private const string Resources = """
          customer:
            key: { type: int, column: id }
            fields: { name: string(..200), since: date, referrer: { type: customer?, column: referrer_id } }
          bill:
            table: Bill
            key: { type: int, column: Id }
            fields: { customer: { type: customer, column: customer_id, reverse: bills }, total: "decimal(12,2)" }
        functions:

        """;

    private const string Functions = """
          customerTotal:
            input: { customer: int, since: { type: date, default: database }, factor: { type: decimal, default: database } }
            returns: decimal
            reads: true
          plus: { function: added, input: { first: { type: int, argument: 1 }, second: { type: int, argument: 2, default: database } }, returns: int, reads: true }
          summed: { input: { numbers: { type: "int[]", default: database } }, returns: long, reads: true }
          strictly: { input: { word: { type: text?, argument: 1 } }, returns: text, reads: true }
          letters: { input: { word: text }, returns: "text[]", reads: true }
          countdown: { input: { start: int }, returns: "int[]", reads: true }
          cheered: { input: { how: { enum: [so so, happy] }, times: int, during: native(numrange) }, returns: text, reads: true }
          odd: { function: ' odd "Name" ', input: { text: { type: text, argument: An Argument } }, returns: text, reads: true }
          describedNumber: { function: { name: described, arguments: [int] }, input: { what: { type: int, argument: 1 } }, returns: text, reads: true }
          describedText: { function: { name: described, arguments: [text] }, input: { what: { type: text, argument: 1 } }, returns: text, reads: true }
          customersSince: { input: { since: date }, returns: "customer[]", reads: true }
          customerCalled: { input: { name: text }, returns: customer, reads: true }
          span: { returns: { fields: { firstDay: date, lastDay: date } }, reads: true }
          totals: { returns: { fields: { customerName: text, total: "decimal(12,2)" }, many: true }, reads: true }
          rename: { input: { id: int, name: text }, returns: customer }
          bill: { input: { customer: int, total: "decimal(12,2)" }, returns: int }
          forget: { input: { customer: int } }
          tidy: {}
          commits: {}
          sneaky: { returns: int, reads: true }

        """;

    [Theory]
    [InlineData(":customerTotal?customer=1", """{"data":12.50}""")]
    [InlineData(":customerTotal?customer=1&factor=2", """{"data":25.00}""")]
    [InlineData(":customerTotal?customer=1&since=2021-01-01", """{"data":null}""")]
    [InlineData(":customerTotal?customer=1&factor=NaN", """{"data":"NaN"}""")]
    [InlineData(":customerTotal?customer=1&factor=0.000000000000000000000000000001", """{"data":0.00000000000000000000000000001250}""")]
    [InlineData(":plus?first=2", """{"data":3}""")]
    [InlineData(":plus?first=2&second=5", """{"data":7}""")]
    [InlineData(":summed", """{"data":0}""")]
    [InlineData(":summed?numbers=[1,2,3]", """{"data":6}""")]
    [InlineData(":strictly", """{"data":null}""")]
    [InlineData(":strictly?word=ab", """{"data":"AB"}""")]
    [InlineData(":letters?word=abc", """{"data":["a","b","c"]}""")]
    [InlineData(":letters?word=", """{"data":[]}""")]
    [InlineData(":countdown?start=3", """{"data":[3,2,1]}""")]
    [InlineData(":countdown?start=0", """{"data":[]}""")]
    [InlineData(":cheered?how=so%20so&times=2&during=[1,5)", """{"data":"so so 2 [1,5)"}""")]
    [InlineData(":odd?text=%27%29%3B%20DROP%20TABLE%20customer%3B%20--", """{"data":"'); DROP TABLE customer; --"}""")]
    [InlineData(":describedNumber?what=7", """{"data":"number"}""")]
    [InlineData(":describedText?what=7", """{"data":"text"}""")]
    [InlineData(":span", """{"firstDay":"2020-01-01","lastDay":"2023-01-01"}""")]
    [InlineData(":totals", """{"data":[{"customerName":"Ada","total":12.50},{"customerName":"Bob","total":7.00}]}""")]
    public Task A_function_that_only_reads_is_called_by_GET_and_gives_its_values(string target, string body) => RunAsync(async service =>
    {
        var reply = await GetAsync(service, target);
        Assert.Equal(body, reply.Body);
        Assert.Equal(200, reply.Status);
    });

    [Fact]
    public Task Rows_that_a_function_gives_are_a_list_like_any_other() => RunAsync(async service =>
    {
        Assert.Equal("Bob Cleo Dan", (await ListAsync(service, ":customersSince?since=2021-01-01")).Column("name"));
        Assert.Equal("Dan Cleo", (await ListAsync(service, ":customersSince?since=2021-01-01&sort=-name&name[gt]=Bob&fields=name")).Column("name"));
        var included = await ListAsync(service, ":customersSince?since=2021-01-01&include=referrer,bills&limit=1&filter=name+!=+%27Cleo%27");
        Assert.Equal("Ada", included.Data[0].GetProperty("referrer").GetProperty("name").GetString());
        Assert.Equal("""[{"id":3,"total":7.00}]""", (await ListAsync(service, ":customersSince?since=2021-01-01&limit=1&fields=bills(id,total)")).Data[0].GetProperty("bills").GetProperty("data").GetRawText());
        var first = await ListAsync(service, ":customersSince?since=2021-01-01&limit=2&count=exact");
        Assert.Equal((3L, "Bob Cleo"), (first.Total, first.Column("name")));
        Assert.Contains($"/v1:customersSince?since=2021-01-01&limit=2&count=exact&after={first.Next}>", first["Link"], StringComparison.Ordinal);
        Assert.Equal("Dan", (await ListAsync(service, $":customersSince?since=2021-01-01&limit=2&after={first.Next}")).Column("name"));
        Assert.Equal(["{\"name\":\"Cleo\"}", "{\"name\":\"Dan\"}"],
            (await service.SendAsync("GET", "/v1:customersSince?since=2022-01-01&fields=name", null, ("Accept", "application/x-ndjson"))).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    });

    [Fact]
    public Task One_row_that_is_not_there_is_not_found() => RunAsync(async service =>
    {
        var found = await GetAsync(service, ":customerCalled?name=Bob&include=referrer");
        Assert.Equal((200, "Ada"), (found.Status, found.Json.GetProperty("referrer").GetProperty("name").GetString()));
        Assert.Equal((404, "not-found"), ((await GetAsync(service, ":customerCalled?name=Nobody")) is var missing ? missing.Status : 0, missing.Code));
    });

    [Theory]
    [InlineData(":customerTotal", "?customer invalid-parameter")]
    [InlineData(":customerTotal?customer=x", "?customer invalid-parameter")]
    [InlineData(":customerTotal?customer=1&since=yesterday", "?since invalid-parameter")]
    [InlineData(":customerTotal?customer=1&costumer=2", "?costumer unknown-parameter")]
    [InlineData(":summed?numbers=1,2", "?numbers invalid-parameter")]
    [InlineData(":cheered?how=sad&times=1&during=empty", "?how invalid-parameter")]
    [InlineData(":customersSince?since=2021-01-01&nonsense=1", "?nonsense unknown-parameter")]
    [InlineData(":customersSince?limit=1", "?since invalid-parameter")]
    [InlineData(":span?x=1", "?x unknown-parameter")]
    public Task What_a_function_can_not_be_given_is_refused_at_its_place(string target, string error) => RunAsync(async service =>
    {
        var reply = await GetAsync(service, target);
        Assert.Equal(400, reply.Status);
        Assert.Equal([error], reply.Errors);
    });

    [Theory]
    [InlineData(":cheered?how=happy&times=0&during=empty")]
    [InlineData(":cheered?how=happy&times=1&during=nonsense")]
    [InlineData(":plus?first=2147483647")]
    public Task A_value_that_the_database_refuses_is_no_failure_of_the_service(string target) => RunAsync(async service =>
    {
        var reply = await GetAsync(service, target);
        Assert.Equal((422, "refused", "The function can't be done with these values."), (reply.Status, reply.Code, reply.Detail));
    });

    [Fact]
    public Task A_function_that_may_write_is_called_by_POST_alone() => RunAsync(async service =>
    {
        var get = await GetAsync(service, ":rename?id=1&name=Eve");
        Assert.Equal((405, "POST, OPTIONS"), (get.Status, get["Allow"]));
        Assert.Equal((405, "GET, HEAD, OPTIONS"), (await PostAsync(service, ":span", "{}")) is var span ? (span.Status, span["Allow"]) : default);
        var renamed = await PostAsync(service, ":rename", """{"id":1,"name":"Eve"}""");
        Assert.Equal((200, "Eve"), (renamed.Status, renamed.Json.GetProperty("name").GetString()));
        Assert.Equal("Eve", (await service.SendAsync("GET", "customers/1")).Json.GetProperty("name").GetString());
        Assert.Equal(204, (await PostAsync(service, ":rename", """{"id":99,"name":"Eve"}""")).Status);
        Assert.Equal(204, (await PostAsync(service, ":forget", """{"customer":2}""")).Status);
        Assert.Equal(204, (await PostAsync(service, ":tidy", "{}")).Status);
        Assert.Equal("10.00", (await service.SendAsync("GET", "bills")).Column("total"));
    });

    [Fact]
    public Task What_a_function_wrote_before_it_failed_is_undone() => RunAsync(async service =>
    {
        var refused = await PostAsync(service, ":bill", """{"customer":1,"total":1000.01}""");
        Assert.Equal((422, "refused", "A bill of more than 1000 needs a signature."), (refused.Status, refused.Code, refused.Detail));
        Assert.Equal((422, "refused"), (await PostAsync(service, ":bill", """{"customer":77,"total":1}""")) is var dangling ? (dangling.Status, dangling.Code) : default);
        var rehearsed = await PostAsync(service, ":bill", """{"customer":1,"total":1}""", ("Prefer", "tx=rollback"));
        Assert.Equal((200, "tx=rollback"), (rehearsed.Status, rehearsed["Preference-Applied"]));
        Assert.Equal(3, (await service.SendAsync("GET", "bills")).Data.Length);
        Assert.Equal(204, (await PostAsync(service, ":bill", """{"customer":1,"total":1}""", ("Prefer", "return=minimal"))).Status);
        Assert.Equal(4, (await service.SendAsync("GET", "bills")).Data.Length);
    });

    [Theory]
    [InlineData(":bill", """{"customer":1}""", "/total required")]
    [InlineData(":bill", """{"customer":1,"total":"much"}""", "/total wrong-type")]
    [InlineData(":bill", """{"customer":1,"total":1,"more":1}""", "/more unknown-member")]
    public Task A_body_that_does_not_fit_is_refused_at_its_place(string target, string body, string error) => RunAsync(async service =>
    {
        var reply = await PostAsync(service, target, body);
        Assert.Equal(422, reply.Status);
        Assert.Equal([error], reply.Errors);
    });

    [Fact]
    public Task A_function_that_is_said_to_read_can_not_write() => RunAsync(async service =>
    {
        Assert.Equal((422, "The function is called as one that only reads, and tried to write."), (await GetAsync(service, ":sneaky")) is var reply ? (reply.Status, reply.Detail) : default);
        Assert.Equal((422, "The function ends its transaction by itself, which can't be done in a call."), (await PostAsync(service, ":commits", "{}")) is var ended ? (ended.Status, ended.Detail) : default);
        Assert.Equal(3, (await service.SendAsync("GET", "bills")).Data.Length);
    });

    [Fact]
    public Task None_is_served_that_the_contract_does_not_list() => RunAsync(async service =>
    {
        Assert.Equal(404, (await GetAsync(service, ":unlisted")).Status);
        Assert.Equal(404, (await GetAsync(service, ":customer_total?customer=1")).Status);
        var paths = (await service.SendAsync("GET", "openapi.json")).Json.GetProperty("paths").EnumerateObject().Select(path => path.Name).Where(path => path.StartsWith("/v1:", StringComparison.Ordinal)).ToArray();
        Assert.Contains("/v1:customerTotal", paths);
        Assert.DoesNotContain("/v1:unlisted", paths);
    });

    [Theory]
    [InlineData("  gone: { returns: int, reads: true }", "The database has no function")]
    [InlineData("  rename: { input: { id: int, name: text }, returns: customer, reads: true }", "is VOLATILE: it may write. Remove `reads`")]
    [InlineData("  described: { input: { what: { type: text, argument: 1 } }, returns: text }", "The database has 2 functions")]
    [InlineData("  described: { function: { name: described, arguments: [date] }, returns: text }", "has the arguments (date)")]
    [InlineData("  letters: { returns: 'text[]' }", "The argument word of")]
    [InlineData("  letters: { input: { word: text, more: text }, returns: 'text[]' }", "has no argument more for 'more'. Name one with `argument`: word.")]
    [InlineData("  letters: { input: { word: { type: text, default: database } }, returns: 'text[]' }", "Remove `default: database` from 'word'.")]
    [InlineData("  countdown: { input: { start: int }, returns: int }", "gives any number of values. Write `returns: int[]`.")]
    [InlineData("  span: { returns: date }", "gives records.")]
    [InlineData("  span: { returns: { fields: { middleDay: date } } }", "has no column 'middle_day' for 'middleDay'.")]
    [InlineData("  customersSince: { input: { since: date }, returns: customer }", "Write `returns: customer[]`.")]
    [InlineData("  summed: { input: { numbers: int }, returns: long }", "Give 'numbers' the type `int[]`.")]
    public async Task A_contract_whose_functions_the_database_has_otherwise_is_not_served(string function, string finding)
    {
        await using var schema = await SchemaAsync();
        var model = TestService.Compile(Resources + function + "\n", isExternal: true);
        await using var store = PostgresStore.Open(model, schema.Options);
        var failure = await Assert.ThrowsAsync<StoreException>(() => store.PrepareAsync(TestService.Cancellation));
        Assert.Equal(StoreFailure.SchemaMismatch, failure.Failure);
        Assert.Contains(finding, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_import_says_of_functions_can_be_listed_as_it_stands()
    {
        await using var schema = await SchemaAsync();
        await using var reader = new PostgresCatalog(schema.Options);
        var catalog = await reader.ReadAsync(new CatalogScope { Schemas = [schema.Name] }, TestService.Cancellation);
        var text = DatabaseImport.Make(catalog, PostgresTypeMap.Instance, "shop", "contract.yaml").Files[0].Text;
        var listed = text.Replace("# functions:", "functions:", StringComparison.Ordinal).Replace("\n#   ", "\n  ", StringComparison.Ordinal);
        Assert.Contains("  customersSince: { input: { since: { type: date } }, returns: \"customer[]\", reads: true }", listed, StringComparison.Ordinal);
        Assert.Contains(" { function: { name: described, arguments: [text] }, input: { argument1: { type: text, argument: 1 } }, returns: text, reads: true }", listed, StringComparison.Ordinal);
        var compiled = ContractCompiler.Compile([new ContractText("contract.yaml", System.Text.Encoding.UTF8.GetBytes(listed))]);
        Assert.Equal("", string.Join('\n', compiled.Diagnostics));
        Assert.True(compiled.Model!.Functions.Count > 20);
        await using var store = PostgresStore.Open(compiled.Model, schema.Options);
        await store.PrepareAsync(TestService.Cancellation);
    }

    private static async Task<Reply> ListAsync(TestService service, string target)
    {
        var reply = await GetAsync(service, target);
        Assert.True(reply.Status == 200, reply.Body);
        return reply;
    }

    private static Task<Reply> GetAsync(TestService service, string target) => service.SendAsync("GET", "/v1" + target);

    private static Task<Reply> PostAsync(TestService service, string target, string body, params (string Name, string Value)[] headers) =>
        service.SendAsync("POST", "/v1" + target, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), headers);

    private static async Task<PostgresSchema> SchemaAsync()
    {
        var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await schema.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Golden.Repository, "tests", "databases", "functions.postgres.sql"), TestService.Cancellation));
        return schema;
    }

    private static async Task RunAsync(Func<TestService, Task> test)
    {
        await using var schema = await SchemaAsync();
        var model = TestService.Compile(Resources + Functions, isExternal: true);
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });
        await test(service);
    }
}
