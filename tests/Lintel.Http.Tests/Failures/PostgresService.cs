using System.Net.Sockets;
using System.Text;
using Lintel.Http.Tests.Pipeline;
using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Lintel.Stores;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Tests.Failures;

/// <summary>A service on PostgreSQL with one connection, and the hands of its operator in the same database.</summary>
internal sealed class PostgresService : IAsyncDisposable
{
    private const string Contract = """
          thing:
            key: int
            fields: { n: int? }
        """;

    /// <summary>The requests of each kind; there is a thing 1.</summary>
    public static readonly TheoryData<string, string, string?> Requests = new()
    {
        { "GET", "things?count=exact", null },
        { "GET", "things/1", null },
        { "POST", "things", "{}" },
        { "PATCH", "things/1", "{\"n\":1}" },
        { "DELETE", "things/1", null },
    };

    private readonly RecordingStore _store;

    private PostgresService(PostgresSchema schema, TestService service, RecordingStore store) => (Schema, Http, _store) = (schema, service, store);

    public PostgresSchema Schema { get; }

    public TestService Http { get; }

    /// <summary>On the server that all tests share, as its superuser, unless said otherwise.</summary>
    public static async Task<PostgresService> StartAsync(Func<PostgresOptions, PostgresOptions>? change = null, PostgresServer? server = null, string? owner = null)
    {
        var schema = await (server ?? PostgresServer.Shared).CreateSchemaAsync("pool=1");
        if (owner is not null) await schema.ExecuteAsync($"ALTER SCHEMA {schema.Name} OWNER TO {owner}");
        var model = TestService.Compile(Contract);
        // More are let in than there are connections: here they are to wait for them.
        var store = new RecordingStore(PostgresStore.Open(model, change is null ? schema.Options : change(schema.Options))) { Capacity = new StoreCapacity(8, 8, TimeSpan.FromSeconds(5)) };
        var service = await TestService.StartAsync(model, new TestOptions { Store = _ => store });
        await service.CreateAsync("things", "{}");
        var started = new PostgresService(schema, service, store);
        // The line is written behind the answer.
        await started.LoggedStatusAsync();
        service.Log.Clear();
        return started;
    }

    public Task<Reply> SendAsync(string method, string target, string? body) =>
        Http.SendAsync(method, target, body is null ? null : Body.Of(body, method == "PATCH" ? "application/merge-patch+json" : "application/json"));

    /// <summary>Sends a request on a socket that the test may close.</summary>
    public async Task<TcpClient> BeginAsync(string method, string target, string? body)
    {
        var client = new TcpClient();
        await client.ConnectAsync(Http.Url.Host, Http.Url.Port, TestService.Cancellation);
        var type = method == "PATCH" ? "application/merge-patch+json" : "application/json";
        var rest = body is null ? "" : $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{method} /v1/{target} HTTP/1.1\r\nHost: x\r\n{rest}\r\n{body}"), TestService.Cancellation);
        return client;
    }

    /// <summary>How many requests have asked for the one connection so far.</summary>
    public int Asked => _store.Asked;

    /// <summary>Waits until that many have.</summary>
    public async Task AskedAsync(int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestService.Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (Asked < count) await Task.Delay(10, patience.Token);
    }

    /// <summary>Waits for the line of the log that tells of a request's end; gives its status.</summary>
    public async Task<int> LoggedStatusAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestService.Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (Http.Log.All.FirstOrDefault(line => line.Level == LogLevel.Information && line.Values.ContainsKey("Status")) is { } line) return (int)line.Values["Status"]!;
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>The process of the server behind the one connection.</summary>
    public async Task<int> BackendAsync() => (int)(await Schema.ExecuteAsync($"SELECT max(pid) FROM pg_stat_activity WHERE application_name = '{Schema.Name}' AND pid <> pg_backend_pid()"))!;

    public async ValueTask DisposeAsync()
    {
        await Http.DisposeAsync();
        await Schema.DisposeAsync();
    }
}
