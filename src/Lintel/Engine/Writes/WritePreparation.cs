using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Engine.Writes;

/// <summary>Which write an operation is.</summary>
internal static class WritePreparation
{
    /// <summary>Binds, completes and checks a write as far as that goes without the store.</summary>
    public static (PreparedWrite? Write, Problem? Problem) Prepare(WriteServices services, WriteOperation operation, long now)
    {
        if (Required(services, operation) is { } required) return (null, required);
        var view = CallerView.Of(services.Model, operation.Caller, now);
        if (view.IsOfEverything) return Bind(services, operation, null, now);
        var (guard, refused) = WriteGuard.Of(services, view, operation);
        if (refused is not null) return (null, refused);
        var (write, problem) = Bind(services, operation, guard, now);
        return problem is null ? (new GuardedWrite(write!, guard!), null) : (null, problem);
    }

    private static (PreparedWrite? Write, Problem? Problem) Bind(WriteServices services, WriteOperation operation, WriteGuard? guard, long now)
    {
        switch (operation)
        {
            case CreateOperation create: return CreateWrite.Prepare(services, create, now);
            case UpsertOperation upsert: return UpsertWrite.Prepare(services, upsert, now);
            case UpdateOperation { Key: null } update:
                return OfAll(services, update, update.MaxAffected, guard, now, found => UpdateWrite.Prepare(services, update with { Selection = Selection.Default }, found, now));
            case UpdateOperation { Key: { } key } update:
                return Binder.BindKey(services.Binder.Find(update.Resource), key, out var updated) is { } noRow ? (null, noRow) : UpdateWrite.Prepare(services, update, updated, now);
            case DeleteOperation { Key: null } delete:
                return OfAll(services, delete, delete.MaxAffected, guard, now, found => DeleteWrite.Prepare(services, delete, found));
            case DeleteOperation { Key: { } key } delete:
                return Binder.BindKey(services.Binder.Find(delete.Resource), key, out var deleted) is { } nothing ? (null, nothing) : DeleteWrite.Prepare(services, delete, deleted);
            case LinkOperation link: return LinkWrite.Prepare(services, link);
            default: throw new ArgumentException($"No way to run {operation.GetType().Name}.", nameof(operation));
        }
    }

    private static (PreparedWrite? Write, Problem? Problem) OfAll(
        WriteServices services, WriteOperation operation, int most, WriteGuard? guard, long now, Func<Value[], (PreparedWrite? Write, Problem? Problem)> write)
    {
        var problem = services.Binder.BindFound(services.Binder.Find(operation.Resource), operation.Selection, most, guard?.View ?? CallerView.Everything, now, out var found);
        return problem is null ? BulkWrite.Prepare(found!, most, write, guard?.OfAll()) : (null, problem);
    }

    /// <summary>The problem of a write that lacks the condition which the contract requires (RFC 6585 §3).</summary>
    private static Problem? Required(WriteServices services, WriteOperation operation)
    {
        if (operation.IfMatch.Count > 0 || operation is CreateOperation or UpsertOperation { MustBeNew: true }) return null;
        var root = services.Binder.Find(operation.Resource);
        if (!root.RequiresMatch) return null;
        var detail = operation is UpdateOperation { Key: null } or DeleteOperation { Key: null }
            ? $"Each {root.Name} is written with the version that the write is based on: change one after the other."
            : $"Send the ETag of the {root.Name} that this is based on as If-Match.";
        return ErrorCatalogue.PreconditionRequired.At("If-Match", detail);
    }
}
