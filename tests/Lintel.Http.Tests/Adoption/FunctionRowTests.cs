using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Lintel.Testing;

namespace Lintel.Http.Tests.Adoption;

/// <summary>Rows that functions of a PostgreSQL database give, as whole lists, and how they are found.</summary>
public sealed class FunctionRowTests
{
    private const string Contract = """
          customer:
            key: { type: int, column: id }
            fields: { name: string(..200), since: date, referrer: { type: customer?, column: referrer_id } }
        functions:
          customersSince: { input: { since: date }, returns: "customer[]", reads: true }
          customersBut: { input: { name: text }, returns: "customer[]", reads: true }
          customerCalled: { input: { name: text }, returns: customer, reads: true }
          totals: { returns: { fields: { customerName: text, total: "decimal(12,2)" }, many: true }, reads: true }

        """;

    // What it is given decides whether it says no.
    private const string Moody = """
        CREATE FUNCTION customers_but(name text) RETURNS SETOF customer LANGUAGE plpgsql STABLE AS $$
        BEGIN
            IF name = '' THEN RAISE EXCEPTION 'A name is missing.'; END IF;
            RETURN QUERY SELECT * FROM customer c WHERE c.name <> customers_but.name;
            IF name = 'Zoe' THEN RAISE EXCEPTION 'Nobody is called Zoe.'; END IF;
        END $$;
        """;

    private static readonly (string, string) Csv = ("Accept", "text/csv");
    private static readonly (string, string) Lines = ("Accept", "application/x-ndjson");
    private static readonly (string, string) Explain = ("Prefer", "explain");
    private static readonly (string, string) Analyze = ("Prefer", "explain=analyze");

    [Fact]
    public Task Rows_of_a_function_come_whole_as_csv_and_as_lines() => RunAsync(async service =>
    {
        var table = await GetAsync(service, ":customersSince?since=2021-01-01", Csv);
        Assert.Equal((200, "text/csv", "attachment; filename=\"customersSince.csv\""), (table.Status, table["Content-Type"], table["Content-Disposition"]));
        Assert.Equal("id,name,since,referrerId\r\n2,Bob,2021-06-01,1\r\n3,Cleo,2022-03-01,1\r\n4,Dan,2023-01-01,2\r\n", table.Body);
        Assert.Equal("name\r\nDan\r\nCleo\r\n", (await GetAsync(service, ":customersSince?since=2021-01-01&fields=name&sort=-since&name[ne]=Bob", Csv)).Body);
        Assert.Equal("{\"name\":\"Dan\",\"referrer\":{\"name\":\"Bob\"}}\n", (await GetAsync(service, ":customersSince?since=2023-01-01&fields=name,referrer(name)", Lines)).Body);
        Assert.Equal("id,name,since,referrerId\r\n", (await GetAsync(service, ":customersSince?since=2030-01-01", Csv)).Body);
        Assert.Equal("", (await GetAsync(service, ":customersSince?since=2030-01-01", Lines)).Body);
    });

    [Fact]
    public Task What_a_function_says_no_to_is_refused_as_a_list_as_a_whole_list_and_explained() => RunAsync(async service =>
    {
        foreach (var header in new[] { ("Accept", "application/json"), Csv, Lines, Analyze })
        {
            foreach (var (name, detail) in new[] { ("", "A name is missing."), ("Zoe", "Nobody is called Zoe.") })
            {
                var refused = await GetAsync(service, $":customersBut?name={name}", header);
                Assert.Equal((422, "refused", detail), (refused.Status, refused.Code, refused.Json.GetProperty("detail").GetString()));
            }
        }
        Assert.Empty(service.Log.Errors);
    });

    [Fact]
    public Task What_is_no_list_is_not_told_as_one() => RunAsync(async service =>
    {
        foreach (var target in new[] { ":customerCalled?name=Bob", ":totals" })
        {
            foreach (var accept in new[] { Csv, Lines }) Assert.Equal((406, "not-acceptable"), ((await GetAsync(service, target, accept)) is var reply ? reply.Status : 0, reply.Code));
        }
    });

    [Fact]
    public Task How_the_rows_of_a_function_are_found_is_explained_as_for_any_list() => RunAsync(async service =>
    {
        var list = (await GetAsync(service, ":customersSince?since=2021-01-01&sort=name", Explain)).Expect(200);
        Assert.Contains("sorts", list.Json.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Contains("customers_since", list.Json.GetProperty("statements")[0].GetProperty("sql").GetString(), StringComparison.Ordinal);
        Assert.True((await GetAsync(service, ":customersBut?name=Bob&include=referrer", Analyze)).Expect(200).Json.GetProperty("milliseconds").GetDouble() > 0);
        Assert.Contains("at most 1 row", (await GetAsync(service, ":customerCalled?name=Bob", Explain)).Expect(200).Json.GetProperty("summary").GetString(), StringComparison.Ordinal);
        // What it would say no to is not known before it runs.
        (await GetAsync(service, ":customersBut?name=", Explain)).Expect(200);
    });

    private static Task<Reply> GetAsync(TestService service, string target, (string, string) header) => service.SendAsync("GET", "/v1" + target, null, header);

    private static async Task RunAsync(Func<TestService, Task> test)
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await schema.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(Golden.Repository, "tests", "databases", "functions.postgres.sql"), TestService.Cancellation));
        await schema.ExecuteAsync(Moody);
        var model = TestService.Compile(Contract, isExternal: true);
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options), Http = new LintelHttpOptions { MayExplain = _ => true } });
        await test(service);
    }
}
