using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Http.OpenApi;
using Lintel.Model;
using Lintel.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Tests.OpenApi;

/// <summary>A sample, open to everybody, served on a real socket from a new SQLite database with its seed.</summary>
internal sealed class SampleServer : IAsyncDisposable
{
    private readonly SqliteStore _store;
    private readonly WebApplication _app;

    private SampleServer(SqliteStore store, WebApplication app, ServiceModel model)
    {
        _store = store;
        _app = app;
        Document = OpenApiDocumentWriter.Write(model).Json;
    }

    /// <summary>The document that the server publishes.</summary>
    public ReadOnlyMemory<byte> Document { get; }

    public string Origin => _app.Urls.Single();

    public static async Task<SampleServer> StartAsync(string sample, CancellationToken cancellation)
    {
        var model = TestService.Sample(sample);
        var store = SqliteStore.Open(model, new SqliteOptions { Path = ":memory:", Time = TimeProvider.System });
        await store.PrepareAsync(cancellation);
        var engine = new LintelEngine(model, store, TimeProvider.System);
        Assert.Empty((await new Loader(engine).SeedAsync(null, cancellation))!.Failures);
        var app = LintelServer.Build(engine, ["http://127.0.0.1:0"], new LintelHttpOptions { DrainDelay = TimeSpan.Zero }, logging => logging.ClearProviders());
        await app.StartAsync(cancellation);
        return new SampleServer(store, app, model);
    }

    /// <summary>A client whose traffic is held against the document when the run ends.</summary>
    public HttpClient Client() => new(new TrafficRecorder(Document, new SocketsHttpHandler { AllowAutoRedirect = false })) { BaseAddress = new Uri(Origin) };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _store.DisposeAsync();
    }
}
