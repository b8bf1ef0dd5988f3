using Lintel.Access;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Engine;

/// <summary>
/// What is shut to all callers of a service with access control, since its policies are not asked there yet: functions of the database, imports, and writes of rows
/// that are not named by their key.
/// </summary>
internal static class Closed
{
    /// <summary>The problem with an operation; null: it is not shut.</summary>
    public static Problem? To(ServiceModel model, Operation operation) => To(model, operation.Caller);

    /// <summary>The problem of a caller; null: the service has no access control, or it is they who run it.</summary>
    public static Problem? To(ServiceModel model, Caller caller) => model.Auth is null || ReferenceEquals(caller, Caller.Operator)
        ? null
        : (caller.IsAnonymous ? ErrorCatalogue.Unauthenticated : ErrorCatalogue.Forbidden).Because("With access control no caller calls functions, imports rows, or writes rows that are not named by their key: that is not served yet.");
}
