using System.Buffers.Text;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Lintel.Http.Tests.Tours;

/// <summary>What one service made up, keys and what is made of them, by the order in which it was first seen: so two services can be compared.</summary>
internal sealed partial class MadeUp
{
    private readonly Dictionary<string, string> _ids = [];
    private readonly Dictionary<string, string> _hashes = [];

    /// <summary>An answer with names in place of what was made up. Cursors that hold such a key are shown as bytes, with its name within.</summary>
    public string Replace(string answer)
    {
        foreach (Match id in Uuid7().Matches(answer))
        {
            if (IsOfTour(id.Value)) _ids.TryAdd(id.Value, string.Create(CultureInfo.InvariantCulture, $"⟨id {_ids.Count + 1}⟩"));
        }
        answer = CursorText().Replace(answer, cursor => Named(cursor.Value));
        var text = answer;
        foreach (var (id, name) in _ids) answer = answer.Replace(id, name, StringComparison.Ordinal);
        var isMadeUp = answer != text;
        return Hash().Replace(answer, hash => isMadeUp || _hashes.ContainsKey(hash.Value) ? NameOf(hash.Value) : hash.Value);
    }

    private string NameOf(string hash)
    {
        _hashes.TryAdd(hash, string.Create(CultureInfo.InvariantCulture, $"⟨hash {_hashes.Count + 1}⟩"));
        return _hashes[hash];
    }

    private string Named(string cursor)
    {
        if (!Base64Url.IsValid(cursor)) return cursor;
        var (bytes, named) = (Convert.ToHexStringLower(Base64Url.DecodeFromChars(cursor)), "");
        foreach (var (id, name) in _ids)
        {
            if (bytes.Contains(id.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal)) named = (named.Length > 0 ? named : bytes).Replace(id.Replace("-", "", StringComparison.Ordinal), name, StringComparison.Ordinal);
        }
        return named.Length > 0 ? named : cursor;
    }

    // A version 7 begins with its time: the seeds' are of another year than the tests' clock.
    private static bool IsOfTour(string id) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id.Replace("-", "", StringComparison.Ordinal)[..12], 16)).Year == TestService.Start.Year;

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid7();

    [GeneratedRegex("""(?<="(next|prev)":")[^"]+|(?<=[?&](after|before)=)[A-Za-z0-9_-]+""")]
    private static partial Regex CursorText();

    [GeneratedRegex("""(?<=ETag: "[0-9]*[.h])[0-9a-f]{32}""")]
    private static partial Regex Hash();
}
