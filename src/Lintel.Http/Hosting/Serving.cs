using Lintel.Engine;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.GraphQl;
using Lintel.Http.Hosting.Rates;
using Lintel.Http.Rest;
using Lintel.Http.Rest.Functions;
using Lintel.Http.Rest.Units;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Hosting;

/// <summary>An engine with all that answers for it, and a count of the requests that it is answering.</summary>
internal sealed class Serving(LintelEngine engine, LintelHttpOptions options, Draining draining, RateGate rates, ILogger<Authentication> logger)
{
    // The sign of the count: no request begins any more.
    private const int Closed = int.MinValue;

    private readonly Authentication? _authentication = Authentication.Of(engine, options.Auth, logger);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;

    public LintelEngine Engine { get; } = engine;

    public RestEndpoint Rest { get; } = new(engine, options);

    public FunctionEndpoint Functions { get; } = new(engine, options);

    public UnitEndpoint Units { get; } = new(engine);

    public GraphQlEndpoint GraphQl { get; } = new(engine, options.GraphQl);

    public Documents Documents { get; } = new(engine, options);

    public Probes Probes { get; } = new(engine, draining);

    /// <summary>Answers a request, unless its target or its headers exceed the limits.</summary>
    public Task AnswerAsync(Func<Serving, HttpContext, Task> answer, HttpContext context) => RequestBounds.Find(context.Request, Engine.Model.Limits) is { } problem
        ? ProblemWriter.WriteAsync(context, problem).AsTask()
        : answer(this, context);

    /// <summary>Answers a request when it is known who asks, and that they do not ask too often.</summary>
    public async Task AnswerCallerAsync(HttpContext context, Func<Serving, HttpContext, Task> answer, Func<Serving, HttpContext, Problem, Task> refuse) =>
        await (await FindReasonAsync(context).ConfigureAwait(false) is { } problem ? refuse(this, context, problem) : answer(this, context)).ConfigureAwait(false);

    /// <summary>Counts one more request in; false: it is closed, and another is served instead.</summary>
    public bool TryEnter()
    {
        for (var seen = Volatile.Read(ref _requests); seen >= 0;)
        {
            var found = Interlocked.CompareExchange(ref _requests, seen + 1, seen);
            if (found == seen) return true;
            seen = found;
        }
        return false;
    }

    /// <summary>Counts a request out.</summary>
    public void Leave()
    {
        if (Interlocked.Decrement(ref _requests) == Closed) _idle.TrySetResult();
    }

    // The address counts before anybody is found out: who guesses tokens is slowed down too.
    private async ValueTask<Problem?> FindReasonAsync(HttpContext context)
    {
        if (_authentication is not null) CallerCaching.Set(context);
        var counts = Engine.Model.Limits.HasRates;
        var problem = (counts ? await rates.EnterAsync(context, Engine.Model).ConfigureAwait(false) : null)
            ?? (_authentication is null ? null : await _authentication.IdentifyAsync(context).ConfigureAwait(false))
            ?? (counts ? await rates.AdmitAsync(context, Engine.Model).ConfigureAwait(false) : null);
        if (problem is null && Engine.Model.Audit is not null) CallerOf.Place(context);
        return problem;
    }

    /// <summary>Lets no request in any more. The task ends when the last one has.</summary>
    public Task CloseAsync()
    {
        if (Interlocked.Or(ref _requests, Closed) == 0) _idle.TrySetResult();
        return _idle.Task;
    }
}
