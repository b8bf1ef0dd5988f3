using Lintel.Postgres.Testing;

namespace Lintel.Faults.Tests.Postgres;

/// <summary>Connections that are closed in the middle of an answer (FIN).</summary>
public sealed class ClosedConnectionTests : BrokenConnectionTests
{
    protected override NetworkFault Fault => NetworkFault.Cut;
}

/// <summary>Connections that are reset in the middle of an answer (RST).</summary>
public sealed class ResetConnectionTests : BrokenConnectionTests
{
    protected override NetworkFault Fault => NetworkFault.Reset;
}

/// <summary>Connections on which what was sent arrives, and no answer comes back.</summary>
public sealed class LostAnswerTests : BrokenConnectionTests
{
    protected override NetworkFault Fault => NetworkFault.LoseAnswers;
}

/// <summary>Connections that break; a class for each way, so that they run side by side.</summary>
public abstract class BrokenConnectionTests
{
    protected abstract NetworkFault Fault { get; }

    [Fact]
    public async Task Connections_that_break_are_refused_at_once_and_made_anew_by_themselves()
    {
        await using var network = await NetworkService.StartAsync();
        var (during, healing) = await network.BreakAsync(Fault);
        during.Expect(Kind.Read, "503 unavailable").Expect(Kind.Write, "503 unavailable", "503 undecided").Expect(Kind.Ready, "503").Expect(Kind.Plain, "200");
        during.ExpectWithin(TimeSpan.FromSeconds(1));
        Assert.InRange(healing, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }
}
