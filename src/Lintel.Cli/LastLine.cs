namespace Lintel.Cli;

/// <summary>What moves in the last line of a terminal: written over again and again, and gone when it is over.</summary>
internal static class LastLine
{
    /// <summary>Takes away what stands there.</summary>
    public const string Erase = "\r\e[2K";

    /// <summary>What is over sooner shows nothing.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>How long each picture stays; nobody reads faster.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
}
