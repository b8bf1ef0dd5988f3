using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Lintel.Errors;

namespace Lintel.Http.GraphQl;

/// <summary>
/// Documents that are named instead of sent: those of the list that a server was given, and nothing else; or, where it was given none, those that clients
/// sent before, by their hash (automatic persisted queries). Of the latter so much is kept; then all are forgotten, and sent again.
/// </summary>
internal sealed class PersistedDocuments
{
    private const int HashLength = 64;
    private const string Prefix = "sha256:";

    private readonly int _longest;
    private readonly Dictionary<string, string>? _listed;
    private readonly ConcurrentDictionary<string, string> _sent = new(StringComparer.Ordinal);
    private readonly Lock _keeping = new();
    private long _kept;

    /// <summary>Documents of a list, or of clients.</summary>
    /// <param name="listed">The list, by names; null: there is none.</param>
    /// <param name="longest">Documents with more characters are not answered, and not kept.</param>
    public PersistedDocuments(IReadOnlyDictionary<string, string>? listed, int longest)
    {
        _longest = longest;
        if (listed is null) return;
        _listed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in listed.Values) _listed[HashOf(text)] = text;
        foreach (var (name, text) in listed) _listed[Bare(name)] = text;
    }

    /// <summary>The most characters of documents that clients sent. Default: 8 Mi.</summary>
    public long Most { get; init; } = 8 * 1024 * 1024;

    /// <summary>The text of a document, or why it is not answered.</summary>
    /// <param name="text">The text that was sent; null: none was.</param>
    /// <param name="id">Its name, with or without <c>sha256:</c> before it; null: none was sent.</param>
    public (string? Text, Problem? Problem) Find(string? text, string? id)
    {
        if (_listed is not null) return FindListed(text, id is null ? null : Bare(id));
        return id is null ? (text, null) : FindSent(text, Bare(id));
    }

    private (string?, Problem?) FindListed(string? text, string? id)
    {
        if (!_listed!.TryGetValue(id ?? HashOf(text!), out var listed)) return (null, ErrorCatalogue.DocumentNotAllowed.Because("Only the documents are answered that this server was given."));
        return text is null || text == listed ? (listed, null) : (null, ErrorCatalogue.InvalidParameter.Because("The document is not the one of that name."));
    }

    private (string?, Problem?) FindSent(string? text, string hash)
    {
        if (hash.Length != HashLength || !hash.All(char.IsAsciiHexDigitLower)) return (null, ErrorCatalogue.InvalidParameter.Because("A document is named by its SHA-256, in 64 hexadecimal digits in lower case."));
        // Clients know this message, and send the document then.
        if (text is null) return _sent.TryGetValue(hash, out var sent) ? (sent, null) : (null, ErrorCatalogue.DocumentNotFound.Because("PersistedQueryNotFound"));
        if (HashOf(text) != hash) return (null, ErrorCatalogue.InvalidParameter.Because("The hash is not that of the document."));
        if (text.Length <= _longest) Keep(hash, text);
        return (text, null);
    }

    private void Keep(string hash, string text)
    {
        if (_sent.ContainsKey(hash)) return;
        // What is kept is looked up without a lock; that one is added is rare.
        lock (_keeping)
        {
            if (!_sent.TryAdd(hash, text)) return;
            _kept += text.Length + HashLength;
            if (_kept <= Most) return;
            _sent.Clear();
            _sent[hash] = text;
            _kept = text.Length + HashLength;
        }
    }

    private static string Bare(string id) => id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id;

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
