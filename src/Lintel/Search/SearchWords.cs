using System.Text;

namespace Lintel.Search;

/// <summary>
/// Text as words: in small letters, without accents, and without anything that is neither letter nor digit. Each database has the same rule in its own
/// words, and tests hold them together.
/// </summary>
public static class SearchWords
{
    /// <summary>What of a word counts, in code points; longer ones are cut. PostgreSQL indexes no word of more than 2,046 bytes.</summary>
    public const int MaxLength = 100;

    /// <summary>How many code points of a row are looked at, shared evenly by its fields: PostgreSQL keeps at most 1 MiB of words for a row.</summary>
    public const int MaxText = 200_000;

    /// <summary>The same where typing mistakes are forgiven, since then the trigrams of the words are kept too.</summary>
    public const int MaxTextWithTypos = 40_000;

    /// <summary>The words of a text's first code points, each with a blank before it, and a blank at the end; of no words one blank.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">How many code points of it are looked at.</param>
    public static string Of(ReadOnlySpan<char> text, int limit = MaxText)
    {
        var words = new StringBuilder(text.Length + 2).Append(' ');
        var length = 0; // of the word at hand
        foreach (var rune in text.EnumerateRunes())
        {
            if (limit-- == 0) break;
            var folded = SearchAlphabet.Fold(rune);
            if (SearchAlphabet.IsMark(folded)) continue;
            var isSingle = SearchAlphabet.IsSingle(folded);
            if ((isSingle || SearchAlphabet.IsSeparator(folded)) && length > 0)
            {
                words.Append(' ');
                length = 0;
            }
            if (isSingle) words.Append(folded).Append(' ');
            else if (!SearchAlphabet.IsSeparator(folded) && length++ < MaxLength) words.Append(folded);
        }
        return (length > 0 ? words.Append(' ') : words).ToString();
    }

    /// <summary>The words of a text, in order.</summary>
    public static string[] Split(ReadOnlySpan<char> text) => Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
