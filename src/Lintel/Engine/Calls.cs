using Lintel.Binding;
using Lintel.Engine.Writes;
using Lintel.Errors;
using Lintel.Operations;
using Lintel.Passes;
using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Engine;

/// <summary>Calls functions of the database: those that only read in a transaction that can't write, all others in one that is theirs alone.</summary>
internal sealed class Calls(WriteServices services, Sessions sessions, EngineOptions options, TimeProvider clock)
{
    /// <summary>Resolves a read; a problem where the caller made a mistake.</summary>
    public Problem? Bind(ReadOperation operation, out BoundRead? bound)
    {
        bound = null;
        if (operation.Call is not { } call) return Binder.BindRead(operation, out bound);
        if (View(operation).Refuse(Binder.FindFunction(call.Function)) is { } refused) return refused;
        return Check(call, out var arguments) ?? Binder.BindRead(operation, arguments, out bound);
    }

    /// <summary>What a call sends to its store, of whatever values: they are not judged.</summary>
    public (IReadOnlyList<BoundOperation> Steps, Problem? Problem) Plan(FunctionCall call, ReadOperation? rows)
    {
        var context = services.Context(CallerView.Everything, Binder.Now());
        var arguments = Binder.BindInput(call, context.Problems);
        WritePasses.Run(new WriteDraft { Rows = [arguments], IsWhole = false }, context);
        arguments.GiveAll(call.Input);
        if (rows is not null) return Binder.BindRead(rows, arguments, out var read) is { } unreadable ? ([], unreadable) : ([read!], null);
        return Binder.BindInvoke(call, arguments, CallerView.Everything, out var bound) is { } wrong ? ([], wrong) : ([bound!], null);
    }

    /// <summary>Whether an operation changes nothing that stays.</summary>
    public bool IsRead(InvokeOperation operation) => Binder.FindFunction(operation.Call.Function).Reads;

    /// <summary>Calls a function; again where others came in its way and nothing has been told to its caller.</summary>
    public async ValueTask<Outcome> RunAsync(InvokeOperation operation, bool rehearses, OperationWatch? watch, CancellationToken cancellation)
    {
        var view = View(operation);
        if (view.Refuse(Binder.FindFunction(operation.Call.Function)) is { } refused) return new Outcome { Problem = refused };
        BoundInvoke? bound = null;
        if ((Check(operation.Call, out var arguments) ?? Told(operation.Call, Binder.BindInvoke(operation.Call, arguments!, view, out bound))) is { } problem) return new Outcome { Problem = problem };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(bound!, rehearses, watch, cancellation).ConfigureAwait(false);
            }
            catch (StoreException exception) when (exception.Failure == StoreFailure.Conflict && attempt < Retries.Attempts)
            {
                // Nothing of it stayed.
            }
            await Retries.WaitAsync(attempt, options.RetryPause, clock, cancellation).ConfigureAwait(false);
        }
    }

    private Binder Binder => services.Binder;

    private CallerView View(Operation operation) => CallerView.Of(services.Model, operation.Caller, Binder.Now());

    private async ValueTask<Outcome> RunOnceAsync(BoundInvoke bound, bool rehearses, OperationWatch? watch, CancellationToken cancellation)
    {
        var reads = bound.Call.Function.Reads;
        var session = await sessions.OpenAsync(reads ? SessionKind.Read : SessionKind.Write, watch, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        var result = await session.InvokeAsync(services.Plans.Find(bound), bound, cancellation).ConfigureAwait(false);
        try
        {
            if (!reads && !rehearses) await session.CommitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            result?.Dispose();
            throw;
        }
        return new Outcome { Result = result, Statements = session.Statements };
    }

    /// <summary>What a function is given, complete and checked.</summary>
    private Problem? Check(FunctionCall call, out RowDraft? arguments)
    {
        var context = services.Context(CallerView.Everything, Binder.Now());
        arguments = Binder.BindInput(call, context.Problems);
        WritePasses.Run(new WriteDraft { Rows = [arguments], IsWhole = false }, context);
        return Told(call, context.Problems.ToProblem());
    }

    // In a query string the same mistake is one of a parameter.
    private static Problem? Told(FunctionCall call, Problem? problem)
    {
        if (problem is null or { Errors.Count: 0 } || !call.InQuery) return problem;
        var problems = new ProblemList();
        foreach (var error in problem.Errors) problems.Add(ErrorCatalogue.InvalidParameter, error.Pointer, error.Detail);
        return problems.ToProblem();
    }
}
