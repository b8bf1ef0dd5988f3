using System.Net;
using Lintel.Errors;
using Lintel.Http.Rest;
using Lintel.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lintel.Http.Hosting;

/// <summary>The outermost step: one line in the log for each request, and an answer for whatever was thrown below.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, LintelHttpOptions options, TimeProvider clock)
{
    private readonly TimeSpan? _slow = logger.IsEnabled(LogLevel.Warning) ? options.SlowStatement : null;

    public async Task InvokeAsync(HttpContext context)
    {
        var start = clock.GetTimestamp();
        RequestSpan.Begin(context);
        var exchange = new Exchange(_slow, Tell) { Context = context };
        context.Features.Set(exchange);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (HasGone(context, exception))
        {
            GiveUp(context);
        }
        catch (BadHttpRequestException exception)
        {
            await AnswerAsync(context, exception.StatusCode switch
            {
                StatusCodes.Status408RequestTimeout => ErrorCatalogue.TooSlow.Because("The body came too slowly, and was not waited for."),
                StatusCodes.Status413PayloadTooLarge => ErrorCatalogue.BodyTooLarge.Because("The body is too large."),
                _ => ErrorCatalogue.MalformedRequest.Because("The request breaks HTTP's rules."),
            }).ConfigureAwait(false);
        }
        // A chunk whose size is beyond all numbers.
        catch (IOException exception) when (exception.InnerException is OverflowException)
        {
            await AnswerAsync(context, ErrorCatalogue.MalformedRequest.Because("The request breaks HTTP's rules.")).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            exchange.Failure = exception;
            await AnswerAsync(context, ErrorCatalogue.InternalError.Because("The engine failed. The log tells more under this trace id.")).ConfigureAwait(false);
        }
        RequestSpan.End(context, exchange);
        var route = exchange.Route ?? "-";
        if (exchange.Failure is { } failure) Failed(failure, context.Request.Method, route, context.Response.StatusCode, context.TraceIdentifier, ProblemWriter.TraceId(context));
        // What nobody reads is not made: both identifiers are texts of their own.
        if (!logger.IsEnabled(LogLevel.Information)) return;
        var milliseconds = clock.GetElapsedTime(start).TotalMilliseconds;
        var (status, ms, trace) = (context.Response.StatusCode, Math.Round(milliseconds, 3), ProblemWriter.TraceId(context));
        if (exchange.OperationName is { } name) AnsweredOperation(context.Request.Method, route, name, status, ms, context.TraceIdentifier, trace);
        else Answered(context.Request.Method, route, status, ms, context.TraceIdentifier, trace);
        if (logger.IsEnabled(LogLevel.Debug)) Counted(exchange.Statements, context.Request.Method, route, context.Connection.RemoteIpAddress, context.TraceIdentifier);
    }

    private static async ValueTask AnswerAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        SecurityHeaders.Set(context);
        try
        {
            await ProblemWriter.WriteAsync(context, problem).ConfigureAwait(false);
        }
        catch (Exception exception) when (HasGone(context, exception))
        {
            GiveUp(context);
        }
    }

    // A caller who went away, in the middle of a body or while an answer was made for it, is no failure of anybody.
    private static bool HasGone(HttpContext context, Exception exception) =>
        exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested;

    private static void GiveUp(HttpContext context)
    {
        if (!context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
    }

    private void Tell(Exchange exchange, SlowStatement slow)
    {
        var context = exchange.Context!;
        var (ms, operation) = (Math.Round(slow.Duration.TotalMilliseconds, 3), slow.Operation?.Outline().TrimEnd() ?? "commit");
        var (method, route, id, trace) = (context.Request.Method, exchange.Route ?? "-", context.TraceIdentifier, ProblemWriter.TraceId(context));
        if (slow.Error is { } error) SlowFailed(error, ms, method, route, id, trace, operation, slow.Text);
        else Slow(ms, slow.Rows ?? 0, method, route, id, trace, operation, slow.Text);
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} {Route} {Status} in {Ms} ms (request {RequestId}, trace {TraceId})")]
    private partial void Answered(string method, string route, int status, double ms, string requestId, string traceId);

    [LoggerMessage(6, LogLevel.Information, "{Method} {Route} {OperationName} {Status} in {Ms} ms (request {RequestId}, trace {TraceId})", EventName = nameof(Answered))]
    private partial void AnsweredOperation(string method, string route, string operationName, int status, double ms, string requestId, string traceId);

    [LoggerMessage(2, LogLevel.Error, "{Method} {Route} failed with {Status} (request {RequestId}, trace {TraceId})")]
    private partial void Failed(Exception exception, string method, string route, int status, string requestId, string traceId);

    [LoggerMessage(3, LogLevel.Debug, "{Statements} statements for {Method} {Route} from {Address} (request {RequestId})")]
    private partial void Counted(int statements, string method, string route, IPAddress? address, string requestId);

    [LoggerMessage(4, LogLevel.Warning, "A statement took {Ms} ms and delivered {Rows} rows for {Method} {Route} (request {RequestId}, trace {TraceId})\n{Operation}\n{Statement}")]
    private partial void Slow(double ms, long rows, string method, string route, string requestId, string traceId, string operation, string statement);

    [LoggerMessage(5, LogLevel.Warning, "A statement failed with {Error} after {Ms} ms for {Method} {Route} (request {RequestId}, trace {TraceId})\n{Operation}\n{Statement}")]
    private partial void SlowFailed(string error, double ms, string method, string route, string requestId, string traceId, string operation, string statement);
}
