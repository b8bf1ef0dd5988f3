namespace Lintel.Sqlite;

/// <summary>How a SQLite database is used.</summary>
public sealed record SqliteOptions
{
    /// <summary>
    /// The file, created where there is none (its folder must be there). <c>:memory:</c> is a file of its own in the folder for
    /// temporary files, without durability, that is deleted when the store is disposed: readers and writers then behave as on any other file.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>How many connections read at once; opened when they are first needed. Default: twice the number of cores, and at least 4.</summary>
    public int Readers { get; init; } = Math.Max(4, Environment.ProcessorCount * 2);

    /// <summary>
    /// How long a session waits for a free connection or for another process that writes, before it fails as unavailable. Default: 5 s.
    /// </summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one statement may run before it fails as timed out. Default: 30 s.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many prepared statements each connection keeps, those that were used last. Each takes some 10 KB; to prepare one takes less than 0.1 ms. Default: 128.</summary>
    public int StatementCache { get; init; } = 128;

    /// <summary>Whether SQLite refuses every write of these connections. Default: false.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The clock of time limits. Required, so that only the composition root names the real one.</summary>
    public required TimeProvider Time { get; init; }
}
