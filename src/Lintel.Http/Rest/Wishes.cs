using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Lintel.Http.Rest;

/// <summary>What a caller would like, RFC 7240. A wish that means nothing here, or that is not known, is no mistake.</summary>
/// <param name="IsMinimal">Whether a write answers without a body: <c>return=minimal</c>. Default: false, as with <c>return=representation</c>.</param>
/// <param name="Rehearses">Whether a write only tells what it would come to, and nothing stays: <c>tx=rollback</c>. Default: false.</param>
internal readonly record struct Wishes(bool IsMinimal, bool Rehearses)
{
    /// <summary>The wishes for a write; for a read there are none.</summary>
    public static Wishes Of(HttpRequest request, RestCall call) => call.IsRead ? default : Of(request);

    /// <summary>The wishes of a request that writes.</summary>
    public static Wishes Of(HttpRequest request)
    {
        var wishes = default(Wishes);
        if (!request.Headers.TryGetValue("Prefer", out var header)) return wishes;
        var isReturnKnown = false; // of two with one name the first counts
        foreach (var preference in Preferred(header))
        {
            if (preference.Equals("tx=rollback", StringComparison.OrdinalIgnoreCase)) wishes = wishes with { Rehearses = true };
            if (isReturnKnown || !preference.StartsWith("return=", StringComparison.OrdinalIgnoreCase)) continue;
            isReturnKnown = true;
            wishes = wishes with { IsMinimal = preference.EndsWith("=minimal", StringComparison.OrdinalIgnoreCase) };
        }
        return wishes;
    }

    /// <summary>Each preference of a header without blanks and quotes. Its parameters, which follow behind a semicolon, are left out.</summary>
    public static IEnumerable<string> Preferred(StringValues header) => header
        .SelectMany(value => Parts(value ?? ""))
        .Select(part => part.Split(';')[0].Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal));

    /// <summary>Whether a preference without a value is among a request's.</summary>
    public static bool Has(HttpRequest request, string preference) => request.Headers.TryGetValue("Prefer", out var header)
        && header.SelectMany(value => Parts(value ?? "")).Any(part => part.AsSpan().Trim().Equals(preference, StringComparison.OrdinalIgnoreCase));

    /// <summary>Splits at the commas that are not within a quoted string.</summary>
    private static IEnumerable<string> Parts(string value)
    {
        var (start, isQuoted) = (0, false);
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] == '"') isQuoted = !isQuoted;
            else if (value[at] == '\\' && isQuoted) at++;
            else if (value[at] == ',' && !isQuoted)
            {
                yield return value[start..at];
                start = at + 1;
            }
        }
        yield return value[start..];
    }

    /// <summary>Tells which wishes were granted (RFC 7240 §3).</summary>
    public void Apply(HttpResponse response)
    {
        if (!IsMinimal && !Rehearses) return;
        response.Headers["Preference-Applied"] = (IsMinimal, Rehearses) switch
        {
            (true, true) => "return=minimal, tx=rollback",
            (true, false) => "return=minimal",
            _ => "tx=rollback",
        };
    }
}
