using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Lintel.Sqlite;
using Lintel.Sqlite.Native;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel audit verify</c>.</summary>
public sealed class AuditTests
{
    private const string Contract = """
        lintel: 1
        service: ledger
        version: v1
        info: { title: Ledger, description: What was done. }
        auth: {}
        access: { read: true, write: "'clerk' in caller.roles" }
        audit: true
        resources:
          thing:
            key: { type: int, client: true }
            fields: { n: int? }

        """;

    [Fact]
    public async Task What_was_done_to_the_record_is_named_and_the_command_fails()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("ledger.yaml", Contract);
        var key = (await InProcess.RunAsync("keys", "create", path, "--sub", "importer", "--role", "clerk")).Success().Trim();
        await using (var server = await InProcessServer.StartAsync([], path))
        {
            for (var i = 1; i <= 3; i++) Assert.Equal(HttpStatusCode.Created, await CreateAsync(server, key, i));
            Assert.Equal(HttpStatusCode.Forbidden, await ReadAsync(server, key));
        }
        var file = workspace.PathOf(".lintel/ledger.db");
        var sound = (await InProcess.RunAsync("audit", "verify", path)).Success().Split('\n');
        Assert.StartsWith("3 entries of ", sound[0]);
        Assert.EndsWith(": all as they were written", sound[0]);
        var head = (await InProcess.RunAsync("audit", "verify", path, "--head")).Success().Trim();
        Assert.Equal($"head {head}", sound[1]);
        Assert.Matches("^[0-9]+:3:[0-9a-f]{64}$", head);
        (await InProcess.RunAsync("audit", "verify", path, "--since", head)).Success();
        Assert.Contains("\"found\": 0", (await InProcess.RunAsync("audit", "verify", path, "--json")).Success(), StringComparison.Ordinal);

        // What was loaded is told in one entry.
        (await InProcess.RunAsync("load", path, "thing", workspace.Write("things.csv", "id,n\n7,1\n8,2\n"))).Success();
        Assert.StartsWith("4 entries of ", (await InProcess.RunAsync("audit", "verify", path, "--since", head)).Success(), StringComparison.Ordinal);

        Tamper(file, "UPDATE audit_entry SET \"by\" = 'eve' WHERE number = 2");
        var changed = await InProcess.RunAsync("audit", "verify", path);
        Assert.Equal(1, changed.Code);
        var chain = head.Split(':')[0];
        Assert.Equal($"Entry {chain},2 was changed: it does not say what it was hashed with.\nlintel: the record is not as it was written\n", changed.Error);
        Assert.Equal(1, (await InProcess.RunAsync("audit", "verify", path, "--json")).Code);
        Tamper(file, $"DELETE FROM audit_entry WHERE chain = {chain}; DELETE FROM audit_chain WHERE chain = {chain}");
        (await InProcess.RunAsync("audit", "verify", path)).Success();
        var cut = await InProcess.RunAsync("audit", "verify", path, "--since", head);
        Assert.Equal(1, cut.Code);
        Assert.StartsWith($"Entry {chain},3 is not there as it was when the head was taken.", cut.Error);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1:2:3")]
    [InlineData("1:1:0000000000000000000000000000000000000000000000000000000000000000,1:1:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("")]
    public async Task What_is_no_head_is_refused(string head)
    {
        using var workspace = new Workspace();
        var ran = await InProcess.RunAsync("audit", "verify", workspace.Write("ledger.yaml", Contract), "--since", head);
        Assert.Equal(2, ran.Code);
        Assert.Contains("--since", ran.Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_contract_without_a_record_is_told()
    {
        using var workspace = new Workspace();
        Assert.EndsWith("has no 'audit': nothing is recorded of its writes", (await InProcess.RunAsync("audit", "verify", workspace.Write("guarded.yaml", Guarded.Contract))).Failure(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> CreateAsync(InProcessServer server, string key, int id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/things") { Content = new StringContent($$"""{"id":{{id}}}""", Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ReadAsync(InProcessServer server, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/audit");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static void Tamper(string file, string statements)
    {
        var options = new SqliteOptions { Path = file, Time = TimeProvider.System };
        using var connection = SqliteConnection.Open(file, options, "PRAGMA busy_timeout = 5000");
        connection.Watch(CancellationToken.None);
        connection.Execute(statements);
    }
}
