using Lintel.Search;

namespace Lintel.Tests.Search;

public sealed class WordSimilarityTests
{
    [Theory]
    [InlineData("metallica", "metallica", 1_000_000)]
    [InlineData("metallica", "metalica", 727_272)]
    [InlineData("zeppelin", "zepellin", 500_000)]
    [InlineData("queen", "quern", 333_333)]
    [InlineData("queen", "qeuen", 0)] // two letters of five that changed places leave too little
    [InlineData("aaaa", "aaaaaaa", 1_000_000)] // a run counts once
    [InlineData("𝒳abcd", "𝒴abcd", 333_333)] // code points, not their halves
    [InlineData("rock", "jazz", 0)]
    public void The_share_of_runs_of_three_code_points_that_two_words_have_in_common(string left, string right, int similarity)
    {
        Assert.Equal(similarity, WordSimilarity.Of(left, right));
        Assert.Equal(similarity, WordSimilarity.Of(right, left));
    }
}
