using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.Hosting;
using Lintel.Model;
using Lintel.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lintel.Http.Rest;

/// <summary>One request on one screen: route, operation, engine, answer.</summary>
internal sealed class RestEndpoint(LintelEngine engine, LintelHttpOptions options)
{
    private static readonly string[] Rows = [.. RowFormats.All.Select(format => format.MediaType())];

    private readonly RestExport _export = new(engine);
    private readonly RestExplain _explain = new(engine, options);
    private readonly RestImport _import = new(engine);
    private readonly string _prefix = $"/{engine.Model.Version}/";

    public Task HandleAsync(HttpContext context)
    {
        ServerTiming.Offer(context, engine.Clock);
        if (!TryRoute(context, out var route)) return ProblemWriter.WriteAsync(context, ErrorCatalogue.NotFound.Because("There is nothing at this path.")).AsTask();
        Exchange.Of(context).Route = _prefix + route.Template;
        return AnswerAsync(context, route);
    }

    /// <summary>Answers a request whose path names rows.</summary>
    public async Task AnswerAsync(HttpContext context, RestRoute route)
    {
        var exchange = Exchange.Of(context);
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = string.Join(", ", RestMethods.Of(route));
            return;
        }
        if (_explain.IsAsked(context, route, out var measures))
        {
            await _explain.WriteAsync(context, route, measures).ConfigureAwait(false);
            return;
        }
        if (IsExport(context.Request, route) && Preferences.Streamed(context.Request) is { } format)
        {
            await _export.WriteAsync(context, route, format).ConfigureAwait(false);
            return;
        }
        if (IsImport(context.Request, route, out var sent))
        {
            await _import.HandleAsync(context, route, sent).ConfigureAwait(false);
            return;
        }
        var (call, operation, problem) = await ReadAsync(context.Request, route).ConfigureAwait(false);
        if (problem is not null)
        {
            await ProblemWriter.WriteAsync(context, problem).ConfigureAwait(false);
            return;
        }
        var wishes = Wishes.Of(context.Request, call!);
        using var outcome = await engine.ExecuteAsync(operation! with { Caller = CallerOf.Of(context) }, wishes.Rehearses, exchange, context.RequestAborted).ConfigureAwait(false);
        exchange.Statements = outcome.Statements;
        exchange.Failure = outcome.Cause;
        if (outcome.Problem is not null) await ProblemWriter.WriteAsync(context, outcome.Problem).ConfigureAwait(false);
        else await ResponseWriter.WriteAsync(context, call!, outcome, wishes, engine).ConfigureAwait(false);
    }

    internal bool TryRoute(HttpContext context, out RestRoute route)
    {
        var target = RawTarget.PathOf(context);
        target = target[Math.Min(context.Request.PathBase.ToUriComponent().Length, target.Length)..];
        route = default;
        return target.StartsWith(_prefix) && RestRoute.TryParse(engine.Model, target[_prefix.Length..], out route);
    }

    private static bool IsExport(HttpRequest request, RestRoute route) => route.IsList && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));

    private static bool IsImport(HttpRequest request, RestRoute route, out RowFormat format)
    {
        format = RowFormat.NdJson;
        if (!HttpMethods.IsPost(request.Method) || !route.IsList || route.Relation is not null || route.Function is not null || !RestMethods.Allows(route.Resource, Allowed.Create) || !Preferences.AcceptsJson(request)) return false;
        if (BodyReader.IsAccepted(request, [RowFormats.NdJson])) return true;
        format = RowFormat.Csv;
        return BodyReader.IsAccepted(request, [RowFormats.Csv]);
    }

    internal async ValueTask<(RestCall? Call, Operation? Operation, Problem? Problem)> ReadAsync(HttpRequest request, RestRoute route)
    {
        if (!Preferences.AcceptsJson(request) && RestMethods.Of(route).Contains(request.Method))
            return (null, null, ErrorCatalogue.NotAcceptable.At("Accept", IsExport(request, route) ? $"The answer is application/json, {RowFormats.NdJson} or {RowFormats.Csv}." : "The answer is application/json."));
        var (call, problem) = RestCall.Read(request.Method, route, request.QueryString.Value.AsMemory(), engine.Model.Limits);
        if (problem is not null) return (null, null, problem);
        InputValue? body = null;
        if (call!.BodyTypes.Count > 0 && !(call.IsBodyOptional && HasNoBody(request)))
        {
            var elsewhere = HttpMethods.IsPost(request.Method) && route is { IsList: true, Relation: null } ? Rows : [];
            var whenEmpty = call.IsBodyOptional ? InputValue.Object([]) : null;
            (body, problem) = await BodyReader.ReadAsync(request, call.BodyTypes, elsewhere, engine.Model.Limits, whenEmpty).ConfigureAwait(false);
            if (problem is not null) return (null, null, problem);
        }
        return (call, call.ToOperation(body, Preferences.IfMatch(request), Preferences.MustBeNew(request)), null);
    }

    private static bool HasNoBody(HttpRequest request) => request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
}
