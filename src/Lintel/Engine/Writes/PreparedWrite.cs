using Lintel.Errors;
using Lintel.Results;

namespace Lintel.Engine.Writes;

/// <summary>A write as far as it goes without the store: bound, completed, checked. It runs once, in a transaction that others may share.</summary>
internal abstract class PreparedWrite
{
    /// <summary>Whether it is one statement and what reads of its answer are left, so that a store may make it durable at once.</summary>
    public abstract bool IsSingle { get; }

    /// <summary>Looks which rows that it refers to the caller sees, for a transaction that keeps that: <see cref="WriteTransaction.Referred"/>.</summary>
    public virtual ValueTask LookAtReferencesAsync(WriteTransaction transaction) => ValueTask.CompletedTask;

    /// <summary>Runs it. What it wrote stays only where its transaction is committed.</summary>
    public abstract ValueTask<Written> RunAsync(WriteTransaction transaction);
}

/// <summary>What came of a write.</summary>
internal sealed record Written
{
    /// <summary>Why it was not done; null: it was.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Its answer; null: it has none. Who has it disposes of it.</summary>
    public ResultNode? Result { get; init; }

    /// <summary>Whether the row was not there before.</summary>
    public bool IsNew { get; init; }

    /// <summary>Of a write of all rows that are found: how many there were; null: it was about one row.</summary>
    public int? Affected { get; init; }

    /// <summary>Whether it failed because another write came between its look and its change: tried again from its start, it looks again.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>It was not done.</summary>
    public static Written Failed(Problem problem) => new() { Problem = problem };
}
