namespace Lintel.Engine.Admission;

/// <summary>What becomes of requests of which more come than the store can run at once.</summary>
public sealed record AdmissionOptions
{
    /// <summary>How many reads may wait, and how many writes; one more is refused at once, with <c>overloaded</c>. 0: none waits. Default: 1,000.</summary>
    public int Waiting { get; init; } = 1000;

    /// <summary>
    /// How long one may wait where nobody was refused lately, so that a burst is served; forty times what requests take lately, where that is more, up to
    /// <see cref="MostPatience"/>. While requests are refused, one may wait a twentieth of it. Default: 100 ms.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest that one may wait, however long requests take. Default: 5 seconds.</summary>
    public TimeSpan MostPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many whole lists may wait for their turn to be sent or taken; one more is refused at once. Default: 32.</summary>
    public int WaitingStreams { get; init; } = 32;
}
