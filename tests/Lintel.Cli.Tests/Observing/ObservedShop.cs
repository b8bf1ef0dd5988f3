using System.Collections.Concurrent;
using Lintel.Cli.Tests.Processes;
using Lintel.Postgres.Testing;

namespace Lintel.Cli.Tests.Observing;

/// <summary>A shop that runs in a process of its own and tells all that it can of itself: traces and metrics by OTLP, metrics for Prometheus, each statement as slow.</summary>
internal sealed class ObservedShop : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _log = new();
    private readonly PostgresSchema? _schema;

    private ObservedShop(OtlpReceiver receiver, PostgresSchema? schema, ServerProcess server)
    {
        (Receiver, _schema, Server) = (receiver, schema, server);
        server.Process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        server.Process.BeginOutputReadLine();
    }

    public OtlpReceiver Receiver { get; }

    public ServerProcess Server { get; }

    /// <summary>What it logged so far.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Where its metrics are.</summary>
    public Uri Metrics => new(Server.Said.Split("scrape ")[1].Split('\n')[0].Trim());

    public static async Task<ObservedShop> StartAsync(Workspace workspace, string store, string protocol)
    {
        var receiver = await OtlpReceiver.StartAsync(workspace, protocol);
        var schema = store == "PostgreSQL" ? await PostgresServer.Shared.CreateSchemaAsync("pool=8") : null;
        string[] args =
        [
            Repository.CommandLine, "run", workspace.PathOf("shop"), "--store", schema?.Url ?? "sqlite:" + workspace.PathOf("shop.db"),
            "--urls", "http://127.0.0.1:0", "--metrics", "http://127.0.0.1:0", "--slow", "0ms", "--log-level", "debug",
        ];
        var server = ServerProcess.Launch("dotnet", args, environment: new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
            // What is there only while it runs, such as connections, is not in what is sent at the end.
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test",
        });
        var shop = new ObservedShop(receiver, schema, server);
        await server.ServingAsync();
        return shop;
    }

    /// <summary>Stops it, which sends what is left.</summary>
    public async Task StopAsync()
    {
        Server.Signal(ServerProcess.Terminate);
        Assert.Equal(0, await Server.EndedAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Receiver.DisposeAsync();
        if (_schema is not null) await _schema.DisposeAsync();
    }
}
