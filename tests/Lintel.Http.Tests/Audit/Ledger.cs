using System.Text.Json;
using Lintel.Access;
using Lintel.Engine.Auditing;

namespace Lintel.Http.Tests.Audit;

/// <summary>A service whose writes are recorded, and the record as a test sees it.</summary>
internal static class Ledger
{
    public const string Contract = """
          customer:
            key: { type: int, client: true }
            fields:
              name: string(..50) unique
              owner: string?
              pin: { type: string, nullable: true, writeOnly: true }
              extra: json?
              tags: tag[]
            softDelete: true
          order:
            key: int
            fields:
              customer: { type: customer, onDelete: cascade }
              seller: { type: seller, nullable: true, onDelete: setNull }
              total: decimal(12,2)
              status: enum(open, paid) = open
              lineCount: { computed: count(lines), stored: true }
            state: status
            actions:
              pay: { from: [open], to: paid, access: "true" }
          orderLine:
            partOf: order
            key: int
            fields: { product: string(..50), quantity: int }
          seller:
            key: { type: int, client: true }
            fields: { name: string }
          tag:
            key: { type: int, client: true }
            fields: { word: string(..50) }
          draft:
            key: { type: int, client: true }
            fields: { text: string }
            audit: false
        auth: {}
        access: { read: true, write: true }
        audit: { read: "'auditor' in caller.roles or by == caller.id" }
        """;

    /// <summary>Who asks, by a name of the test's own.</summary>
    public static TestOptions Options { get; } = new()
    {
        Caller = name => name switch
        {
            "" => Caller.Anonymous,
            "operator" => Caller.Operator,
            "auditor" => new Caller { Id = "ada", Roles = ["auditor"] },
            _ => new Caller { Id = name },
        },
    };

    public static (string, string) As(string caller) => (TestOptions.CallerHeader, caller);

    /// <summary>All that is recorded, in the order in which it was: what was done to which row, by whom, and what changed.</summary>
    public static async Task<string[]> ReadAsync(TestService service, string query = "limit=100") => [.. (await EntriesAsync(service, query)).Values];

    /// <summary>The record after which nothing else was done: what a test does next is at its end.</summary>
    public static async Task<string[]> AfterAsync(TestService service, Func<Task> act)
    {
        // An import has a chain of its own: what it tells stands anywhere among the rest.
        var before = await EntriesAsync(service);
        await act();
        await VerifyAsync(service);
        return [.. (await EntriesAsync(service)).Where(entry => !before.ContainsKey(entry.Key)).Select(entry => entry.Value)];
    }

    /// <summary>Verifies the record, which must be sound.</summary>
    public static async Task<AuditVerification> VerifyAsync(TestService service)
    {
        var found = await FindAsync(service);
        Assert.Empty(found.Findings);
        return found;
    }

    public static Task<AuditVerification> FindAsync(TestService service, AuditHead? known = null) => new AuditVerifier(service.Engine).VerifyAsync(known ?? AuditHead.Empty, 100, TestService.Cancellation);

    private static async Task<OrderedDictionary<string, string>> EntriesAsync(TestService service, string query = "limit=100")
    {
        var entries = new OrderedDictionary<string, string>();
        foreach (var entry in (await service.GetAsync($"audit?sort=number&{query}", As("auditor"))).Expect(200).Json.GetProperty("data").EnumerateArray())
            entries.Add($"{entry.GetProperty("chain")},{entry.GetProperty("number")}", Line(entry));
        return entries;
    }

    private static string Line(JsonElement entry)
    {
        string? Text(string name) => entry.GetProperty(name) is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;
        return $"{Text("by") ?? "nobody"} {Text("operation")}{(Text("action") is { } action ? ":" + action : "")} {Text("resource")} {Text("row")} {Text("old") ?? "-"} {Text("new") ?? "-"}";
    }
}
