using System.Text.Json;
using Lintel.Model;

namespace Lintel.Http.Auth;

/// <summary>Reads what a provider publishes of itself: OpenID Connect Discovery 1.0 §4, and the key set that it leads to. Bounded in time and size; redirects are not followed.</summary>
internal static class IssuerDocuments
{
    private const int MostBytes = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = MostBytes,
    };

    /// <summary>The keys that a provider signs with now.</summary>
    /// <exception cref="IssuerException">They can't be read.</exception>
    public static async Task<KeySet> ReadKeysAsync(string issuer)
    {
        var address = $"{issuer.TrimEnd('/')}/.well-known/openid-configuration";
        try
        {
            address = KeysAddress(issuer, await ReadAsync(address).ConfigureAwait(false));
            return KeySet.Read(await ReadAsync(address).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException or JsonException or InvalidOperationException)
        {
            throw new IssuerException($"{address} can't be read: {exception.Message}", exception);
        }
    }

    private static async Task<byte[]> ReadAsync(string address)
    {
        if (!AuthSettings.IsSafe(address)) throw new IssuerException($"{address} is no address with https");
        using var answer = await Client.GetAsync(new Uri(address)).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode) throw new IssuerException($"{address} answers {(int)answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
    }

    // Discovery §4.3: a document that names another issuer is that of another.
    private static string KeysAddress(string issuer, byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var named = document.RootElement.GetMember("issuer");
        if (named != issuer) throw new IssuerException($"the discovery document of {issuer} is that of '{named}'; the contract's issuer must be the same, to the letter");
        return document.RootElement.GetMember("jwks_uri") ?? throw new IssuerException($"the discovery document of {issuer} has no 'jwks_uri'");
    }

    private static string? GetMember(this JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A provider whose keys can't be read.</summary>
internal sealed class IssuerException(string message, Exception? inner = null) : Exception(message, inner);
