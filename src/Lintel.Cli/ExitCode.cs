namespace Lintel.Cli;

/// <summary>How a command ends.</summary>
internal static class ExitCode
{
    /// <summary>It did what it was asked to.</summary>
    public const int Done = 0;

    /// <summary>It did not.</summary>
    public const int Failed = 1;

    /// <summary>It was asked in a way that it does not understand.</summary>
    public const int Misused = 2;

    /// <summary>It did what it was asked to, and found that something is to do.</summary>
    public const int Pending = 3;

    /// <summary>It was told to stop before it was done; as shells count SIGINT.</summary>
    public const int Interrupted = 130;
}
