using System.Security.Cryptography;
using System.Text;

namespace Lintel.Http.Auth;

/// <summary>A key for a program that can't sign in, as it is kept: what it is for, and a hash in place of the secret.</summary>
public sealed record ApiKey
{
    private const string Prefix = "lintel_";
    private const int IdBytes = 6, SecretBytes = 32;

    /// <summary>What it is called in lists, and found by: no secret.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the key's text, hexadecimal: of 256 random bits there is nothing to guess, so that it need not be slow.</summary>
    public required string Hash { get; init; }

    /// <summary>Who the caller is that brings it.</summary>
    public required string Caller { get; init; }

    /// <summary>The roles of that caller.</summary>
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>What else is claimed of that caller.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Claims { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>From when on it is not accepted any more.</summary>
    public required DateTimeOffset Expires { get; init; }

    /// <summary>When it was taken back; null: it was not.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>Makes a key. Its text is nowhere else, and is to be told once.</summary>
    public static (ApiKey Key, string Text) Create(string caller, IReadOnlyList<string> roles, IReadOnlyDictionary<string, IReadOnlyList<string>> claims, DateTimeOffset now, TimeSpan span)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var text = $"{Prefix}{id}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (new ApiKey { Id = id, Hash = HashOf(text), Caller = caller, Roles = roles, Claims = claims, Created = now, Expires = now + span }, text);
    }

    /// <summary>Whether a bearer token can be no token, but must be a key.</summary>
    internal static bool Is(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The id that a text tells; null: it has not the form of a key.</summary>
    internal static string? IdOf(string text)
    {
        var (id, length) = (Prefix.Length + IdBytes * 2, Prefix.Length + IdBytes * 2 + 1 + SecretBytes * 2);
        return text.Length == length && text[id] == '_' ? text[Prefix.Length..id] : null;
    }

    /// <summary>Whether a text is this key; takes as long whether it is or not.</summary>
    internal bool Matches(string text) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(text)), Encoding.ASCII.GetBytes(Hash));

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
