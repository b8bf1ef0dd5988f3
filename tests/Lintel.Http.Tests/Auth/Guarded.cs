using Lintel.Access;
using Lintel.Http.Auth;
using Lintel.Model;

namespace Lintel.Http.Tests.Auth;

/// <summary>A service that asks who its callers are, and what it was told.</summary>
internal sealed class Guarded : IAsyncDisposable
{
    private const string Contract = "  thing:\n    key: int\n    fields: { n: int? }\n";

    private Caller? _seen;

    public TestService Service { get; private set; } = null!;

    public static async Task<Guarded> StartAsync(AuthSettings auth, Func<ServiceModel, DevelopmentKey>? key = null, LintelHttpOptions? http = null)
    {
        var guarded = new Guarded();
        http = (http ?? new LintelHttpOptions()) with { Auth = new AuthOptions { DevelopmentKey = key }, MayExplain = guarded.See };
        guarded.Service = await TestService.StartAsync(Contract + Text(auth), new TestOptions { Http = http });
        return guarded;
    }

    /// <summary>Who the service says sends a request with that token.</summary>
    public async Task<Caller> WhoAsync(string? token)
    {
        _seen = null;
        var headers = token is null ? [("Prefer", "explain")] : new[] { ("Prefer", "explain"), ("Authorization", $"Bearer {token}") };
        (await Service.GetAsync("things", headers)).Expect(200);
        return Assert.IsType<Caller>(_seen);
    }

    /// <summary>Asks over REST with that token.</summary>
    public Task<Reply> GetAsync(string token) => Service.GetAsync("things", ("Authorization", $"Bearer {token}"));

    /// <summary>Asks over GraphQL.</summary>
    public Task<Reply> AskAsync(string media, params (string, string)[] headers) =>
        Service.SendAsync("POST", "/graphql", Body.Json("""{"query":"{ things { nodes { id } } }"}"""), [("Accept", media), .. headers]);

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private bool See(Microsoft.AspNetCore.Http.HttpContext context)
    {
        _seen = CallerOf.Of(context);
        return false;
    }

    private static string Text(AuthSettings auth) => $"""
        auth:
        {(auth.Issuer is { } issuer ? $"  issuer: {issuer}\n" : "")}  audience: {auth.Audience}
          algorithms: [{string.Join(", ", auth.Algorithms)}]
          skew: {auth.Skew.TotalSeconds}s
          claims: {"{"} id: {auth.Claims.Id}, roles: {auth.Claims.Roles} {"}"}
        access: {"{"} read: true {"}"}

        """;
}
