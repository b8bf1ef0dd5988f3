using Lintel.Errors;
using Lintel.Stores;

namespace Lintel.Engine;

/// <summary>Tells callers that the database failed, without its words.</summary>
internal static class StoreProblems
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>The request exceeded its time limit.</summary>
    public static Problem TimedOut { get; } = ErrorCatalogue.TimedOut.Because("The request took too long and was stopped.") with { RetryAfter = Soon };

    /// <summary>The database does not answer.</summary>
    public static Problem Unavailable { get; } = ErrorCatalogue.Unavailable.Because("The database can't be reached, is too busy, or can't take writes now.") with { RetryAfter = Soon };

    /// <summary>The request was refused, since too many came.</summary>
    public static Problem Overloaded { get; } = ErrorCatalogue.Overloaded.Because("More requests come than can be answered: nothing was done for this one.") with { RetryAfter = Soon };

    /// <summary>The problem of a failure.</summary>
    public static Problem Of(StoreException exception) => exception.Failure switch
    {
        StoreFailure.TimedOut => TimedOut,
        // No hint to try again: done twice is worse than not done.
        StoreFailure.Undecided => ErrorCatalogue.Undecided.Because("The database failed before it said whether the write was done."),
        StoreFailure.Conflict => ErrorCatalogue.Conflict.Because("Others wrote the same rows at the same time.") with { RetryAfter = Soon },
        StoreFailure.NoValue => ErrorCatalogue.InvalidParameter.Because("A value that is looked for is none of its field's type in the database."),
        StoreFailure.Refused => Refused(exception.Refusal!),
        StoreFailure.Unavailable or StoreFailure.SchemaMismatch => Unavailable,
    };

    /// <summary>What the log is told of a failure; null where it is the caller's: what a database says of that repeats values that it was sent.</summary>
    public static StoreException? CauseOf(StoreException exception) => exception.Failure switch
    {
        StoreFailure.NoValue or StoreFailure.Refused => null,
        StoreFailure.TimedOut or StoreFailure.Undecided or StoreFailure.Conflict or StoreFailure.Unavailable or StoreFailure.SchemaMismatch => exception,
    };

    private static Problem Refused(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Raised => ErrorCatalogue.Refused.Because(refusal.Message!),
        RefusalKind.Values => ErrorCatalogue.Refused.Because("The function can't be done with these values."),
        RefusalKind.NotUnique => ErrorCatalogue.NotUnique.Because("The function would write a row with unique values that another row has already."),
        RefusalKind.Reference => ErrorCatalogue.Refused.Because("The function would leave a reference to a row that is not there."),
        RefusalKind.Writes => ErrorCatalogue.Refused.Because("The function is called as one that only reads, and tried to write."),
        RefusalKind.EndsTransaction => ErrorCatalogue.Refused.Because("The function ends its transaction by itself, which can't be done in a call."),
    };
}
