using Lintel.Access;
using Lintel.Binding;
using Lintel.Engine.Writes;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine.Explaining;

/// <summary>Has the store plan what a write or a call would send it, and do nothing of it. Values are not judged: what is asked is whether there is a way at all.</summary>
internal sealed class Planner(WriteServices services, Calls calls, Sessions sessions)
{
    public async ValueTask<Outcome> PlanAsync(Operation operation, CancellationToken cancellation)
    {
        // Whether there is a way at all is for who runs the service to know.
        var (steps, problem) = Steps(operation with { Caller = Caller.Operator });
        if (problem is not null) return new Outcome { Problem = problem };
        var session = await sessions.OpenAsync(SessionKind.Read, null, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        foreach (var step in steps)
        {
            var plan = services.Plans.Find(step);
            if (step is BoundRead) await session.ExplainAsync(plan, step, measures: false, cancellation).ConfigureAwait(false);
            else await session.PlanAsync(plan, step, cancellation).ConfigureAwait(false);
        }
        return new Outcome { Statements = session.Statements };
    }

    private (IReadOnlyList<BoundOperation> Steps, Problem? Problem) Steps(Operation operation)
    {
        var now = services.Binder.Now();
        return operation switch
        {
            CreateOperation create => CreateWrite.Plan(services, create, now),
            UpdateOperation { Key: { } key } update => UpdateWrite.Plan(services, update, Key(update, key), now),
            DeleteOperation { Key: { } key } delete => (DeleteWrite.Plan(services, delete, Key(delete, key), now), null),
            LinkOperation link => (LinkWrite.Plan(services.Binder.Find(link.Resource).FindRelation(link.Relation)!), null),
            ReadOperation { Call: { } call } read => calls.Plan(call, read),
            InvokeOperation invoke => calls.Plan(invoke.Call, null),
            _ => throw new ArgumentException($"No way to plan {operation.GetType().Name}.", nameof(operation)),
        };
    }

    // Without a row to take it from, a key may be none of its type.
    private Value[] Key(Operation operation, IReadOnlyList<string> parts)
    {
        var resource = services.Binder.Find(operation.Resource);
        return Binder.BindKey(resource, parts, out var key) is null ? key : new Value[resource.Key.Count];
    }
}
