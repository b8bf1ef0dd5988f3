using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.GraphQL.Answering;

/// <summary>What identifies a row among all: the resource's name and the key, in base64url; opaque to callers.</summary>
internal static class NodeId
{
    private const int MaxLength = 4096;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>That of a row, by its cells and the arena that they point into.</summary>
    public static string Of(Resource resource, BoundSelection selection, ReadOnlySpan<Cell> row, byte[] arena)
    {
        var key = new string[resource.Key.Count];
        for (var i = 0; i < key.Length; i++) key[i] = ScalarText.Of(resource.Key[i].Type, row[selection.Place(resource.Key[i])], arena);
        return Of(resource, key);
    }

    /// <summary>That of a row, by the texts of its key.</summary>
    public static string Of(Resource resource, IReadOnlyList<string> key) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{resource.Name}:{string.Join(',', key.Select(Uri.EscapeDataString))}"));

    /// <summary>The resource and the key; false where it is none.</summary>
    public static bool TryDecode(string id, ServiceModel model, [NotNullWhen(true)] out Resource? resource, out string[] key)
    {
        (resource, key) = (null, []);
        if (id.Length > MaxLength || !Base64Url.IsValid(id)) return false;
        string text;
        try
        {
            text = Strict.GetString(Base64Url.DecodeFromChars(id));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || model.FindResource(text.AsSpan(0, colon)) is not { } found) return false;
        key = [.. text[(colon + 1)..].Split(',').Select(Uri.UnescapeDataString)];
        if (key.Length != found.Key.Count) return false;
        resource = found;
        return true;
    }
}
