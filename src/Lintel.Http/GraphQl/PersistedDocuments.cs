using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Lintel.Errors;

namespace Lintel.Http.GraphQl;

/// <summary>
/// Documents that are sent by their hash: those of the list that a server was given, and nothing else; or, where it was given none, those that clients
/// sent before (automatic persisted queries). Of the latter so many are kept; then all are forgotten, and sent again.
/// </summary>
internal sealed class PersistedDocuments(IReadOnlyDictionary<string, string>? known)
{
    private const int Kept = 500;
    private const int HashLength = 64;
    private const string Prefix = "sha256:";

    private readonly ConcurrentDictionary<string, string> _sent = new(StringComparer.Ordinal);
    private readonly HashSet<string>? _texts = known is null ? null : [.. known.Values];

    /// <summary>The text of a document, or why it is not answered.</summary>
    /// <param name="text">The text that was sent; null: none was.</param>
    /// <param name="id">Its hash, with or without <c>sha256:</c> before it; null: none was sent.</param>
    public (string? Text, Problem? Problem) Find(string? text, string? id)
    {
        var hash = id?.StartsWith(Prefix, StringComparison.Ordinal) == true ? id[Prefix.Length..] : id;
        if (hash is not null && (hash.Length != HashLength || !hash.All(char.IsAsciiHexDigitLower))) return (null, ErrorCatalogue.InvalidParameter.Because("A document is named by its SHA-256, in 64 hexadecimal digits in lower case."));
        if (text is not null && hash is not null && Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) != hash)
            return (null, ErrorCatalogue.InvalidParameter.Because("The hash is not that of the document."));
        if (known is not null) return Listed(text, hash);
        if (hash is null) return (text, null);
        if (text is null) return _sent.TryGetValue(hash, out var sent) ? (sent, null) : (null, ErrorCatalogue.DocumentNotFound.Because("PersistedQueryNotFound"));
        if (_sent.Count >= Kept) _sent.Clear();
        _sent[hash] = text;
        return (text, null);
    }

    private (string?, Problem?) Listed(string? text, string? hash)
    {
        if (hash is not null && known!.TryGetValue(hash, out var listed)) return (listed, null);
        return text is not null && _texts!.Contains(text) ? (text, null) : (null, ErrorCatalogue.DocumentNotAllowed.Because("Only the documents are answered that this server was given."));
    }
}
