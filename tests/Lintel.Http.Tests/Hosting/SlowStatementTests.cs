namespace Lintel.Http.Tests.Hosting;

/// <summary>Statements that take long are logged with what they are part of.</summary>
public sealed class SlowStatementTests
{
    private const string Contract = """
          thing:
            key: int
            fields: { name: string? }
        """;

    private const string Secret = "s3cr3tvalue";

    [Fact]
    public async Task A_slow_statement_is_logged_with_its_operation_and_without_a_value()
    {
        await using var service = await TestService.StartAsync(Contract, Slower(TimeSpan.Zero));
        await service.CreateAsync("things", $$"""{"name":"{{Secret}}"}""");
        (await service.GetAsync($"things?filter={Uri.EscapeDataString($"name == '{Secret}'")}&limit=7", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))).Expect(200);
        var line = Assert.Single(await SlowAsync(service), line => (string?)line.Values["Method"] == "GET");
        Assert.Equal("read thing\n  show id, name, createdAt, updatedAt, version\n  where (name == $1:text)\n  order id\n  limit 7", ((string)line.Values["Operation"]!).Replace("$0", "$1", StringComparison.Ordinal));
        Assert.StartsWith("SELECT", (string)line.Values["Statement"]!);
        Assert.Equal(("/v1/things", 1L, "0af7651916cd43dd8448eb211c80319c"), ((string)line.Values["Route"]!, (long)line.Values["Rows"]!, (string)line.Values["TraceId"]!));
        Assert.DoesNotContain(await SlowAsync(service), one => one.Values.Values.Any(value => $"{value}".Contains(Secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_statement_that_failed_is_logged_with_why()
    {
        await using var service = await TestService.StartAsync("""
              thing:
                key: int
                fields: { name: string unique }
            """, Slower(TimeSpan.Zero));
        (await service.PostAsync("things", $$"""{"name":"{{Secret}}"}""")).Expect(201);
        (await service.PostAsync("things", $$"""{"name":"{{Secret}}"}""")).Expect(409);
        var line = Assert.Single(await SlowAsync(service), line => line.Values.ContainsKey("Error"));
        Assert.Equal("SQLITE_CONSTRAINT", line.Values["Error"]);
        Assert.Equal("insert thing\n  rows 1: name, createdAt, updatedAt, version\n  answer\n    show id, name, createdAt, updatedAt, version", line.Values["Operation"]);
    }

    [Fact]
    public async Task What_is_faster_is_not()
    {
        await using var service = await TestService.StartAsync(Contract, Slower(TimeSpan.FromHours(1)));
        (await service.GetAsync("things")).Expect(200);
        await service.Log.StatementsAsync("/v1/things");
        Assert.DoesNotContain(service.Log.All, line => line.Values.ContainsKey("Statement"));
    }

    private static TestOptions Slower(TimeSpan than) => new() { Http = new LintelHttpOptions { SlowStatement = than } };

    private static async Task<LogLine[]> SlowAsync(TestService service)
    {
        // Each request's own line is behind those of its statements.
        await service.Log.StatementsAsync("/v1/things");
        return [.. service.Log.All.Where(line => line.Values.ContainsKey("Statement"))];
    }
}
