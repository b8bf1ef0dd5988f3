using Lintel.Errors;

namespace Lintel.Tests.Errors;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("status", "status", 0)]
    [InlineData("Status", "status", 0)]
    [InlineData("stauts", "status", 1)]
    [InlineData("total", "totals", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("name", "quantity", 7)]
    public void Distance_counts_edits_and_swaps_of_neighbours(string left, string right, int distance)
    {
        Assert.Equal(distance, Spelling.Distance(left, right));
        Assert.Equal(distance, Spelling.Distance(right, left));
    }

    [Fact]
    public void A_hostile_name_is_near_to_nothing() => Assert.Equal(int.MaxValue, Spelling.Distance(new string('x', 100_000), "status"));
}
