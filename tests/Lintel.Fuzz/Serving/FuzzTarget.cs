using Lintel.Contract;
using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Http;
using Lintel.Http.OpenApi;
using Lintel.Model;
using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Lintel.Sqlite;
using Lintel.Stores;
using Lintel.Testing;
using Microsoft.AspNetCore.Builder;

namespace Lintel.Fuzz.Serving;

/// <summary>What is fuzzed: a contract on a new database with its seed, served on a port of its own.</summary>
public sealed class FuzzTarget : IAsyncDisposable
{
    private readonly string _folder;
    private readonly PostgresSchema? _schema;
    private readonly IStore _store;
    private readonly WebApplication _app;
    private readonly LintelEngine _engine;

    private FuzzTarget(string folder, PostgresSchema? schema, IStore store, LintelEngine engine, WebApplication app, ErrorLog log)
    {
        (_folder, _schema, _store, _engine, _app, Log) = (folder, schema, store, engine, app, log);
        Document = OpenApiDocumentWriter.Write(engine.Model).Json;
        Address = new Uri(app.Urls.First());
    }

    /// <summary>The contracts that are fuzzed.</summary>
    public static IReadOnlyList<string> Contracts { get; } = ["shop", "chinook", "everything"];

    /// <summary>The databases that they are fuzzed on.</summary>
    public static IReadOnlyList<string> Stores { get; } = ["sqlite", "postgres"];

    public ServiceModel Model => _engine.Model;

    /// <summary>The OpenAPI document that is served.</summary>
    public ReadOnlyMemory<byte> Document { get; }

    public Uri Address { get; }

    /// <summary>What the server logged as an error.</summary>
    public ErrorLog Log { get; }

    /// <summary>Starts one; <paramref name="store"/> is <c>sqlite</c> or <c>postgres</c>, which <c>LINTEL_TEST_POSTGRES</c> names.</summary>
    public static async Task<FuzzTarget> StartAsync(string contract, string store, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("lintel-fuzz-").FullName;
        var model = Compile(contract, folder);
        var schema = store == "postgres" ? await PostgresServer.Shared.CreateSchemaAsync() : null;
        IStore opened = schema is not null
            ? PostgresStore.Open(model, schema.Options)
            : SqliteStore.Open(model, new SqliteOptions { Path = Path.Combine(folder, "fuzz.db"), Time = TimeProvider.System });
        await opened.PrepareAsync(cancellation);
        var engine = new LintelEngine(model, opened, TimeProvider.System);
        if (await new Loader(engine).SeedAsync(null, cancellation) is { Failures.Count: > 0 } loaded) throw new InvalidOperationException(loaded.Failures[0].ToString());
        var log = new ErrorLog();
        var http = new LintelHttpOptions { DrainDelay = TimeSpan.Zero, DrainLimit = TimeSpan.FromSeconds(5) };
        var app = LintelServer.Build(engine, ["http://127.0.0.1:0"], http, log.AddTo);
        await app.StartAsync(cancellation);
        return new FuzzTarget(folder, schema, opened, engine, app, log);
    }

    /// <summary>All that is stored, as one number.</summary>
    public Task<UInt128> HashRowsAsync(CancellationToken cancellation) => RowHash.ComputeAsync(_engine, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        if (_schema is not null) await _schema.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Who fuzzes may do all: what only policies keep out would be fuzzed by nobody.
    private static ServiceModel Compile(string contract, string folder)
    {
        var path = Path.Combine(Golden.Repository, "tests", "Lintel.Fuzz", "Contracts", "everything.yaml");
        if (contract != "everything") OpenSample.Copy(contract, path = Path.Combine(folder, contract));
        var result = ContractCompiler.Compile(path);
        return result.Model ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
