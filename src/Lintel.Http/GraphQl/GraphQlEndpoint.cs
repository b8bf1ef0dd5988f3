using Lintel.Engine;
using Lintel.Errors;
using Lintel.GraphQL;
using Lintel.Http.Auth;
using Lintel.Http.GraphQl.Ide;
using Lintel.Http.Hosting;
using Lintel.Http.Rest;
using Lintel.Results;
using Lintel.Telemetry;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.GraphQl;

/// <summary>GraphQL over HTTP: one request on one screen. The schema is made when it is first asked for.</summary>
internal sealed class GraphQlEndpoint(LintelEngine engine, GraphQlOptions options)
{
    // Of names that are told: longer ones are no names for people.
    private const int LongestName = 100;

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "OPTIONS"];

    private readonly Lazy<GraphQLExecutor> _executor = new(() => new GraphQLExecutor(engine, options.IsOpen));
    private readonly PersistedDocuments _documents = new(options.Documents, engine.Model.Limits.GraphqlDocument);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var exchange = Exchange.Of(context);
        exchange.Route = GraphQlOptions.Path;
        if (options.IsOpen && IdePage.IsAskedFor(request))
        {
            await IdePage.SendAsync(context).ConfigureAwait(false);
            return;
        }
        ServerTiming.Offer(context, engine.Clock);
        if (HttpMethods.IsOptions(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = string.Join(", ", Methods);
            return;
        }
        var media = GraphQlMedia.Of(request);
        var (asked, problem) = await ReadAsync(request, media).ConfigureAwait(false);
        using var answer = asked is null
            ? GraphQLExecutor.Refuse(problem!)
            : await _executor.Value.ExecuteAsync(asked with { Caller = CallerOf.Of(context) }, exchange, context.RequestAborted).ConfigureAwait(false);
        exchange.Statements = answer.Statements;
        exchange.Failure = answer.Cause;
        exchange.OperationType = answer.OperationType;
        if (answer.OperationName is { Length: <= LongestName }) exchange.OperationName = answer.OperationName;
        await WriteAsync(context, answer, media ?? GraphQlMedia.Response, isWellFormed: asked is not null || problem!.Error == ErrorCatalogue.DocumentNotFound).ConfigureAwait(false);
    }

    /// <summary>Answers a request that is not let in.</summary>
    public async Task RefuseAsync(HttpContext context, Problem problem)
    {
        Exchange.Of(context).Route = GraphQlOptions.Path;
        using var answer = GraphQLExecutor.Refuse(problem);
        await WriteAsync(context, answer, GraphQlMedia.Of(context.Request) ?? GraphQlMedia.Response, isWellFormed: false).ConfigureAwait(false);
    }

    /// <summary>Sends what the query page loads.</summary>
    public static async Task SendPartAsync(HttpContext context)
    {
        if (!await IdePage.TrySendPartAsync(context, (string)context.Request.RouteValues["part"]!).ConfigureAwait(false))
            await ProblemWriter.WriteAsync(context, ErrorCatalogue.NotFound.Because("There is nothing at this path.")).ConfigureAwait(false);
    }

    private async ValueTask<(GraphQLRequest? Request, Problem? Problem)> ReadAsync(HttpRequest request, string? media)
    {
        if (media is null) return (null, ErrorCatalogue.NotAcceptable.At("Accept", $"The answer is {GraphQlMedia.Response} or {GraphQlMedia.Json}."));
        if (!Methods.Contains(request.Method)) return (null, ErrorCatalogue.MethodNotAllowed.Because($"'{request.Method}' is not allowed here.") with { Allow = Methods });
        return await GraphQlRequestReader.ReadAsync(request, _documents, engine.Model.Limits).ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(HttpContext context, GraphQLAnswer answer, string media, bool isWellFormed)
    {
        using var body = new ResponseBody { Most = engine.Model.Limits.Result };
        var refused = answer.Refused;
        if (!TryWrite(answer, body))
        {
            refused = engine.ResultTooLarge;
            body.Clear();
            GraphQLExecutor.Refuse(refused).Write(body.Writer);
        }
        if ((refused ?? answer.Failed) is { } problem)
        {
            LintelTelemetry.CountRejected(problem);
            Exchange.Of(context).Problem = problem.Error.Code;
        }
        var response = context.Response;
        response.StatusCode = StatusOf(refused, media, isWellFormed);
        response.ContentType = $"{media}; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (refused is not null) ProblemWriter.WriteHeaders(response, refused);
        await body.SendAsync(context).ConfigureAwait(false);
    }

    // The older media type tells by its body alone what a well-formed request came to, but for what has a meaning to HTTP itself.
    private static int StatusOf(Problem? refused, string media, bool isWellFormed) =>
        refused is null || (isWellFormed && media == GraphQlMedia.Json && refused is { Allow.Count: 0, RetryAfter: null }) ? StatusCodes.Status200OK : refused.Error.Status;

    private static bool TryWrite(GraphQLAnswer answer, ResponseBody body)
    {
        try
        {
            answer.Write(body.Writer);
            return body.Written.Length >= 0;
        }
        catch (ResultTooLargeException)
        {
            return false;
        }
    }
}
