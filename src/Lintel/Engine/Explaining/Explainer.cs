using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine.Explaining;

/// <summary>Asks how reads are done: as they are done, but for the last step.</summary>
internal sealed class Explainer(ServiceModel model, Binder binder, Calls calls, PlanCache plans, Sessions sessions, string store)
{
    public async ValueTask<ExplainOutcome> ExplainAsync(Operation operation, bool measures, CancellationToken cancellation)
    {
        var (bound, problem) = Bind(operation);
        if (problem is not null) return new ExplainOutcome { Problem = problem };
        var plan = plans.Find(bound!, out var wasPlanned);
        var session = await sessions.OpenAsync(SessionKind.Read, null, cancellation).ConfigureAwait(false);
        await using var _ = session.ConfigureAwait(false);
        var explained = await session.ExplainAsync(plan, bound!, measures, cancellation).ConfigureAwait(false);
        return new ExplainOutcome
        {
            Explanation = new Explanation
            {
                Summary = ExplanationSummary.Of(model, bound!, explained),
                Operation = bound!,
                Store = store,
                WasPlanned = wasPlanned,
                Plan = explained,
            },
            Statements = session.Statements,
        };
    }

    private (BoundOperation? Bound, Problem? Problem) Bind(Operation operation)
    {
        switch (operation)
        {
            case ReadOperation read:
                var problem = calls.Bind(read, out var bound);
                return (bound, problem);
            case AggregateOperation aggregate:
                var unfit = binder.BindAggregate(aggregate, out var answer);
                return (answer, unfit);
            default:
                throw new ArgumentException($"Only reads are explained, not {operation.GetType().Name}.", nameof(operation));
        }
    }
}
