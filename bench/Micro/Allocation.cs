namespace Lintel.Bench.Micro;

/// <summary>Counts the bytes that a step allocates.</summary>
internal static class Allocation
{
    private const int Warming = 200;
    private const int Runs = 100;
    private const int Tries = 5;

    /// <summary>Bytes of one run on this thread, when caches and pools are full: the least of some tries, since the JIT compiler may work meanwhile.</summary>
    public static long Of(Action run)
    {
        for (var i = 0; i < Warming; i++) run();
        var least = long.MaxValue;
        for (var i = 0; i < Tries; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var j = 0; j < Runs; j++) run();
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / Runs);
        }
        return least;
    }
}
