using System.Runtime.CompilerServices;
using Lintel.Access;
using Lintel.Binding;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine;

/// <summary>Runs reads in a session that is open.</summary>
internal sealed class Reads(Binder binder, PlanCache plans)
{
    /// <summary>Runs a bound read.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each read waits in it
    public async ValueTask<Outcome> RunAsync(IStoreSession session, ReadOperation operation, BoundRead bound, CancellationToken cancellation)
    {
        // A row deeper down counts only below the one that its path says.
        if (operation.Scope is { Above: not null } deep && !await ExistsAsync(session, deep, operation.Caller, cancellation).ConfigureAwait(false))
            return new Outcome { Problem = Binder.NoSuchRow(binder.Find(deep.Resource)), Statements = session.Statements };
        var result = await session.ReadAsync(plans.Find(bound), bound, cancellation).ConfigureAwait(false);
        if (result.Rows.Count > 0) return new Outcome { Result = result, Statements = session.Statements };
        // An empty list below a row that does not exist is not a list at all.
        var missing = bound.Single ? bound.Resource
            : operation.Scope is { } scope && !await ExistsAsync(session, scope, operation.Caller, cancellation).ConfigureAwait(false) ? binder.Find(scope.Resource)
            : null;
        if (missing is null) return new Outcome { Result = result, Statements = session.Statements };
        result.Dispose();
        return new Outcome { Problem = Binder.NoSuchRow(missing), Statements = session.Statements };
    }

    /// <summary>Runs a bound aggregate.</summary>
    public async ValueTask<Outcome> RunAsync(IStoreSession session, BoundAggregate bound, CancellationToken cancellation)
    {
        var result = await session.AggregateAsync(plans.Find(bound), bound, cancellation).ConfigureAwait(false);
        return new Outcome { Aggregate = result, Statements = session.Statements };
    }

    /// <summary>Whether the row where a relation starts is there, and seen by a caller.</summary>
    public async ValueTask<bool> ExistsAsync(IStoreSession session, Scope scope, Caller caller, CancellationToken cancellation)
    {
        if (scope.Above is { Above: not null } above && !await ExistsAsync(session, above, caller, cancellation).ConfigureAwait(false)) return false;
        var names = binder.Find(scope.Resource).Key.Select(field => new SelectedName(field.Name, "")).ToArray();
        var operation = new ReadOperation { Resource = scope.Resource, Key = scope.Key, Scope = scope.Above, Selection = new Selection { Names = names }, Caller = caller };
        if (binder.BindRead(operation, out var bound) is not null) return false;
        using var row = await session.ReadAsync(plans.Find(bound!), bound!, cancellation).ConfigureAwait(false);
        return row.Rows.Count > 0;
    }
}
