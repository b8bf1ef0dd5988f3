using Lintel.Access;
using Lintel.Contract;
using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Http.OpenApi;
using Lintel.Http.Tests.OpenApi;
using Lintel.Model;
using Lintel.Sqlite;
using Lintel.Stores;
using Lintel.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Lintel.Http.Tests;

/// <summary>A whole service as callers meet it: a real server on a port of its own, on a real SQLite file in a folder of its own.</summary>
internal sealed class TestService : IAsyncDisposable
{
    /// <summary>When every service starts; <see cref="Clock"/> stands still until a test moves it.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly string _folder;
    private readonly IStore _store;
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private TestService(string folder, IStore store, LintelEngine engine, WebApplication app, FakeTimeProvider clock, LogLines log, bool explains)
    {
        _folder = folder;
        _store = store;
        _app = app;
        Engine = engine;
        Clock = clock;
        Log = log;
        Url = new Uri(app.Urls.First());
        _client = new HttpClient(new TrafficRecorder(OpenApiDocumentWriter.Write(engine.Model, explains).Json, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })) { BaseAddress = Url };
    }

    public LintelEngine Engine { get; }

    /// <summary>What the host serves now.</summary>
    public ServedEngine Served => _app.Services.GetRequiredService<ServedEngine>();

    public FakeTimeProvider Clock { get; }

    public LogLines Log { get; }

    public Uri Url { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Serves a contract's resources.</summary>
    public static Task<TestService> StartAsync(string resources, TestOptions? options = null) => StartAsync(Compile(resources), options);

    /// <summary>Serves a sample with its data.</summary>
    public static async Task<TestService> StartSampleAsync(string name, TestOptions? options = null)
    {
        var service = await StartAsync(Sample(name), options);
        Assert.Empty((await new Loader(service.Engine).SeedAsync(null, Cancellation))!.Failures);
        return service;
    }

    /// <summary>The model of a sample, open to everybody.</summary>
    public static ServiceModel Sample(string name) => Read(Path.Combine(OpenSample.Folder(name), "contract.yaml"));

    public static async Task<TestService> StartAsync(ServiceModel model, TestOptions? options = null)
    {
        options ??= new TestOptions();
        var folder = Directory.CreateTempSubdirectory("lintel-http-").FullName;
        var log = new LogLines();
        var clock = new FakeTimeProvider(Start);
        var store = options.Store?.Invoke(clock) ?? SqliteStore.Open(model, new SqliteOptions { Path = Path.Combine(folder, "test.db"), Time = TimeProvider.System });
        if (options.Around is { } around) store = around(store);
        await store.PrepareAsync(Cancellation);
        var engine = new LintelEngine(model, store, clock, options.Engine);
        var http = options.Http with { DrainDelay = TimeSpan.Zero, DrainLimit = TimeSpan.FromSeconds(5) };
        var app = LintelServer.Build(engine, ["http://127.0.0.1:0"], http, logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug));
        if (options.Caller is { } caller)
        {
            app.Use((context, next) =>
            {
                context.Features.Set(caller(context.Request.Headers[TestOptions.CallerHeader].ToString()));
                return next();
            });
        }
        if (options.Request is { } request) app.Use((context, next) => { request(context); return next(context); });
        await app.StartAsync(Cancellation);
        return new TestService(folder, store, engine, app, clock, log, options.Http.MayExplain is not null);
    }

    /// <summary>The model of a contract's resources, served below a version.</summary>
    public static ServiceModel Compile(string resources, string version = "v1", string isolation = "serializable", bool isExternal = false)
    {
        var folder = Directory.CreateTempSubdirectory("lintel-contract-").FullName;
        try
        {
            var file = Path.Combine(folder, "contract.yaml");
            File.WriteAllText(file, $"lintel: 1\nservice: test\nversion: {version}\nisolation: {isolation}\n{(isExternal ? "schema: external\n" : "")}info: {{ title: Test, description: A test. }}\nresources:\n" + resources);
            return Read(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Sends a request to a path below <c>/v1/</c>, or from the root where it begins with a slash; the target is sent as it stands.</summary>
    public async Task<Reply> SendAsync(string method, string target, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var exact = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var path = target.StartsWith('/') ? target : "/v1/" + target;
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"http://{Url.Authority}{path}", exact)) { Content = content };
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value), name);
        using var response = await _client.SendAsync(request, Cancellation);
        return await Reply.ReadAsync(response, Cancellation);
    }

    public Task<Reply> GetAsync(string target, params (string Name, string Value)[] headers) => SendAsync("GET", target, null, headers);

    public Task<Reply> PostAsync(string target, string json, params (string Name, string Value)[] headers) =>
        SendAsync("POST", target, Body.Json(json), headers);

    public Task<Reply> PutAsync(string target, string? json = null, params (string Name, string Value)[] headers) =>
        SendAsync("PUT", target, json is null ? null : Body.Json(json), headers);

    public Task<Reply> PatchAsync(string target, string json, params (string Name, string Value)[] headers) =>
        SendAsync("PATCH", target, Body.Of(json, "application/merge-patch+json"), headers);

    public Task<Reply> DeleteAsync(string target, params (string Name, string Value)[] headers) => SendAsync("DELETE", target, null, headers);

    /// <summary>Asks over GraphQL, in the media type that tells by its status whether the document was executed.</summary>
    /// <param name="document">The document.</param>
    /// <param name="variables">The variables, as JSON.</param>
    public Task<Reply> AskAsync(string document, string? variables = null) =>
        SendAsync("POST", "/graphql", Body.Json($$"""{"query":{{System.Text.Json.JsonSerializer.Serialize(document)}},"variables":{{variables ?? "{}"}}}"""), ("Accept", "application/graphql-response+json"));

    /// <summary>Creates rows that must be accepted; gives the bodies of the answers.</summary>
    public async Task<Reply[]> CreateAsync(string target, params string[] rows)
    {
        var replies = new Reply[rows.Length];
        for (var i = 0; i < rows.Length; i++) replies[i] = (await PostAsync(target, rows[i])).Expect(201);
        return replies;
    }

    /// <summary>Every row of every root resource with its owned children, as text: two that are equal show that nothing changed.</summary>
    public async Task<string> DumpAsync()
    {
        var text = new List<string>();
        foreach (var resource in Engine.Model.Resources.Where(resource => resource.Owner is null))
        {
            var owned = resource.Relations.Where(relation => relation.Kind == RelationKind.Children).Select(relation => relation.Name).ToArray();
            var include = owned.Length == 0 ? "" : "&include=" + string.Join(',', owned);
            var page = (await GetAsync($"{resource.Path}?limit=100&count=exact{include}")).Expect(200);
            text.Add($"{resource.Path} {page.Body}");
        }
        return string.Join('\n', text);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static ServiceModel Read(string path)
    {
        var result = ContractCompiler.Compile(path);
        return result.Model ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}

/// <summary>In what a service differs from the usual.</summary>
internal sealed record TestOptions
{
    public LintelHttpOptions Http { get; init; } = new();

    public EngineOptions Engine { get; init; } = new() { RetryPause = TimeSpan.Zero }; // the clock of tests stands still

    /// <summary>What is done to each request before it is answered.</summary>
    public Action<HttpContext>? Request { get; init; }

    /// <summary>The store instead of SQLite.</summary>
    public Func<TimeProvider, IStore>? Store { get; init; }

    /// <summary>The header by which a test says who asks.</summary>
    public const string CallerHeader = "X-Test-Caller";

    /// <summary>Who asks, by what the header says, empty where it is not sent; null: nobody is asked.</summary>
    public Func<string, Caller>? Caller { get; init; }

    /// <summary>What is put around the store.</summary>
    public Func<IStore, IStore>? Around { get; init; }
}
