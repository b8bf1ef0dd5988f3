using System.Diagnostics;
using Lintel.Errors;
using Lintel.Operations;

namespace Lintel.Telemetry;

/// <summary>The span of an operation: <c>list order</c>. Its names come from the contract alone.</summary>
internal readonly struct OperationSpan : IDisposable
{
    private readonly Activity? _activity;
    private readonly OperationWatch? _watch;
    private readonly TimeProvider _clock;
    private readonly long _begun;

    private OperationSpan(Activity? activity, OperationWatch? watch, TimeProvider clock) =>
        (_activity, _watch, _clock, _begun) = (activity, watch, clock, clock.GetTimestamp());

    /// <summary>Begins one; nothing where nobody listens.</summary>
    public static OperationSpan Begin(string name, string? resource, OperationWatch? watch, TimeProvider clock)
    {
        if (!LintelTelemetry.Source.HasListeners()) return new OperationSpan(null, watch, clock);
        var activity = LintelTelemetry.Source.StartActivity(resource is null ? name : $"{name} {resource}");
        activity?.SetTag(Names.Operation, name);
        if (resource is not null) activity?.SetTag(Names.Resource, resource);
        return new OperationSpan(activity, watch, clock);
    }

    /// <summary>Notes why it came to nothing.</summary>
    public void Failed(Problem? problem)
    {
        if (_activity is null || problem is null) return;
        _activity.SetTag(Names.ErrorType, problem.Error.Code);
        // A caller's mistake is no error of the service: the conventions say so of a server's answers below 500.
        if (problem.Error.Status >= 500) _activity.SetStatus(ActivityStatusCode.Error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _watch?.Spent(_clock.GetElapsedTime(_begun));
        if (_activity is null) return;
        var current = Activity.Current;
        _activity.Dispose();
        // What ends behind the method that began it is the current one no more.
        if (current != _activity) Activity.Current = current;
    }

    /// <summary>What an operation is called.</summary>
    public static string NameOf(Operation operation) => operation switch
    {
        ReadOperation { Call: not null } => "invoke",
        ReadOperation read => read.Key is null ? "list" : "get",
        AggregateOperation => "aggregate",
        InvokeOperation => "invoke",
        CreateOperation => "create",
        UpsertOperation => "put",
        UpdateOperation { Action: { } action } => action,
        UpdateOperation { Restores: true } => "restore",
        UpdateOperation => "update",
        DeleteOperation => "delete",
        LinkOperation link => link.Removes ? "unlink" : "link",
        _ => "run",
    };
}
