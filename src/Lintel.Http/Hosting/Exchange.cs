using System.Diagnostics;
using Lintel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Hosting;

/// <summary>What is learned of a request while it is answered, for its line in the log and its span.</summary>
internal sealed class Exchange : OperationWatch
{
    private readonly Action<Exchange, SlowStatement>? _slow;
    private string? _traceId;

    public Exchange()
    {
    }

    /// <summary>One that tells of slow statements.</summary>
    public Exchange(TimeSpan? limit, Action<Exchange, SlowStatement> slow) => (SlowStatement, _slow) = (limit, slow);

    /// <summary>The path with names in place of keys; null: no route.</summary>
    public string? Route { get; set; }

    /// <summary>The name that the caller gave to what it asks over GraphQL; null: none, or one that nobody would want to read.</summary>
    public string? OperationName { get; set; }

    /// <summary>What it asks over GraphQL, <c>query</c> or <c>mutation</c>; null: nothing.</summary>
    public string? OperationType { get; set; }

    /// <summary>Statements that ran in the store.</summary>
    public int Statements { get; set; }

    /// <summary>What the store said when it failed.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The code of the problem that is the answer; null: none is.</summary>
    public string? Problem { get; set; }

    /// <summary>The request itself, where slow statements are told; null elsewhere.</summary>
    public HttpContext? Context { get; init; }

    /// <summary>That of a request.</summary>
    public static Exchange Of(HttpContext context)
    {
        if (context.Features.Get<Exchange>() is { } known) return known;
        var exchange = new Exchange();
        context.Features.Set(exchange);
        return exchange;
    }

    /// <summary>The trace id where the host makes no span: that of the caller, or a new one.</summary>
    public string TraceIdOf(HttpContext context) => _traceId ??=
        (ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var parent) ? parent.TraceId : ActivityTraceId.CreateRandom()).ToHexString();

    protected override void OnSlow(SlowStatement statement) => _slow?.Invoke(this, statement);
}
