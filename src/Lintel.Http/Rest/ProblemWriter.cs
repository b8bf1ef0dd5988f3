using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.Hosting;
using Lintel.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Lintel.Http.Rest;

/// <summary>Answers with a problem, RFC 9457.</summary>
internal static class ProblemWriter
{
    public static ValueTask WriteAsync(HttpContext context, Problem problem)
    {
        LintelTelemetry.CountRejected(problem);
        Exchange.Of(context).Problem = problem.Error.Code;
        var response = context.Response;
        response.StatusCode = problem.Error.Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        WriteHeaders(response, problem);
        using var body = new ResponseBody();
        var writer = body.Writer;
        writer.WriteStartObject();
        writer.WriteString("type"u8, $"urn:lintel:problem:{problem.Error.Code}");
        writer.WriteString("title"u8, problem.Error.Title);
        writer.WriteNumber("status"u8, problem.Error.Status);
        writer.WriteString("detail"u8, problem.Detail);
        writer.WriteString("code"u8, problem.Error.Code);
        WriteErrors(writer, problem.Errors);
        if (problem.Operation is { } operation) writer.WriteNumber("operation"u8, operation);
        if (problem.State is { } state) WriteState(writer, state);
        writer.WriteString("traceId"u8, TraceId(context));
        writer.WriteEndObject();
        return body.SendAsync(context);
    }

    /// <summary>The headers that tell what a problem leaves: which methods there are, when to try again, and how to say who asks.</summary>
    public static void WriteHeaders(HttpResponse response, Problem problem)
    {
        if (problem.Allow.Count > 0) response.Headers.Allow = string.Join(", ", problem.Allow);
        if (problem.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        // Who brought something that is not accepted was told so in it already.
        if (problem.Error == ErrorCatalogue.Unauthenticated) response.Headers.TryAdd(HeaderNames.WWWAuthenticate, Challenge.Bare);
    }

    /// <summary>What ties an answer to the log: the W3C trace id, that of the caller where one was sent.</summary>
    public static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? Exchange.Of(context).TraceIdOf(context);

    private static void WriteState(Utf8JsonWriter writer, StateConflict conflict)
    {
        writer.WriteString("state"u8, conflict.State);
        writer.WriteStartArray("allowed"u8);
        foreach (var action in conflict.Allowed) writer.WriteStringValue(action);
        writer.WriteEndArray();
    }

    /// <summary>Findings, as a member.</summary>
    public static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<ProblemError> errors)
    {
        writer.WriteStartArray("errors"u8);
        foreach (var error in errors)
        {
            writer.WriteStartObject();
            if (error.Pointer is not null) writer.WriteString("pointer"u8, error.Pointer);
            writer.WriteString("code"u8, error.Code);
            if (error.Rule is not null) writer.WriteString("rule"u8, error.Rule);
            if (error.Line is { } line) writer.WriteNumber("line"u8, line);
            writer.WriteString("detail"u8, error.Detail);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }
}
