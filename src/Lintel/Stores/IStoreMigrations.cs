namespace Lintel.Stores;

/// <summary>
/// Brings a database from the schema that it has to the one that the model asks for. What is to do follows from the difference of both alone: after a
/// crash the same call goes on where the last one stopped.
/// </summary>
public interface IStoreMigrations
{
    /// <summary>What is to do, in order. Changes nothing.</summary>
    /// <exception cref="StoreException">The database can't be used.</exception>
    Task<MigrationPlan> PlanAsync(CancellationToken cancellation);

    /// <summary>Does it, while no other node does. Each step is recorded.</summary>
    /// <exception cref="StoreException">
    /// The database can't be used, the plan has an obstacle or a step that the options do not allow, which is found out before anything is changed, or a
    /// step failed: what was done before it stays, and nothing of it.
    /// </exception>
    Task<MigrationOutcome> ApplyAsync(MigrationOptions options, IProgress<MigrationProgress>? progress, CancellationToken cancellation);

    /// <summary>What was done so far.</summary>
    /// <exception cref="StoreException">The database can't be used.</exception>
    Task<MigrationHistory> HistoryAsync(CancellationToken cancellation);
}

/// <summary>How a migration is done.</summary>
public sealed record MigrationOptions
{
    /// <summary>Whether only additive steps are allowed, as at the start of a server. Default: false.</summary>
    public bool OnlyAdditive { get; init; }

    /// <summary>Whether values may be lost. Default: false.</summary>
    public bool AllowDestructive { get; init; }

    /// <summary>Whether reads and writes of a large table may wait until it is written anew. Default: false.</summary>
    public bool AllowRewrite { get; init; }

    /// <summary>How long a step waits for a lock that reads or writes of others hold, while more of them wait behind it. Default: 200 ms.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>For how long such a step is tried again, and for how long another migration is waited for. Default: 60 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>What a migration does next.</summary>
/// <param name="Step">The step; null: it waits for another migration to end.</param>
/// <param name="Number">Its number; the first is 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Attempt">How often it waited in vain for a lock.</param>
/// <param name="IsDone">Whether it is done.</param>
public sealed record MigrationProgress(MigrationStep? Step, int Number, int Count, int Attempt = 0, bool IsDone = false);

/// <summary>What a migration did.</summary>
/// <param name="WasEmpty">Whether there was no table of the model before.</param>
/// <param name="Steps">The steps that ran, in order.</param>
public sealed record MigrationOutcome(bool WasEmpty, IReadOnlyList<MigrationStep> Steps);
