using Lintel.Engine.Auditing;
using Lintel.Http.Tests.Models;
using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Lintel.Sqlite;
using Lintel.Sqlite.Native;

namespace Lintel.Http.Tests.Audit;

/// <summary>Whatever somebody does to the record behind the service's back is found, and named.</summary>
public sealed class TamperTests
{
    // What is done to a chain of six entries, and which findings tell of it.
    private static readonly (string Deed, string Expected)[] Deeds =
    [
        ("UPDATE audit_entry SET \"by\" = 'eve' WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET \"by\" = NULL WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET api_key = 'k' WHERE number = 1", "Changed 1"),
        ("UPDATE audit_entry SET address = '10.0.0.1' WHERE number = 6", "Changed 6"),
        ("UPDATE audit_entry SET \"at\" = (SELECT \"at\" FROM audit_entry WHERE number = 5) WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET operation = 'delete' WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET action = 'pay' WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET resource = 'customer' WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET \"row\" = '2' WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET fields = (SELECT fields FROM audit_entry WHERE number = 1) WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET \"old\" = NULL WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET \"new\" = (SELECT \"new\" FROM audit_entry WHERE number = 4) WHERE number = 3", "Changed 3"),
        ("UPDATE audit_entry SET hash = (SELECT hash FROM audit_entry WHERE number = 2) WHERE number = 3", "Changed 3, Unlinked 4"),
        ("UPDATE audit_entry SET previous = (SELECT hash FROM audit_entry WHERE number = 1) WHERE number = 3", "Changed 3, Unlinked 3"),
        ("DELETE FROM audit_entry WHERE number = 1", "Removed 1"),
        ("DELETE FROM audit_entry WHERE number = 3", "Removed 3"),
        ("DELETE FROM audit_entry WHERE number IN (3, 4)", "Removed 3"),
        ("DELETE FROM audit_entry WHERE number = 6", "Removed 6"),
        ("DELETE FROM audit_entry", "Removed 1"),
        ("DELETE FROM audit_entry WHERE number = 3; UPDATE audit_entry SET number = number - 1 WHERE number > 3", "Changed 3, Changed 4, Changed 5, Removed 6, Unlinked 3"),
        ("UPDATE audit_entry SET number = 9 WHERE number = 6", "Added 7, Changed 9, Removed 6"),
        ("UPDATE audit_entry SET number = 99 WHERE number = 3; UPDATE audit_entry SET number = 3 WHERE number = 4; UPDATE audit_entry SET number = 4 WHERE number = 99", "Changed 3, Changed 4, Unlinked 3, Unlinked 4, Unlinked 5"),
        ("INSERT INTO audit_entry SELECT chain, 7, \"at\", \"by\", api_key, address, operation, action, resource, \"row\", fields, \"old\", \"new\", previous, hash FROM audit_entry WHERE number = 6", "Added 7, Changed 7, Unlinked 7"),
        ("INSERT INTO audit_entry SELECT chain, 0, \"at\", \"by\", api_key, address, operation, action, resource, \"row\", fields, \"old\", \"new\", previous, hash FROM audit_entry WHERE number = 6", "Added 0, Changed 0, Unlinked 1"),
        ("INSERT INTO audit_entry SELECT chain + 1, number, \"at\", \"by\", api_key, address, operation, action, resource, \"row\", fields, \"old\", \"new\", previous, hash FROM audit_entry WHERE number = 1", "Added 1, Changed 1"),
        ("UPDATE audit_chain SET number = 5", "Added 6"),
        ("UPDATE audit_chain SET hash = (SELECT hash FROM audit_entry WHERE number = 5)", "Rewritten 6"),
        ("DELETE FROM audit_chain", "Added 1"),
    ];

    // What only a head that was kept elsewhere shows: the last entries are gone, with what the database kept of the end.
    private const string Cut = "DELETE FROM audit_entry WHERE number > 4; UPDATE audit_chain SET number = 4, hash = (SELECT hash FROM audit_entry WHERE number = 4)";

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public async Task Whatever_is_done_to_the_record_is_found(string store)
    {
        foreach (var (deed, expected) in Deeds)
        {
            await TamperAsync(store, async (service, execute) =>
            {
                await execute(deed);
                var found = await Ledger.FindAsync(service);
                Assert.Equal($"{deed}: {expected}", $"{deed}: {string.Join(", ", found.Findings.Select(finding => $"{finding.Kind} {finding.Number}").Order(StringComparer.Ordinal))}");
            });
        }
    }

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task An_end_that_is_cut_off_is_found_by_a_head_that_was_kept_elsewhere(string store) => TamperAsync(store, async (service, execute) =>
    {
        var head = (await Ledger.VerifyAsync(service)).Head;
        var kept = Assert.IsType<AuditHead>(AuditHead.TryRead(head.ToString()));
        Assert.Empty((await Ledger.FindAsync(service, kept)).Findings);
        await service.PostAsync("tags", """{"id":9,"word":"later"}""", Ledger.As("alice"));
        Assert.Empty((await Ledger.FindAsync(service, kept)).Findings);
        await execute(Cut);
        await Ledger.VerifyAsync(service);
        Assert.Equal(AuditFindingKind.Rewritten, Assert.Single((await Ledger.FindAsync(service, kept)).Findings).Kind);
    });

    private static async Task TamperAsync(string store, Func<TestService, Func<string, Task>, Task> test)
    {
        var model = TestService.Compile(Ledger.Contract);
        if (store == EachStore.Postgres)
        {
            await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
            await RunAsync(new TestOptions { Caller = Ledger.Options.Caller, Store = _ => PostgresStore.Open(model, schema.Options) },
                async statement => await schema.ExecuteAsync($"SET search_path TO {schema.Name}; {statement}"));
            return;
        }
        var folder = Directory.CreateTempSubdirectory("lintel-audit-");
        var options = new SqliteOptions { Path = Path.Combine(folder.FullName, "test.db"), Time = TimeProvider.System };
        await RunAsync(new TestOptions { Caller = Ledger.Options.Caller, Store = _ => SqliteStore.Open(model, options) }, statement =>
        {
            using var connection = SqliteConnection.Open(options.Path, options, "PRAGMA busy_timeout = 5000");
            connection.Watch(CancellationToken.None);
            connection.Execute(statement);
            return Task.CompletedTask;
        });
        folder.Delete(recursive: true);

        async Task RunAsync(TestOptions http, Func<string, Task> execute)
        {
            await using var service = await TestService.StartAsync(model, http);
            (await service.PostAsync("tags", """{"id":1,"word":"w1"}""", Ledger.As("alice"))).Expect(201);
            for (var i = 2; i <= 6; i++)
            {
                service.Clock.Advance(TimeSpan.FromSeconds(1));
                (await service.PatchAsync("tags/1", $$"""{"word":"w{{i}}"}""", Ledger.As($"user{i}"))).Expect(200);
            }
            await Ledger.VerifyAsync(service);
            await test(service, execute);
        }
    }
}
