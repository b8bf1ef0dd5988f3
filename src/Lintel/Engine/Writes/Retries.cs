namespace Lintel.Engine.Writes;

/// <summary>
/// How a write is tried again that others came in the way of: after a pause that doubles, of which a random part is waited, so that those
/// who met once do not meet again ("full jitter").
/// </summary>
internal static class Retries
{
    /// <summary>How often a write is tried in all.</summary>
    public const int Attempts = 8;

    /// <summary>Waits before an attempt.</summary>
    /// <param name="attempt">How many there were.</param>
    /// <param name="first">The first pause.</param>
    /// <param name="clock">What it goes by.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static Task WaitAsync(int attempt, TimeSpan first, TimeProvider clock, CancellationToken cancellation) =>
        Task.Delay(first * (1 << (attempt - 1)) * Random.Shared.NextDouble(), clock, cancellation);
}
