using Lintel.Engine;
using Lintel.Engine.Explaining;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.Hosting;
using Lintel.Operations;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Rest;

/// <summary>Answers how a read is done instead of doing it, to callers who may know.</summary>
internal sealed class RestExplain(LintelEngine engine, LintelHttpOptions options)
{
    /// <summary>The media type of the answer.</summary>
    public const string MediaType = "application/vnd.lintel.plan+json";

    private const string Explain = "explain";
    private const string Analyze = "explain=analyze";

    /// <summary>Whether it is asked for (<c>Prefer: explain</c>, RFC 7240) of a read, by a caller who may know. Otherwise the wish is ignored.</summary>
    /// <param name="context">The request.</param>
    /// <param name="route">What its path names.</param>
    /// <param name="measures">Whether the read is to be measured: <c>explain=analyze</c>.</param>
    public bool IsAsked(HttpContext context, RestRoute route, out bool measures)
    {
        measures = false;
        var request = context.Request;
        // Every request passes here.
        if (options.MayExplain is not { } may || !request.Headers.TryGetValue("Prefer", out var header)) return false;
        var wish = Wishes.Preferred(header).FirstOrDefault(wish => Is(wish, Explain) || Is(wish, Analyze));
        if (wish is null || !IsRead(request.Method, route) || !may(context)) return false;
        measures = Is(wish, Analyze);
        return true;
    }

    public async Task WriteAsync(HttpContext context, RestRoute route, bool measures)
    {
        var (operation, problem) = Read(context.Request, route);
        var outcome = problem is null ? await engine.ExplainAsync(operation! with { Caller = CallerOf.Of(context) }, measures, context.RequestAborted).ConfigureAwait(false) : new ExplainOutcome { Problem = problem };
        var exchange = Exchange.Of(context);
        exchange.Statements = outcome.Statements;
        exchange.Failure = outcome.Cause;
        if (outcome.Explanation is { } explanation) await SendAsync(context, explanation, measures ? Analyze : Explain).ConfigureAwait(false);
        else await ProblemWriter.WriteAsync(context, outcome.Problem!).ConfigureAwait(false);
    }

    private static bool IsRead(string method, RestRoute route) => (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) && RestMethods.Of(route).Contains(method);

    // In whatever form the rows would come, the answer has one of its own.
    private (Operation? Operation, Problem? Problem) Read(HttpRequest request, RestRoute route)
    {
        if (route.IsList && Preferences.Streamed(request) is { } format) return RestExport.Read(request, route, format, engine.Model.Limits);
        var (call, problem) = RestCall.Read(request.Method, route, request.QueryString.Value.AsMemory(), engine.Model.Limits);
        return (call?.ToOperation(null, [], false), problem);
    }

    private static async ValueTask SendAsync(HttpContext context, Explanation explanation, string applied)
    {
        var response = context.Response;
        response.ContentType = MediaType;
        response.Headers["Preference-Applied"] = applied;
        // It is not what the path is asked for otherwise, and true only now.
        response.Headers.CacheControl = "no-store";
        response.Headers.Append("Vary", "Prefer");
        using var body = new ResponseBody();
        ExplanationJson.Write(body.Writer, explanation);
        await body.SendAsync(context).ConfigureAwait(false);
    }

    private static bool Is(string wish, string name) => wish.Equals(name, StringComparison.OrdinalIgnoreCase);
}
