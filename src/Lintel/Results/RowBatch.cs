namespace Lintel.Results;

/// <summary>How much of a list is held at once while it is streamed.</summary>
public static class RowBatch
{
    /// <summary>Rows that are held at once.</summary>
    public const int MostRows = 500;

    private const int MostWithIncludes = 100;
    private const long MostBytes = 128 * 1024;

    /// <summary>Whether a batch takes no more rows.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="size">The bytes that they take with all that comes along and was read with them.</param>
    /// <param name="hasIncludes">Whether something comes along: each row may bring a thousand others.</param>
    public static bool IsFull(int rows, long size, bool hasIncludes) => rows >= (hasIncludes ? MostWithIncludes : MostRows) || size >= MostBytes;
}
