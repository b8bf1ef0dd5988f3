using System.Net.Http.Headers;
using System.Text;
using Lintel.Cli.Tests.Observing;
using Lintel.Cli.Tests.Processes;
using Lintel.Postgres.Testing;

namespace Lintel.Cli.Tests.Securing;

/// <summary>A run in which each secret is marked, and all that comes out of it: no mark is found anywhere.</summary>
public sealed class SecretsTests
{
    private const string Database = "mark-of-the-database", Redis = "mark-of-the-redis", Pin = "mark-pin", LongPin = "mark-pin-that-is-too-long";

    private const string Contract = """
        lintel: 1
        service: vault
        version: v1
        info: { title: Vault, description: What nobody may see. }
        auth: {}
        access: { read: "'clerk' in caller.roles", write: "'clerk' in caller.roles" }
        audit: { read: "'clerk' in caller.roles" }
        limits: { callerRate: 1000/s, rateBurst: 1000 }
        resources:
          box:
            key: { type: int, client: true }
            fields:
              name: string(..20)
              pin: { type: string(..12), nullable: true, writeOnly: true }

        """;

    [Fact]
    public async Task No_secret_of_a_run_is_in_what_comes_out_of_it()
    {
        using var workspace = new Workspace();
        var contract = workspace.Write("vault.yaml", Contract);
        var key = (await InProcess.RunAsync("keys", "create", contract, "--sub", "importer", "--role", "clerk")).Success().Trim();
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var receiver = await OtlpReceiver.StartAsync(workspace, "http/protobuf");
        // The server for tests trusts whoever comes: any password will do.
        var store = new UriBuilder(schema.Url) { Password = Database }.Uri.AbsoluteUri;
        var log = workspace.PathOf("log");
        string[] run =
        [
            "dotnet", Repository.CommandLine, "run", contract, "--store", store, "--redis", $"redis://:{Redis}@127.0.0.1:9",
            "--urls", "http://127.0.0.1:0", "--metrics", "http://127.0.0.1:0", "--slow", "0ms", "--log-level", "trace",
        ];
        await using var server = ServerProcess.Launch("sh", ["-c", "exec \"$@\" >\"$0\"", log, .. run], environment: new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Url,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        await server.ServingAsync();
        var token = (await InProcess.RunAsync("token", contract, "--sub", "alice", "--role", "clerk")).Success().Trim().Split('\n')[^1];
        var development = (await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(workspace.PathOf(".lintel"), "*.devkey")), TestContext.Current.CancellationToken)).Trim();

        var told = new StringBuilder();
        using var client = new HttpClient { BaseAddress = server.Address };
        await AskAsync("POST", "/v1/boxes", token, $$"""{"id":1,"name":"a","pin":"{{Pin}}"}""");
        await AskAsync("POST", "/v1/boxes", key, $$"""{"id":2,"name":"b","pin":"{{LongPin}}"}""");
        await AskAsync("POST", "/v1/boxes", key, $$"""{"id":1,"name":"b","pin":"{{Pin}}"}""");
        await AskAsync("PATCH", "/v1/boxes/1", key, $$"""{"pin":"{{Pin}}2"}""");
        await AskAsync("POST", "/v1/boxes", key, $$"""{"id":3,"pin":"{{Pin}}" broken""");
        await AskAsync("POST", "/graphql", token, $$$"""{"query":"mutation($p: String) { updateBox(id: 1, input: {pin: $p}) { box { id name } } }","variables":{"p":"{{{Pin}}}3"}}""");
        await AskAsync("POST", "/graphql", token, $$$"""{"query":"mutation { updateBox(id: 1, input: {pin: \"{{{LongPin}}}\"}) { box { id pin } } }"}""");
        foreach (var bearer in new[] { token, key, token[..^2], key[..^1], development }) await AskAsync("GET", "/v1/boxes?include=nothing", bearer);
        foreach (var path in new[] { "/v1/boxes", "/v1/boxes?pin=x", "/v1/audit", "/v1/openapi.json", "/v1/openapi.yaml", "/docs", "/livez", "/readyz", "/v1/nothing" }) await AskAsync("GET", path, token);
        await AskAsync("POST", "/graphql", token, """{"query":"{ __schema { types { name fields { name description } } } auditEntries(first: 99) { nodes { by apiKey fields old new } } }"}""");
        using var scraper = new HttpClient();
        var metrics = await scraper.GetStringAsync(new Uri(server.Said.Split("scrape ")[1].Split('\n')[0].Trim()), TestContext.Current.CancellationToken);
        server.Signal(ServerProcess.Terminate);
        Assert.Equal(0, await server.EndedAsync());
        var lines = await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);

        // All of them were looked at while they had something to tell.
        Assert.Contains("\"apiKey\":\"" + key.Split('_')[1], told.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"fields\":[\"pin\"]", told.ToString(), StringComparison.Ordinal);
        Assert.Contains("lintel_", metrics, StringComparison.Ordinal);
        Assert.Contains("can't be reached", lines, StringComparison.Ordinal);
        Assert.Contains("INSERT", lines, StringComparison.Ordinal);
        Assert.NotEmpty(receiver.Spans);
        var secrets = new[] { Database, Redis, Pin, development, token, token.Split('.')[1], token.Split('.')[2], key.Split('_')[2], token[..^2].Split('.')[2] };
        foreach (var (place, text) in new[] { ("answers", told.ToString()), ("metrics", metrics), ("log", lines), ("console", server.Said), ("traces", receiver.Bytes) })
        {
            foreach (var secret in secrets) Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} is in the {place}");
        }

        async Task AskAsync(string method, string path, string bearer, string? body = null)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, method == "PATCH" ? "application/merge-patch+json" : "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            told.Append(path).Append(' ').Append((int)answer.StatusCode).Append('\n').Append(answer.Headers).Append(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Append('\n');
        }
    }

    [Theory]
    [InlineData("--store", "postgres://shop:MARK@127.0.0.1:9/shop")]
    [InlineData("--store", "postgres://shop:MARK@127.0.0.1:9/shop?nonsense=1")]
    [InlineData("--store", "postgres://shop:MARK@[::bad/shop")]
    [InlineData("--store", "postgresq://shop:MARK@127.0.0.1/shop")]
    [InlineData("--metrics", "http://shop:MARK@127.0.0.1:0")]
    [InlineData("--metrics", "https://shop:MARK@127.0.0.1:0")]
    [InlineData("--metrics", "http://shop:MA@MARK@[::bad")]
    [InlineData("--cors", "https://shop:MARK@shop.example")]
    [InlineData("--redis", "redis://:MARK@127.0.0.1:9/x")]
    [InlineData("--redis", "http://:MARK@127.0.0.1:9")]
    public async Task A_setting_that_is_refused_is_not_repeated_with_its_secret(string flag, string value)
    {
        using var workspace = new Workspace();
        var ran = await InProcess.RunAsync("run", workspace.Write("vault.yaml", Contract), flag, value, "--urls", "http://127.0.0.1:0");
        Assert.DoesNotContain("MARK", ran.Failure(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_issuer_with_a_password_is_refused()
    {
        using var workspace = new Workspace();
        var ran = await InProcess.RunAsync("check", workspace.Write("vault.yaml", Contract.Replace("auth: {}", "auth: { issuer: 'https://user:MARK@id.example.com' }", StringComparison.Ordinal)));
        Assert.NotEqual(0, ran.Code);
    }
}
