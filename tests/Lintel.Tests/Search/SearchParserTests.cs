using Lintel.Search;

namespace Lintel.Tests.Search;

/// <summary>What is typed into a search box becomes terms, whatever it is.</summary>
public sealed class SearchParserTests
{
    [Theory]
    [InlineData("rock", "rock")]
    [InlineData("  Rock   ROLL ", "rock | roll")]
    [InlineData("rock rock Rock", "rock")]
    [InlineData("roc*", "roc*")]
    [InlineData("roc* roc", "roc* | roc")]
    [InlineData("rock -live", "rock | -live")]
    [InlineData("\"for those about\" -\"to rock\"*", "for those about | -to rock*")]
    [InlineData("\"not closed", "not closed")]
    [InlineData("rock-n-roll*", "rock n roll*")]
    [InlineData("ann@mail.example", "ann mail example")]
    [InlineData("a\"b c\"d", "a | b c | d")]
    [InlineData("東京 -京", "東 京 | -京")]
    [InlineData("Água & (vida)", "agua | vida")]
    [InlineData("rock - live", "rock | live")]
    [InlineData("- rock", "rock")]
    [InlineData("--rock x", "-rock | x")]
    public void A_text_is_read_as_terms(string text, string terms)
    {
        var read = SearchParser.Read(text, 500, 20, out var problem);
        Assert.Equal("", problem);
        Assert.Equal(terms, string.Join(" | ", read!));
        Assert.Equal(read!.Select(term => term.ToString()), read!.Select(term => SearchTerm.Read(term.ToString()).ToString()));
    }

    [Theory]
    [InlineData("", "There is no word")]
    [InlineData("   ", "There is no word")]
    [InlineData("\"\" * - ' ; --", "There is no word")]
    [InlineData("😀", "There is no word")]
    [InlineData("-rock", "needs a word that must be there")]
    [InlineData("a\0b", "no NUL")]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21", "at most 20 words; this has 21")]
    [InlineData("\"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21\"", "at most 20 words; this has 21")]
    public void What_is_no_search_is_refused_with_a_reason(string text, string reason)
    {
        Assert.Null(SearchParser.Read(text, 500, 20, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_is_short()
    {
        Assert.NotNull(SearchParser.Read(new string('x', 500), 500, 20, out _));
        Assert.Null(SearchParser.Read(new string('x', 501), 500, 20, out var problem));
        Assert.Contains("at most 500 characters", problem, StringComparison.Ordinal);
        Assert.Null(SearchParser.Read(new string('(', 10_000), 500, 20, out _));
    }
}
