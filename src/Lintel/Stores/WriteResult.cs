using Lintel.Model;
using Lintel.Results;

namespace Lintel.Stores;

/// <summary>How a write ended.</summary>
public enum WriteStatus
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>There is no row with that key.</summary>
    NotFound,

    /// <summary>The row has none of the expected versions.</summary>
    VersionMismatch,

    /// <summary>A constraint refused it.</summary>
    Refused,
}

/// <summary>What came of a write.</summary>
public sealed record WriteResult
{
    /// <summary>How it ended.</summary>
    public required WriteStatus Status { get; init; }

    /// <summary>Of an insert: the keys of the root rows, in order, each in the order of the resource's key.</summary>
    public IReadOnlyList<Value[]> Keys { get; init; } = [];

    /// <summary>What the operation wanted back, where the store could read it with the write itself; who has the result disposes of it.</summary>
    public ResultNode? Answer { get; init; }

    /// <summary>Which constraint, where one refused.</summary>
    public Violation? Violation { get; init; }

    /// <summary>A write that was done, without keys to tell.</summary>
    public static WriteResult Done { get; } = new() { Status = WriteStatus.Done };

    /// <summary>A write that met no row.</summary>
    public static WriteResult NotFound { get; } = new() { Status = WriteStatus.NotFound };

    /// <summary>A write that met another version.</summary>
    public static WriteResult VersionMismatch { get; } = new() { Status = WriteStatus.VersionMismatch };

    /// <summary>A write that a constraint refused.</summary>
    public static WriteResult Refused(Violation violation) => new() { Status = WriteStatus.Refused, Violation = violation };
}

/// <summary>The kinds of constraint that a database keeps.</summary>
public enum ViolationKind
{
    /// <summary>Uniqueness, of the key too.</summary>
    Unique,

    /// <summary>A reference to a row that does not exist.</summary>
    MissingReference,

    /// <summary>Another row refers to the one that was deleted.</summary>
    StillReferenced,

    /// <summary>A check: a rule, or bounds, which the engine validates before, so that this tells of a gap between both.</summary>
    Check,

    /// <summary>A key that the database makes, where the greatest that its type can hold was given already.</summary>
    NoKeyLeft,

    /// <summary>A type of the database's own, of which a text is no value.</summary>
    NoValue,

    /// <summary>An exclusion: the row and another can't be there together.</summary>
    Excluded,

    /// <summary>Code of the database's own, its rights, or what a view can be: <see cref="Violation.Words"/> may tell why.</summary>
    Refused,
}

/// <summary>A broken constraint.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Resource">The resource of the row that broke it.</param>
/// <param name="Fields">The fields that are concerned; may be empty.</param>
/// <param name="Row">The index of the row among those of its resource in the operation; -1: not known.</param>
/// <param name="Relation">Of a link: its many-to-many relation.</param>
/// <param name="Rule">Of a check: the rule of the contract that it keeps; null: it keeps the bounds of a field.</param>
public sealed record Violation(ViolationKind Kind, Resource Resource, IReadOnlyList<Field> Fields, int Row, Relation? Relation = null, Rule? Rule = null)
{
    /// <summary>The fields that it is about, but that of the tenant: it says nothing to who writes.</summary>
    public IReadOnlyList<Field> Fields { get; } = Fields.Any(field => field.Role == FieldRole.Tenant) ? [.. Fields.Where(field => field.Role != FieldRole.Tenant)] : Fields;

    /// <summary>What the author of the database's own code says to who writes; null: nothing.</summary>
    public string? Words { get; init; }
}

/// <summary>Why a store failed, where that is not the caller's doing.</summary>
public enum StoreFailure
{
    /// <summary>The database can't be opened or reached, or has no room: nothing was changed.</summary>
    Unavailable,

    /// <summary>A statement ran longer than it may.</summary>
    TimedOut,

    /// <summary>Others wrote the same rows: the database ended the transaction, and it may be tried again from its start.</summary>
    Conflict,

    /// <summary>The answer to a write that makes itself durable was lost, or its disk failed meanwhile: it was done whole, or not at all.</summary>
    Undecided,

    /// <summary>The schema in the database does not fit the model, and additive changes do not mend it.</summary>
    SchemaMismatch,

    /// <summary>A value that was looked for is none of its type in the database: nothing was changed.</summary>
    NoValue,

    /// <summary>A function that was called said no, or could not do with what it was given: nothing was changed. <see cref="StoreException.Refusal"/> tells why.</summary>
    Refused,
}

/// <summary>In which way a function said no.</summary>
public enum RefusalKind
{
    /// <summary>By words of its author's, for who calls it.</summary>
    Raised,

    /// <summary>What it was given, or came to by it, does not fit a type, a check or a computation.</summary>
    Values,

    /// <summary>Another row has the unique values of one that it writes.</summary>
    NotUnique,

    /// <summary>A row would refer to one that is not there.</summary>
    Reference,

    /// <summary>It writes, and was called as one that only reads.</summary>
    Writes,

    /// <summary>It ends the transaction that it runs in.</summary>
    EndsTransaction,
}

/// <summary>Why a function said no.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Message">Its author's words, of <see cref="RefusalKind.Raised"/>; null: none.</param>
public sealed record Refusal(RefusalKind Kind, string? Message = null);

/// <summary>A failure of the database. The message is for operators and never part of an answer.</summary>
public sealed class StoreException : Exception
{
    /// <summary>A failure.</summary>
    public StoreException(StoreFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Why.</summary>
    public StoreFailure Failure { get; }

    /// <summary>Why a function said no, of <see cref="StoreFailure.Refused"/>; null otherwise.</summary>
    public Refusal? Refusal { get; init; }
}
