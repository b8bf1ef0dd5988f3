using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Lintel.Access;
using Microsoft.IdentityModel.Tokens;

namespace Lintel.Http.Auth;

/// <summary>
/// Tokens that were verified, so that a caller who comes again is known without another look at the signature: that is most of what a small request costs. By
/// their hash alone, so that no token is kept. Bounded: there are two generations, and the older one is forgotten when the younger is full. Thread-safe.
/// </summary>
internal sealed class VerifiedTokens
{
    /// <summary>How many each of the two generations holds.</summary>
    public const int Most = 2048;

    // The server has one text of a header for as long as a connection says the same: what comes again on it need not be hashed again.
    private readonly ConditionalWeakTable<string, StrongBox<Hash>> _hashes = [];
    private volatile ConcurrentDictionary<Hash, VerifiedToken> _young = new();
    private volatile ConcurrentDictionary<Hash, VerifiedToken> _old = new();

    /// <summary>How many there are, for tests.</summary>
    internal int Count => _young.Count + _old.Count;

    /// <summary>What is known of a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="header">The header that brings it.</param>
    /// <param name="hash">The token's hash.</param>
    /// <param name="known">What was found out of it.</param>
    public bool TryFind(string token, string header, out Hash hash, [NotNullWhen(true)] out VerifiedToken? known)
    {
        var isHashed = _hashes.TryGetValue(header, out var before);
        hash = isHashed ? before!.Value : Hash.Of(token);
        if (!_young.TryGetValue(hash, out known))
        {
            if (!_old.TryGetValue(hash, out known)) return false;
            // Who still comes is kept.
            Add(hash, known);
        }
        if (!isHashed) _hashes.TryAdd(header, new StrongBox<Hash>(hash));
        return true;
    }

    /// <summary>Keeps one that was verified.</summary>
    public void Add(Hash hash, VerifiedToken token)
    {
        // Two who find it full at once forget a generation more, and no answer is another for that.
        if (_young.Count >= Most) (_old, _young) = (_young, new());
        _young[hash] = token;
    }

    /// <summary>Forgets one that is not accepted any more.</summary>
    public void Remove(Hash hash)
    {
        _young.TryRemove(hash, out _);
        _old.TryRemove(hash, out _);
    }

    /// <summary>SHA-256 of a token.</summary>
    internal readonly record struct Hash(UInt128 First, UInt128 Last)
    {
        /// <summary>That of a text in base64url with dots; of any other it is never asked.</summary>
        public static Hash Of(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            Span<byte> text = token.Length <= 2048 ? stackalloc byte[2048] : new byte[token.Length];
            // A letter that is no ASCII would be taken for '?', which is in no token.
            SHA256.HashData(text[..Encoding.ASCII.GetBytes(token, text)], hash);
            var halves = MemoryMarshal.Cast<byte, UInt128>(hash);
            return new Hash(halves[0], halves[1]);
        }
    }
}

/// <summary>What was found out of a token.</summary>
/// <param name="Caller">Who it is of.</param>
/// <param name="Header">Which key it says it is signed with.</param>
/// <param name="Keys">The keys that it was verified by; where others are known by now it must be verified again.</param>
/// <param name="From">From when on it holds, with the skew.</param>
/// <param name="Until">When it ends, with the skew.</param>
internal sealed record VerifiedToken(Caller Caller, TokenHeader Header, IReadOnlyList<SecurityKey> Keys, DateTime From, DateTime Until)
{
    /// <summary>Whether it would be accepted once more.</summary>
    public bool Holds(DateTime now, IReadOnlyList<SecurityKey> keys)
    {
        if (now < From || now >= Until || keys.Count != Keys.Count) return false;
        for (var i = 0; i < keys.Count; i++)
        {
            if (!ReferenceEquals(keys[i], Keys[i])) return false;
        }
        return true;
    }
}
