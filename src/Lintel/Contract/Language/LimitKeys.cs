using Lintel.Model;

namespace Lintel.Contract.Language;

/// <summary>The keys of <c>limits</c>: those of <see cref="LimitTable"/>.</summary>
internal static class LimitKeys
{
    /// <summary>All of them.</summary>
    public static readonly KeyTable Limits = new("limits", [.. LimitTable.All.Select(Of)]);

    private static Key Of(Limit limit)
    {
        var value = LimitText.Of(limit.Unit, limit.Default);
        return new Key(limit.Key, $"{limit.Meaning} Default: {value}.", new LimitShape(limit), value);
    }
}
