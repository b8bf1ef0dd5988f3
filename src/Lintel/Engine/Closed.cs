using Lintel.Access;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Engine;

/// <summary>What is shut to all callers of a service with access control, since its policies are not asked there yet: writes, and functions of the database.</summary>
internal static class Closed
{
    /// <summary>The problem with an operation; null: it is not shut.</summary>
    public static Problem? To(ServiceModel model, Operation operation) => To(model, operation.Caller);

    /// <summary>The problem of a caller; null: the service has no access control, or it is they who run it.</summary>
    public static Problem? To(ServiceModel model, Caller caller) => model.Auth is null || ReferenceEquals(caller, Caller.Operator)
        ? null
        : (caller.IsAnonymous ? ErrorCatalogue.Unauthenticated : ErrorCatalogue.Forbidden).Because("With access control this service only reads: writes and functions are refused to all callers.");
}
