namespace Lintel.Search;

/// <summary>One thing that a search asks for: words that stand together in one field.</summary>
/// <param name="Words">The words in order; never empty.</param>
/// <param name="IsPrefix">Whether the last word is only the beginning of one.</param>
/// <param name="IsExcluded">Whether rows that have it are left out.</param>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool IsPrefix, bool IsExcluded)
{
    /// <summary>The words with blanks between.</summary>
    public string Text => string.Join(' ', Words);

    /// <summary>Whether a word that is like it will do, where a search forgives typing mistakes: one whole word that is not excluded, and is not too short.</summary>
    public bool MayBeMistyped => !IsPrefix && !IsExcluded && Words is [var word] && word.EnumerateRunes().Count() >= WordSimilarity.MinLength;

    /// <summary>The term as <see cref="Read"/> takes it: no word has any of these signs in it.</summary>
    public override string ToString() => $"{(IsExcluded ? "-" : "")}{Text}{(IsPrefix ? "*" : "")}";

    /// <summary>The term that was written so by <see cref="ToString"/>.</summary>
    public static SearchTerm Read(string text)
    {
        var (isExcluded, isPrefix) = (text.StartsWith('-'), text.EndsWith('*'));
        return new SearchTerm(text[(isExcluded ? 1 : 0)..(isPrefix ? ^1 : ^0)].Split(' '), isPrefix, isExcluded);
    }
}
