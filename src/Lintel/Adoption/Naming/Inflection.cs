using System.Collections.Frozen;
using Lintel.Contract.Compilation;

namespace Lintel.Adoption.Naming;

/// <summary>The English singular and plural of words, with what a dictionary of rules gets wrong in the names of tables.</summary>
internal static class Inflection
{
    // One thing already, though the end looks like many; and words whose learned singular nobody uses for a table.
    private static readonly FrozenSet<string> Unchanged = FrozenSet.Create(StringComparer.Ordinal,
        "data", "metadata", "media", "news", "series", "species", "status", "address", "access", "alias", "always", "analysis", "analytics", "atlas", "axis", "basis", "bias", "bonus", "bus", "business",
        "campus", "canvas", "census", "chaos", "chassis", "class", "cms", "corps", "crisis", "cross", "css", "dns", "focus", "gas", "gps", "https", "iris", "is", "lens", "logistics", "loss", "mass",
        "means", "mess", "minus", "os", "pass", "physics", "plus", "pos", "press", "process", "progress", "redis", "rss", "sms", "statistics", "stats", "success", "tax", "this", "thesis",
        "tls", "dss", "ups", "us", "virus", "was", "has", "equipment", "information", "staff", "aws", "sas", "nexus", "genus", "opus", "radius", "consensus", "apparatus", "prospectus", "texas", "jesus");

    /// <summary>The words with the last one singular.</summary>
    public static IReadOnlyList<string> Singular(IReadOnlyList<string> words)
    {
        var last = words[^1];
        var singular = Unchanged.Contains(last) || last.Length < 3 || char.IsAsciiDigit(last[^1]) ? last : Casing.Singular(last);
        // What does not come back as it was is no plural that the rules know.
        return singular == last || Casing.Plural(singular) != last ? words : [.. words.SkipLast(1), singular];
    }

    /// <summary>The plural of a camelCase name, as the contract's compiler forms it.</summary>
    public static string Plural(string name) => Casing.Plural(name);
}
