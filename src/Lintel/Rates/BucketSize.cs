using Lintel.Model;

namespace Lintel.Rates;

/// <summary>A token bucket: it holds as many requests as may come at once, and fills up again at a rate.</summary>
/// <param name="Burst">How many requests it holds when it is full; from 1 on.</param>
/// <param name="Rate">How many come back in which time; not <see cref="Rate.Unlimited"/>.</param>
public readonly record struct BucketSize(int Burst, Rate Rate)
{
    /// <summary>Microseconds until one request comes back.</summary>
    public double Interval => 3_600_000_000.0 / Rate.PerHour;

    /// <summary>How long an empty one takes to be full.</summary>
    public TimeSpan Window => FromMicroseconds(Interval * Burst);

    /// <summary>What it says after one request.</summary>
    /// <param name="isTaken">Whether there was room.</param>
    /// <param name="debt">Microseconds until it is full again.</param>
    public BucketState After(bool isTaken, double debt) => new(
        isTaken,
        isTaken ? (int)Math.Clamp(Math.Floor(Burst - debt / Interval + Rounding), 0, Burst - 1) : 0,
        FromMicroseconds(isTaken ? 0 : Math.Max(0, debt - Interval * (Burst - 1))),
        FromMicroseconds(debt));

    // Sums of fractions miss whole numbers by less than that.
    private const double Rounding = 1e-6;

    private static TimeSpan FromMicroseconds(double value) => TimeSpan.FromTicks((long)Math.Ceiling(value * TimeSpan.TicksPerMicrosecond));
}

/// <summary>What a bucket says to one request.</summary>
/// <param name="IsTaken">Whether it had room for it.</param>
/// <param name="Remaining">How many more it has room for now.</param>
/// <param name="Wait">How long until it has room for one; zero where it had.</param>
/// <param name="Full">How long until it is full again.</param>
public readonly record struct BucketState(bool IsTaken, int Remaining, TimeSpan Wait, TimeSpan Full);
