using Lintel.Expressions;

namespace Lintel.Tests.Expressions;

/// <summary>The subset of regular expressions that every evaluator has.</summary>
public class PatternTests
{
    [Theory]
    [InlineData("a", "xax", true)]
    [InlineData("^a$", "a\n", false)]
    [InlineData("a.b", "a\nb", true)]
    [InlineData("^.$", "𝒳", true)]
    [InlineData("^[^a]$", "𝒳", true)]
    [InlineData("^[a-𝒳]$", "𝒳", true)]
    [InlineData("^[😀-😂]+$", "😁😂", true)]
    [InlineData("^[😀-😂]+$", "😃", false)]
    [InlineData("^\\d+$", "٣", false)]
    [InlineData("^\\w+$", "é", false)]
    [InlineData("\\s", "\u00a0", false)]
    [InlineData("^(ab){2,3}$", "ababab", true)]
    [InlineData("^(ab){2,3}$", "ab", false)]
    [InlineData("^a{0}b$", "b", true)]
    [InlineData("[]a]", "]", false)]
    [InlineData("[a\\]-]", "-", true)]
    [InlineData("", "x", true)]
    [InlineData("a|", "", true)]
    [InlineData("^[^\\d\\D]", "a", false)]
    public void A_pattern_is_found_or_not(string source, string text, bool found)
    {
        var pattern = MatchPattern.TryParse(source, out var error);
        if (pattern is null) Assert.Equal(("[]a]", "A class must name a character."), (source, error));
        else Assert.Equal(found, pattern.IsMatch(text));
    }

    [Theory]
    [InlineData("*a", "Nothing stands before '*' to be repeated: write '\\*' for the sign itself.")]
    [InlineData("a**", "A repetition can't be repeated, or be lazy or possessive.")]
    [InlineData("a+?", "A repetition can't be repeated, or be lazy or possessive.")]
    [InlineData("^*", "An anchor can't be repeated.")]
    [InlineData("(a", "A group has no ')'.")]
    [InlineData("a)", "')' closes no group: write '\\)'.")]
    [InlineData("[a", "A class has no ']'.")]
    [InlineData("[b-a]", "A range in a class goes from a character to a later one.")]
    [InlineData("(?i)a", "Of groups with '?' there is only '(?:…)': look-around, names and options are left out.")]
    [InlineData("(a)\\1", "'\\1' is not known: there are \\d \\w \\s \\D \\W \\S \\n \\r \\t, and '\\' before a sign.")]
    [InlineData("\\bword", "'\\b' is not known: there are \\d \\w \\s \\D \\W \\S \\n \\r \\t, and '\\' before a sign.")]
    [InlineData("a{x}", "A repetition is {2}, {2,} or {2,5}; '{' itself is '\\{'.")]
    [InlineData("a{3,2}", "A repetition is {2}, {2,} or {2,5}; '{' itself is '\\{'.")]
    [InlineData("a{1000}", "A repetition counts to 100 at most.")]
    [InlineData("(a{50}){50}", "The pattern is too large: shorten it, or repeat less.")]
    [InlineData("\\", "'\\' has nothing behind it.")]
    public void What_some_evaluator_lacks_is_refused(string source, string expected)
    {
        Assert.Null(MatchPattern.TryParse(source, out var error));
        Assert.Equal(expected, error);
    }
}
