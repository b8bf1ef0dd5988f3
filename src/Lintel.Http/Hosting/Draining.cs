using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Lintel.Http.Hosting;

/// <summary>
/// Leaves no request behind when the server is told to stop: it first goes on answering, not ready any more and closing each
/// connection behind its answer, so that clients and load balancers go elsewhere; then it lets no connection in; then the server stops.
/// </summary>
internal sealed class Draining(LintelHttpOptions options, ListenGate gate, TimeProvider clock) : IHostedLifecycleService
{
    // Connections that were let in have sent their request by then, unless they never do.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private const int MostWaits = 10;

    private bool _started;
    private long _begun;

    /// <summary>Whether the server was told to stop.</summary>
    public bool HasStarted => Volatile.Read(ref _started);

    /// <summary>The step that closes connections behind their answers.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Interlocked.Increment(ref _begun);
        context.Response.OnStarting(CloseAsync, context);
        return next(context);
    }

    // Before the server's own StopAsync: connections that come meanwhile are still served.
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _started, true);
        if (options.DrainDelay == TimeSpan.Zero) return;
        await Task.Delay(options.DrainDelay, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        gate.Close();
        var before = -1L;
        for (var i = 0; i < MostWaits && Interlocked.Read(ref _begun) is var begun && begun != before && !cancellationToken.IsCancellationRequested; i++)
        {
            before = begun;
            await Task.Delay(Quiet, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task CloseAsync(object state)
    {
        if (HasStarted) ((HttpContext)state).Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
