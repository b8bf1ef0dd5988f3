namespace Lintel.Engine.Admission;

/// <summary>What becomes of requests of which more come than the store can run at once.</summary>
public sealed record AdmissionOptions
{
    /// <summary>How many reads may wait, and how many writes, in a burst; one more is refused at once, with <c>overloaded</c>. 0: none waits. Default: 1,000.</summary>
    public int Waiting { get; init; } = 1000;

    /// <summary>How many may wait without being taken for too many; two for each that runs, where that is more. Default: 16.</summary>
    public int Always { get; init; } = 16;

    /// <summary>
    /// How long more than those may wait: then it is no burst, and of those that wait one is kept for each eight that run, until nobody had to be
    /// refused for as long. Default: 30 ms.
    /// </summary>
    public TimeSpan Burst { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>While more come than leave, a read that lay unread in its connection for so long is refused: those that come behind it can still be answered soon. Default: 4 ms.</summary>
    public TimeSpan Stale { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>How many whole lists may wait for their turn to be sent or taken; one more is refused at once. Default: 32.</summary>
    public int WaitingStreams { get; init; } = 32;
}
