using Microsoft.Extensions.Time.Testing;

namespace Lintel.Cli.Tests;

/// <summary>What moves while a command reads a catalog.</summary>
public sealed class SpinnerTests
{
    [Fact]
    public void It_shows_what_goes_on_and_since_when_and_leaves_nothing_behind()
    {
        var (output, clock) = (new StringWriter(), new FakeTimeProvider());
        using (Spinner.Begin(new Terminal(TextWriter.Null, output, clock, _ => null) { IsErrorInteractive = true }, "reading localhost/shop"))
        {
            clock.Advance(TimeSpan.FromMilliseconds(400));
            Assert.Equal("", output.ToString());
            clock.Advance(TimeSpan.FromMilliseconds(100));
            Assert.Equal("\r\e[2K⠋ reading localhost/shop  0:00", output.ToString());
            clock.Advance(TimeSpan.FromSeconds(65));
            Assert.EndsWith("reading localhost/shop  1:05", output.ToString(), StringComparison.Ordinal);
        }
        Assert.EndsWith("1:05\r\e[2K", output.ToString(), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.EndsWith("1:05\r\e[2K", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_moves_where_nobody_looks() => Assert.Null(Spinner.Begin(new Terminal(TextWriter.Null, TextWriter.Null, new FakeTimeProvider(), _ => null), "reading"));
}
