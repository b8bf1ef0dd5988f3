using System.Text.Json.Nodes;
using Lintel.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Tests.Auth;

/// <summary>A little OpenID provider: a real server with a discovery document and a key set, and real keys.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _readings;

    private TestIssuer(WebApplication app) => _app = app;

    public const string Audience = "shop";

    /// <summary>The keys that it publishes.</summary>
    public List<JsonObject> Published { get; } = [];

    /// <summary>The key that it signs with.</summary>
    public TestKey Key { get; private set; } = TestKey.Rsa("one");

    public string Url => _app.Urls.First();

    /// <summary>What its discovery document calls it; null: what it is called.</summary>
    public string? NamesItself { get; set; }

    /// <summary>Where its discovery document says that the keys are; null: where they are.</summary>
    public string? KeysAt { get; set; }

    public bool IsDown { get; set; }

    /// <summary>Holds answers back.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>How often its keys were read.</summary>
    public int Readings => Volatile.Read(ref _readings);

    public AuthSettings Settings => new() { Issuer = Url, Audience = Audience };

    public static async Task<TestIssuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var issuer = new TestIssuer(app);
        issuer.Published.Add(issuer.Key.Jwk());
        app.Run(issuer.AnswerAsync);
        await app.StartAsync(TestService.Cancellation);
        return issuer;
    }

    /// <summary>Signs with another key from now on, and publishes it alone.</summary>
    public void Rotate(string id)
    {
        Key.Dispose();
        Key = TestKey.Rsa(id);
        Published.Clear();
        Published.Add(Key.Jwk());
    }

    /// <summary>What a good token says, an hour long.</summary>
    public JsonObject Payload(string id = "alice", params string[] roles) => new()
    {
        ["iss"] = Url,
        ["aud"] = Audience,
        ["sub"] = id,
        ["roles"] = new JsonArray([.. roles.Select(role => (JsonNode)role)]),
        ["iat"] = Seconds(0),
        ["nbf"] = Seconds(0),
        ["exp"] = Seconds(3600),
    };

    /// <summary>A good token.</summary>
    public string Token(string id = "alice", params string[] roles) => Key.Token(Payload(id, roles));

    /// <summary>A time as tokens tell it, so many seconds behind the start of every service.</summary>
    public static long Seconds(double after) => TestService.Start.AddSeconds(after).ToUnixTimeSeconds();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Key.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        await Held;
        var isKeys = context.Request.Path == "/keys";
        if (isKeys) Interlocked.Increment(ref _readings);
        if (IsDown)
        {
            if (!isKeys) Interlocked.Increment(ref _readings);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        var answer = context.Request.Path.Value switch
        {
            "/.well-known/openid-configuration" => new JsonObject { ["issuer"] = NamesItself ?? Url, ["jwks_uri"] = KeysAt ?? $"{Url}/keys" },
            "/keys" => new JsonObject { ["keys"] = new JsonArray([.. Published.Select(key => key.DeepClone())]) },
            _ => null,
        };
        context.Response.StatusCode = answer is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        if (answer is not null) await context.Response.WriteAsync(answer.ToJsonString());
    }
}
