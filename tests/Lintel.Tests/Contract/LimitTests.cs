using Lintel.Model;

namespace Lintel.Tests.Contract;

/// <summary>The contract's <c>limits</c>.</summary>
public sealed class LimitTests
{
    [Fact]
    public void Limits_are_read_and_the_others_stay()
    {
        var limits = Contracts.Model(With("{ body: 2MB, time: 500ms, in: 7, result: 64KB, addressRate: 10/s, callerRate: 90/min, keyRate: none }")).Limits;
        Assert.Equal(ServiceLimits.Default with { Body = 2 * 1024 * 1024, Time = TimeSpan.FromMilliseconds(500), In = 7, Result = 64 * 1024, AddressRate = new Rate(36_000), CallerRate = new Rate(5400) }, limits);
    }

    [Fact]
    public void The_greatest_page_is_that_of_the_service_unless_the_resource_says_its_own()
    {
        var model = Contracts.Model(With("{ page: 30 }") + "  other:\n    maxLimit: 50\n    fields: { name: string }\n");
        Assert.Equal([30, 50], model.Resources.Select(resource => resource.MaxLimit));
    }

    [Theory]
    [InlineData("{ body: 1 }", "5:17", "a size from `1KB` to `64MB`", "`1MB`")]
    [InlineData("{ body: 65MB }", "5:17", "a size from `1KB` to `64MB`", "`1MB`")]
    [InlineData("{ body: 1TB }", "5:17", "a size from `1KB` to `64MB`", "`1MB`")]
    [InlineData("{ body: 999999999999999999GB }", "5:17", "a size from `1KB` to `64MB`", "`1MB`")]
    [InlineData("{ body: -1KB }", "5:17", "a size from `1KB` to `64MB`", "`1MB`")]
    [InlineData("{ time: 10 }", "5:17", "a time from `100ms` to `600s`", "`10s`")]
    [InlineData("{ time: 11min }", "5:17", "a time from `100ms` to `600s`", "`10s`")]
    [InlineData("{ addressRate: 10 }", "5:24", "a rate from `1/h` to `none`", "`10/s`, `600/min` or `none`")]
    [InlineData("{ addressRate: 0/s }", "5:24", "a rate from `1/h` to `none`", "`10/s`, `600/min` or `none`")]
    [InlineData("{ addressRate: 10/d }", "5:24", "a rate from `1/h` to `none`", "`10/s`, `600/min` or `none`")]
    [InlineData("{ in: 0 }", "5:15", "a whole number from `1` to `10000`", "`1000`")]
    [InlineData("{ in: 10KB }", "5:15", "a whole number from `1` to `10000`", "`1000`")]
    [InlineData("{ includesDepth: 3 }", "5:11", "not a key of `limits`", "`includeDepth`")]
    public void A_wrong_limit_is_told_with_its_place_and_what_to_write(string limits, string place, string message, string hint)
    {
        var diagnostic = Assert.Single(Contracts.Compile(With(limits)).Diagnostics);
        Assert.Equal(place, $"{diagnostic.Line}:{diagnostic.Column}");
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains(hint, diagnostic.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_bound_can_be_written_and_read_back()
    {
        foreach (var limit in LimitTable.All)
        {
            foreach (var value in (long[])[limit.Least, limit.Default, limit.Most])
            {
                Assert.True(LimitText.TryRead(limit.Unit, LimitText.Of(limit.Unit, value), out var read), limit.Key);
                Assert.Equal(value, read);
                Assert.Matches(LimitText.Pattern(limit.Unit), LimitText.Of(limit.Unit, value));
            }
        }
    }

    private static string With(string limits) => $"# limits\nlintel: 1\nservice: shop\n\nlimits: {limits}\nresources:\n  item:\n    fields: {{ name: string }}\n";
}
