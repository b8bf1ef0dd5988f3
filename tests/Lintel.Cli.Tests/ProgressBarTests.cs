using Lintel.Engine.Loading;
using Microsoft.Extensions.Time.Testing;

namespace Lintel.Cli.Tests;

/// <summary>The bar of a long load.</summary>
public sealed class ProgressBarTests
{
    [Fact]
    public void It_shows_share_rows_rate_and_time_left_and_leaves_nothing_behind()
    {
        var (output, clock) = (new StringWriter(), new FakeTimeProvider());
        using (var bar = new ProgressBar(output, clock))
        {
            bar.Report(new LoadProgress("data/product.csv", 100, 10, 1000));
            Assert.Equal("", output.ToString());
            clock.Advance(TimeSpan.FromSeconds(10));
            bar.Report(new LoadProgress("data/product.csv", 5000, 500, 1000));
            Assert.Equal("\r\e[2Kproduct.csv ████████████░░░░░░░░░░░░  50 %  5,000 rows  500 rows/s  0:10 left", output.ToString());
            clock.Advance(TimeSpan.FromMilliseconds(50));
            bar.Report(new LoadProgress("data/product.csv", 5001, 501, 1000));
            Assert.DoesNotContain("5,001", output.ToString());
        }
        Assert.EndsWith("left\r\e[2K", output.ToString());
    }

    [Fact]
    public void What_is_soon_over_shows_nothing()
    {
        var (output, clock) = (new StringWriter(), new FakeTimeProvider());
        using (var bar = new ProgressBar(output, clock))
        {
            clock.Advance(TimeSpan.FromMilliseconds(300));
            bar.Report(new LoadProgress("data/product.csv", 100, 1000, 1000));
        }
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void Nothing_moves_where_nobody_looks() =>
        Assert.Null(ProgressBar.Begin(new Terminal(TextWriter.Null, TextWriter.Null, TimeProvider.System, _ => null)));
}
