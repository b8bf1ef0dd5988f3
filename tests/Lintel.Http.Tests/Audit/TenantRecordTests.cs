using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lintel.Access;
using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Audit;

/// <summary>An entry is of the tenant whose the row is, and each tenant's auditors have a record of their own, as far as they can tell.</summary>
public sealed class TenantRecordTests
{
    private const string Contract = """
          country:
            tenant: false
            fields: { name: string(..50) }
          tag:
            tenant: false
            fields: { word: string(..50) }
          customer:
            fields: { name: string, country: { type: country, nullable: true, onDelete: setNull }, tags: "tag[]" }
          visit:
            fields: { country: { type: country, onDelete: cascade }, note: string }
          order:
            fields: { number: int }
          orderLine:
            partOf: order
            fields: { quantity: int }
        auth: {}
        access: { read: true, write: true }
        tenant: { field: organisation, claim: org }
        audit: { read: "'auditor' in caller.roles or by == caller.id" }
        """;

    // A name is ID@TENANT, or ID of no tenant.
    private static readonly TestOptions Options = new()
    {
        Caller = name => name switch
        {
            "" => Caller.Anonymous,
            "operator" => Caller.Operator,
            _ => new Caller
            {
                Id = name,
                Roles = name.StartsWith("auditor", StringComparison.Ordinal) ? ["auditor"] : [],
                Claims = name.Split('@') is [_, var tenant] ? new Dictionary<string, IReadOnlyList<string>> { ["org"] = [tenant] } : [],
            },
        },
    };

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Each_entry_is_of_the_tenant_whose_the_row_is_whoever_wrote_it(string store) => RunAsync(store, async service =>
    {
        Assert.Equal(
        [
            "- create country", "- create tag", "- delete country", "- delete tag",
            "north create customer", "north create order", "north create orderLine", "north create orderLine", "north delete order", "north delete orderLine", "north delete orderLine",
            "north link customer", "north unlink customer", "north update customer", "north update orderLine",
            "south create customer", "south create visit", "south delete visit", "south update customer",
        ], (await EntriesAsync(service, "operator")).Select(Line).Order(StringComparer.Ordinal));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task An_auditor_reads_of_their_own_tenant_alone(string store) => RunAsync(store, async service =>
    {
        var all = await EntriesAsync(service, "operator");
        foreach (var (tenant, count) in new[] { ("north", 11), ("south", 4) })
        {
            var auditor = $"auditor@{tenant}";
            var own = await EntriesAsync(service, auditor);
            Assert.Equal(all.Where(entry => entry.GetProperty("tenant").GetString() == tenant).Select(Line), own.Select(Line));
            Assert.Equal((count, (long)count), (own.Length, (await GetAsync(service, "audit?count=exact", auditor, 200)).Total));
            Assert.Equal(count, (await GetAsync(service, "audit:aggregate?count=*", auditor, 200)).Data[0].GetProperty("count").GetInt32());
            Assert.Equal(Math.Min(count, 10), (await AskAsync(service, "{ auditEntries(first: 10) { nodes { tenant } } }", auditor)).Body.Split($"\"tenant\":\"{tenant}\"").Length - 1);
            // What they did themselves is no more theirs to read than the rest.
            Assert.All((await GetAsync(service, "audit", $"ann@{tenant}", 200)).Data, entry => Assert.Equal(tenant, entry.GetProperty("tenant").GetString()));
            foreach (var entry in all)
            {
                var (chain, number) = (entry.GetProperty("chain"), entry.GetProperty("number"));
                var isOwn = entry.GetProperty("tenant").GetString() == tenant;
                var found = await GetAsync(service, $"audit/{chain},{number}", auditor, isOwn ? 200 : 404);
                if (!isOwn) Assert.Equal(Told(await GetAsync(service, $"audit/{chain},987654", auditor, 404)), Told(found));
                Assert.Equal(isOwn ? 1 : 0, (await GetAsync(service, $"audit?chain={chain}&number={number}", auditor, 200)).Data.Length);
                Assert.Equal(isOwn, (await AskAsync(service, $$"""{ auditEntry(chain: {{chain}}, number: "{{number}}") { resource } }""", auditor)).Body.Contains("\"resource\":\"", StringComparison.Ordinal));
            }
        }
        Assert.Empty((await GetAsync(service, "audit?tenant=south", "auditor@north", 200)).Data);
        Assert.Empty((await GetAsync(service, "audit?resource=country", "auditor@north", 200)).Data);
        await GetAsync(service, "audit", "auditor", 403);
        await GetAsync(service, "audit", "", 401);
        foreach (var caller in new[] { "auditor@north", "auditor" }) await GetAsync(service, "audit-chains", caller, 403);
    });

    // Between two hashes of one's own, that of an entry of another tenant could be guessed at.
    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Under_tenants_hashes_are_shown_to_who_runs_the_service_alone(string store) => RunAsync(store, async service =>
    {
        var shown = (await EntriesAsync(service, "auditor@north"))[0];
        Assert.False(shown.TryGetProperty("hash", out _) || shown.TryGetProperty("previous", out _));
        foreach (var query in new[] { "fields=hash", "fields=previous", "sort=hash", $"hash={new string('0', 64)}", $"previous={new string('0', 64)}" }) await GetAsync(service, $"audit?{query}", "auditor@north", 403);
        string[] names = ["chain", "number", "at", "by", "apiKey", "address", "operation", "action", "resource", "row", "fields", "old", "new", "tenant", "previous"];
        foreach (var entry in await EntriesAsync(service, "operator"))
        {
            // An entry of no tenant is hashed as it would be without tenants.
            var values = names.Where(name => name != "tenant" || entry.GetProperty(name).ValueKind != JsonValueKind.Null).Select(name => entry.GetProperty(name).GetRawText());
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"[{string.Join(',', values)}]"))), entry.GetProperty("hash").GetString());
        }
    });

    private static Task RunAsync(string store, Func<TestService, Task> test) => EachStore.RunAsync(store, Contract, Options, async service =>
    {
        var country = await CreateAsync(service, "countries", """{"name":"Norway"}""", "operator");
        var tag = await CreateAsync(service, "tags", """{"word":"new"}""", "operator");
        await CreateAsync(service, "customers", $$"""{"name":"Ann","countryId":"{{country}}","tagIds":["{{tag}}"]}""", "ann@north");
        var order = await CreateAsync(service, "orders", """{"number":1,"lines":[{"quantity":1}]}""", "ann@north");
        var line = await CreateAsync(service, $"orders/{order}/lines", """{"quantity":2}""", "ann@north");
        (await service.PatchAsync($"orders/{order}/lines/{line}", """{"quantity":3}""", Ledger.As("ann@north"))).Expect(200);
        await CreateAsync(service, "customers", $$"""{"name":"Sue","countryId":"{{country}}"}""", "ann@south");
        await CreateAsync(service, "visits", $$"""{"countryId":"{{country}}","note":"x"}""", "ann@south");
        foreach (var (path, caller) in new[] { ($"tags/{tag}", "operator"), ($"countries/{country}", "operator"), ($"orders/{order}", "ann@north") })
            (await service.DeleteAsync(path, Ledger.As(caller))).Expect(204);
        await Ledger.VerifyAsync(service);
        await test(service);
    });

    private static async Task<string> CreateAsync(TestService service, string path, string body, string caller) => (await service.PostAsync(path, body, Ledger.As(caller))).Expect(201).Json.GetProperty("id").GetString()!;

    private static async Task<Reply> GetAsync(TestService service, string path, string caller, int status) => (await service.GetAsync(path, Ledger.As(caller))).Expect(status);

    private static async Task<JsonElement[]> EntriesAsync(TestService service, string caller) => (await GetAsync(service, "audit?sort=number&limit=100", caller, 200)).Data;

    private static Task<Reply> AskAsync(TestService service, string document, string caller) =>
        service.SendAsync("POST", "/graphql", Body.Json($$"""{"query":{{JsonSerializer.Serialize(document)}}}"""), ("Accept", "application/graphql-response+json"), Ledger.As(caller));

    private static string Line(JsonElement entry) => $"{entry.GetProperty("tenant").GetString() ?? "-"} {entry.GetProperty("operation")} {entry.GetProperty("resource")}";

    private static string Told(Reply reply) => $"{reply.Code}: {reply.Detail}";
}
