using System.Globalization;

namespace Lintel.Engine.Auditing;

/// <summary>Where the chains of a record end at some time: kept elsewhere, it shows later that nothing of what was there then is gone.</summary>
/// <param name="Ends">The ends, by chain.</param>
public sealed record AuditHead(IReadOnlyDictionary<long, ChainEnd> Ends)
{
    /// <summary>That of a record without entries.</summary>
    public static AuditHead Empty { get; } = new(new Dictionary<long, ChainEnd>());

    /// <summary>Reads what <see cref="ToString"/> gives; null: it is none.</summary>
    public static AuditHead? TryRead(string text)
    {
        var ends = new Dictionary<long, ChainEnd>();
        foreach (var end in text.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (end == "none" && text.Trim() == end) return Empty;
            if (end.Split(':') is not [var chain, var number, { Length: 64 } hash]
                || !long.TryParse(chain, NumberStyles.None, CultureInfo.InvariantCulture, out var which) || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
                || !hash.All(char.IsAsciiHexDigitLower) || !ends.TryAdd(which, new ChainEnd(last, hash)))
                return null;
        }
        return ends.Count == 0 ? null : new AuditHead(ends);
    }

    /// <summary>The ends as one word: <c>CHAIN:NUMBER:HASH</c>, with commas between; <c>none</c> where there are none.</summary>
    public override string ToString() => Ends.Count == 0 ? "none"
        : string.Join(',', Ends.OrderBy(end => end.Key).Select(end => string.Create(CultureInfo.InvariantCulture, $"{end.Key}:{end.Value.Number}:{end.Value.Hash}")));
}
