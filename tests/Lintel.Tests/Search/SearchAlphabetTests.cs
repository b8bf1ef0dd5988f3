using System.Globalization;
using System.Text;
using Lintel.Search;

namespace Lintel.Tests.Search;

/// <summary>The tables say what they should of each letter, and each once.</summary>
public sealed class SearchAlphabetTests
{
    [Fact]
    public void A_letter_that_another_counts_as_counts_as_itself()
    {
        var (from, to) = SearchAlphabet.Folded;
        Assert.Equal(from.Length, to.Length);
        Assert.Equal(from.Length, from.Distinct().Count());
        Assert.Empty(from.Intersect(to));
        Assert.DoesNotContain(from, char.IsAscii);
        Assert.DoesNotContain(to, letter => SearchAlphabet.IsSeparator(new Rune(letter)));
    }

    [Fact]
    public void Ranges_ascend_and_do_not_meet()
    {
        foreach (var ranges in new[] { SearchAlphabet.Separators, SearchAlphabet.Singles })
        {
            for (var i = 0; i < ranges.Count; i++)
            {
                Assert.True(ranges[i].First <= ranges[i].Last);
                Assert.True(i == 0 || ranges[i - 1].Last < ranges[i].First);
            }
        }
        Assert.DoesNotContain(SearchAlphabet.Singles, single => SearchAlphabet.Separators.Any(other => other.First <= single.Last && single.First <= other.Last));
    }

    [Fact]
    public void Letters_and_digits_of_all_scripts_are_words_and_punctuation_is_not()
    {
        for (var point = 0x80; point < 0x10000; point++)
        {
            if (!Rune.IsValid(point)) continue;
            var rune = new Rune(point);
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
                    or UnicodeCategory.SpacingCombiningMark:
                    Assert.False(SearchAlphabet.IsSeparator(rune), $"U+{point:X4}");
                    break;
                case UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.CurrencySymbol:
                    Assert.True(SearchAlphabet.IsSeparator(rune), $"U+{point:X4}");
                    break;
                default: break;
            }
        }
    }

    [Fact]
    public void Capitals_of_european_scripts_count_as_small_letters()
    {
        foreach (var (first, last) in new[] { (0xC0, 0x24F), (0x370, 0x52F), (0x531, 0x556), (0x1E00, 0x1EFF) })
        {
            for (var point = first; point <= last; point++)
            {
                var rune = new Rune(point);
                if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.UppercaseLetter) continue;
                Assert.True(Rune.ToLowerInvariant(rune) == rune || SearchAlphabet.Fold(rune) == SearchAlphabet.Fold(Rune.ToLowerInvariant(rune)), $"U+{point:X4} {rune}");
            }
        }
    }

    [Theory]
    [InlineData("", " ")]
    [InlineData("--", " ")]
    [InlineData("Rock 'n' Roll!", " rock n roll ")]
    [InlineData("Antônio", " antonio ")]
    [InlineData("東京都 rock東", " 東 京 都 rock 東 ")]
    public void A_text_is_its_words(string text, string words) => Assert.Equal(words, SearchWords.Of(text));

    [Fact]
    public void Only_the_beginning_of_texts_and_words_is_looked_at()
    {
        Assert.Equal(" ab ", SearchWords.Of("abc def", 2));
        Assert.Equal(" 𝒳 ", SearchWords.Of("𝒳y", 1));
        Assert.Equal(SearchWords.MaxLength + 2, SearchWords.Of(new string('x', 1000)).Length);
    }
}
