namespace Lintel.Postgres;

/// <summary>Real time that passes between attempts to reach a server.</summary>
internal static class Pauses
{
    // Entered by nobody: who waits for it pauses.
    private static readonly SemaphoreSlim Never = new(0);

    /// <summary>Waits for so long, or until it is to end; it does not throw then.</summary>
    public static async Task WaitAsync(TimeSpan pause, CancellationToken end)
    {
        try
        {
            await Never.WaitAsync(pause, end).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What comes next sees it by itself.
        }
    }
}
