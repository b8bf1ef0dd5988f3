namespace Lintel.Stores;

/// <summary>What lies between a database and a model, as steps.</summary>
public sealed record MigrationPlan
{
    /// <summary>Whether there is no table of the model yet.</summary>
    public required bool IsEmpty { get; init; }

    /// <summary>What is to do, in order.</summary>
    public required IReadOnlyList<MigrationStep> Steps { get; init; }

    /// <summary>What no step can do, in sentences that say what to do instead. Where there is one, nothing is done.</summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    /// <summary>The names that the contract has for what the database keeps under an earlier one, in sentences.</summary>
    public required IReadOnlyList<string> Renames { get; init; }

    /// <summary>Whether the database is as the contract asks for.</summary>
    public bool IsDone => Steps.Count == 0 && Obstacles.Count == 0;
}

/// <summary>One step of a migration: done whole, or not at all, or, where it is no transaction, done again.</summary>
public sealed record MigrationStep
{
    /// <summary>What it does, for people: <c>add the column order.note</c>.</summary>
    public required string Sentence { get; init; }

    /// <summary>How much it asks for.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>What differs, and makes it needed: <c>order: the column 'note' is missing</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>The statements, in order.</summary>
    public required IReadOnlyList<string> Statements { get; init; }

    /// <summary>How the statements run.</summary>
    public StepMode Mode { get; init; }

    /// <summary>What is lost: <c>order.note: 1,204 values</c>; null: nothing.</summary>
    public string? Loss { get; init; }

    /// <summary>What waits for the step, and how long; null: nothing for longer than the lock time-out.</summary>
    public string? Waiting { get; init; }

    /// <summary>Whether servers work without it: it only takes away what the contract no longer has, and servers with an older one may still use. Default: false.</summary>
    public bool CanWait { get; init; }

    /// <summary>Whether so many rows are written anew while others wait that it must be allowed. Default: false.</summary>
    public bool IsRewrite { get; init; }
}

/// <summary>How much a step asks for.</summary>
public enum StepKind
{
    /// <summary>It only adds: a server does it at its start, and servers with the older contract go on beside it.</summary>
    Additive,

    /// <summary>It changes what may be stored, and loses nothing.</summary>
    Change,

    /// <summary>Values are lost.</summary>
    Destructive,
}

/// <summary>How the statements of a step run.</summary>
public enum StepMode
{
    /// <summary>All in one transaction.</summary>
    Transaction,

    /// <summary>Each by itself, since the database allows no transaction around it. Can be done again.</summary>
    Alone,

    /// <summary>The one statement again and again, until it changes no row: each time so few that others do not wait for long.</summary>
    Repeated,
}
