namespace Lintel.Stores;

/// <summary>What migrations did to a database.</summary>
/// <param name="Records">The steps, the first one first.</param>
/// <param name="ChangedAt">The number of the first record that is not as it was written, by its checksum; null: all are.</param>
public sealed record MigrationHistory(IReadOnlyList<MigrationRecord> Records, long? ChangedAt);

/// <summary>A step that was begun.</summary>
public sealed record MigrationRecord
{
    /// <summary>Its number in the database.</summary>
    public required long Number { get; init; }

    /// <summary>When it began, by the database's clock, in UTC (RFC 3339).</summary>
    public required string Started { get; init; }

    /// <summary>When it ended; null: it did not.</summary>
    public required string? Ended { get; init; }

    /// <summary>The hash of the schema that the contract asked for: SHA-256, in hexadecimal.</summary>
    public required string Schema { get; init; }

    /// <summary>What it does, for people.</summary>
    public required string Sentence { get; init; }

    /// <summary>The statements.</summary>
    public required string Sql { get; init; }

    /// <summary>SHA-256 of the checksum before, the sentence and the statements, in hexadecimal.</summary>
    public required string Checksum { get; init; }

    /// <summary>What became of it.</summary>
    public required StepState State { get; init; }

    /// <summary>Why it failed; null: it did not.</summary>
    public required string? Message { get; init; }
}

/// <summary>What became of a step.</summary>
public enum StepState
{
    /// <summary>It runs, or its process was killed.</summary>
    Running,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>It failed, and was undone or can be done again.</summary>
    Failed,

    /// <summary>Its process ended before it did, which a later migration found out.</summary>
    Interrupted,
}
