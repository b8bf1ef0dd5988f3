using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Lintel.Http.Hosting.Addresses;

/// <summary>What proxies write into headers of the requests that they hand on.</summary>
internal static class ForwardedHeaders
{
    /// <summary>The standard one, RFC 7239.</summary>
    public const string Standard = "Forwarded";

    /// <summary>The addresses of the usual one.</summary>
    public const string For = "X-Forwarded-For";

    /// <summary>How the client spoke, where the usual ones are written.</summary>
    public const string Proto = "X-Forwarded-Proto";

    /// <summary>The addresses in <c>X-Forwarded-For</c>; null where one is none.</summary>
    public static List<IPAddress?> Usual(IHeaderDictionary headers) => [.. Parts(headers[For], ',').Select(AddressOf)];

    /// <summary>The <c>for</c> of each hop in <c>Forwarded</c>; null where one is no address.</summary>
    public static List<IPAddress?> Standardized(IHeaderDictionary headers) => [.. Parts(headers[Standard], ',').Select(hop => AddressOf(Parameter(hop, "for")))];

    /// <summary>The scheme by which the last proxy was asked; null: it does not say.</summary>
    public static string? Scheme(IHeaderDictionary headers)
    {
        var scheme = Parts(headers[Proto], ',').LastOrDefault() ?? (Parts(headers[Standard], ',').LastOrDefault() is { } hop ? Parameter(hop, "proto") : null);
        return scheme?.ToLowerInvariant() is "https" or "http" ? scheme.ToLowerInvariant() : null;
    }

    // An address, with or without a port; of IPv6 in brackets where there is one, and always in brackets by the standard.
    private static IPAddress? AddressOf(string? text)
    {
        if (text is null) return null;
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is > 0 and var end) text = text[1..end];
        else if (text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon && colon == text.LastIndexOf(':')) text = text[..colon];
        // .NET reads 0x7f.1 and 1 as addresses, too, which no proxy writes.
        var isUsual = text.Contains(':', StringComparison.Ordinal) || (text.Count(sign => sign == '.') == 3 && text.Count(char.IsAsciiDigit) + 3 == text.Length);
        return isUsual && IPAddress.TryParse(text, out var address) ? address : null;
    }

    private static string? Parameter(string hop, string name)
    {
        foreach (var pair in Parts(hop, ';'))
        {
            var sign = pair.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0 && pair.AsSpan(0, sign).Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return pair[(sign + 1)..].Trim().Trim('"');
        }
        return null;
    }

    // All lines of a header are one list. What stands in quotes there is an address, which has neither sign in it.
    private static IEnumerable<string> Parts(StringValues values, char separator) =>
        values.SelectMany(value => (value ?? "").Split(separator, StringSplitOptions.TrimEntries));
}
