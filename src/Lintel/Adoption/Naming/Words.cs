using Lintel.Contract.Compilation;

namespace Lintel.Adoption.Naming;

/// <summary>Takes names apart into words, and puts words together as names.</summary>
internal static class Words
{
    /// <summary>The words of a name, small: <c>HTTPStatus</c>, <c>http_status</c> and <c>HTTP-Status</c> are <c>http</c>, <c>status</c>. Empty: it has no letter or digit.</summary>
    public static IReadOnlyList<string> Of(string name)
    {
        var words = new List<string>();
        foreach (var part in Transliteration.ToAscii(name).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Split(part, words);
        return words;
    }

    /// <summary>The words as one camelCase name.</summary>
    public static string Camel(IEnumerable<string> words) => string.Concat(words.Select((word, index) => index == 0 ? word : Casing.Capital(word)));

    /// <summary>Whether a list begins with all of another.</summary>
    public static bool Begins(IReadOnlyList<string> words, IReadOnlyList<string> with) => words.Count >= with.Count && words.Take(with.Count).SequenceEqual(with);

    /// <summary>Whether a list ends with all of another.</summary>
    public static bool Ends(IReadOnlyList<string> words, IReadOnlyList<string> with) => words.Count >= with.Count && words.Skip(words.Count - with.Count).SequenceEqual(with);

    // A capital begins a word behind a small letter or a digit, and the last of several capitals does before a small letter.
    private static void Split(string part, List<string> words)
    {
        var start = 0;
        for (var at = 1; at <= part.Length; at++)
        {
            if (at < part.Length && !Begins(part, at))
                continue;
            words.Add(part[start..at].ToLowerInvariant());
            start = at;
        }
    }

    private static bool Begins(string part, int at)
    {
        if (!char.IsAsciiLetterUpper(part[at]))
            return false;
        if (!char.IsAsciiLetterUpper(part[at - 1]))
            return true;
        return at + 1 < part.Length && char.IsAsciiLetterLower(part[at + 1]) && !IsPluralAcronym(part, at);
    }

    // URLs, userIDs: the `s` belongs to the capitals.
    private static bool IsPluralAcronym(string part, int at) =>
        part[at + 1] == 's' && (at + 2 == part.Length || char.IsAsciiLetterUpper(part[at + 2]));
}
