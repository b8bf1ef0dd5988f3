using Lintel.Engine;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.Hosting;
using Lintel.Http.Hosting.Rates;
using Lintel.Http.Rest;
using Lintel.Model;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lintel.Http;

/// <summary>
/// The engine that a host serves. Where <see cref="LintelHttpOptions.Replaceable"/> allows it, another can take its place while requests run: each
/// ends on the engine on which it began, and none is refused. One at a time may replace it.
/// </summary>
public sealed class ServedEngine
{
    private readonly LintelHttpOptions _options;
    private readonly Draining _draining;
    private readonly RateGate _rates;
    private readonly ILogger<Authentication> _logger;
    private volatile Serving _current;
    private volatile TaskCompletionSource? _held;

    internal ServedEngine(LintelEngine engine, LintelHttpOptions options, Draining draining, RateGate rates, ILogger<Authentication> logger)
    {
        _options = options;
        _draining = draining;
        _rates = rates;
        _logger = logger;
        _current = Serve(engine);
    }

    /// <summary>What requests that come now are answered by.</summary>
    public LintelEngine Engine => _current.Engine;

    internal ServiceModel Model => _current.Engine.Model;

    internal bool IsReplaceable => _options.Replaceable;

    /// <summary>Serves another engine from now on, with its documents and below its version.</summary>
    /// <returns>Ends when the last request of the former engine has; its store can then be disposed.</returns>
    /// <exception cref="InvalidOperationException">The host was not made for it.</exception>
    public Task ReplaceAsync(LintelEngine engine)
    {
        if (!IsReplaceable) throw new InvalidOperationException($"Set {nameof(LintelHttpOptions)}.{nameof(LintelHttpOptions.Replaceable)} to serve another engine.");
        var former = _current;
        _current = Serve(engine);
        return former.CloseAsync();
    }

    /// <summary>Lets requests that come wait, for the time in which the database is between two engines.</summary>
    /// <param name="patience">How long those that have begun may take to end before the hold holds without them.</param>
    /// <param name="cancellation">Ends the wait for them, and the hold.</param>
    /// <returns>The hold; requests go on, on the engine that is served then, when it is disposed.</returns>
    /// <exception cref="InvalidOperationException">The host was not made for it, or requests are held already.</exception>
    public async Task<IDisposable> HoldAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (!IsReplaceable || _held is not null) throw new InvalidOperationException("Requests can be held where the engine can be replaced, and once at a time.");
        var (held, gate) = (_current, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _held = gate;
        var hold = new Hold(() => Release(held, gate));
        try
        {
            await held.CloseAsync().WaitAsync(patience, held.Engine.Clock, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A slow caller keeps nobody from being served.
        }
        catch
        {
            hold.Dispose();
            throw;
        }
        return hold;
    }

    /// <summary>A handler of requests, by what is served when each begins.</summary>
    internal RequestDelegate Answer(Func<Serving, HttpContext, Task> answer)
    {
        if (IsReplaceable) return context => AnswerAsync(answer, context);
        // What never changes is not counted.
        var only = _current;
        return context => only.AnswerAsync(answer, context);
    }

    /// <summary>A handler of requests that is told who asks, and does not answer who asks too often.</summary>
    /// <param name="answer">Answers.</param>
    /// <param name="refuse">Answers those who are not let in; null: as REST does.</param>
    internal RequestDelegate AnswerCallers(Func<Serving, HttpContext, Task> answer, Func<Serving, HttpContext, Problem, Task>? refuse = null)
    {
        refuse ??= static (_, context, problem) => ProblemWriter.WriteAsync(context, problem).AsTask();
        return Answer((serving, context) => serving.AnswerCallerAsync(context, answer, refuse));
    }

    private async Task AnswerAsync(Func<Serving, HttpContext, Task> answer, HttpContext context)
    {
        var serving = await EnterAsync(context.RequestAborted).ConfigureAwait(false);
        try
        {
            await serving.AnswerAsync(answer, context).ConfigureAwait(false);
        }
        finally
        {
            serving.Leave();
        }
    }

    private async ValueTask<Serving> EnterAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var serving = _current;
            if (serving.TryEnter()) return serving;
            // Closed: another is served already, or will be when the hold ends.
            if (_held is { } gate) await gate.Task.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private void Release(Serving held, TaskCompletionSource gate)
    {
        if (_current == held) _current = Serve(held.Engine);
        _held = null;
        gate.TrySetResult();
    }

    private Serving Serve(LintelEngine engine) => new(engine, _options, _draining, _rates, _logger);

    private sealed class Hold(Action release) : IDisposable
    {
        private Action? _release = release;

        public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
    }
}
