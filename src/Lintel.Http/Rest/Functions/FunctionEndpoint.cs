using Lintel.Engine;
using Lintel.Errors;
using Lintel.Http.Auth;
using Lintel.Http.Hosting;
using Lintel.Model;
using Lintel.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Lintel.Http.Rest.Functions;

/// <summary>Calls of the database's functions: <c>GET /v1:customerTotals?since=…</c>, or <c>POST</c> with a JSON body where they may write.</summary>
internal sealed class FunctionEndpoint(LintelEngine engine, LintelHttpOptions options)
{
    /// <summary>What stands behind the version. No version has a colon.</summary>
    public const string Method = $":{{{Key}}}";

    private const string Key = "function";

    private static readonly string[] ReadMethods = ["GET", "HEAD", "OPTIONS"];
    private static readonly string[] CallMethods = ["POST", "OPTIONS"];
    private static readonly string[] Json = ["application/json"];

    private readonly RestEndpoint _rest = new(engine, options);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        ServerTiming.Offer(context, engine.Clock);
        if (context.GetRouteValue(Key) is not string name || engine.Model.FindFunction(name) is not { } function)
        {
            await ProblemWriter.WriteAsync(context, ErrorCatalogue.NotFound.Because("There is nothing at this path.")).ConfigureAwait(false);
            return;
        }
        exchange.Route = $"/{engine.Model.Version}:{function.Name}";
        if (function is { Reads: true, Returns: { Kind: FunctionResultKind.Rows, Rows: var resource } })
            await _rest.AnswerAsync(context, new RestRoute { Resource = resource, Function = function }).ConfigureAwait(false);
        else
            await CallAsync(context, function, exchange).ConfigureAwait(false);
    }

    private async Task CallAsync(HttpContext context, ServiceFunction function, Exchange exchange)
    {
        var request = context.Request;
        var methods = function.Reads ? ReadMethods : CallMethods;
        if (HttpMethods.IsOptions(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = string.Join(", ", methods);
            return;
        }
        var (call, problem) = methods.Contains(request.Method)
            ? await ReadAsync(request, function).ConfigureAwait(false)
            : (null, ErrorCatalogue.MethodNotAllowed.Because($"'{request.Method}' is not allowed here.") with { Allow = methods });
        if (problem is not null)
        {
            await ProblemWriter.WriteAsync(context, problem).ConfigureAwait(false);
            return;
        }
        var wishes = function.Reads ? default : Wishes.Of(request);
        var operation = new InvokeOperation { Resource = function.Name, Call = call!, Caller = CallerOf.Of(context) };
        using var outcome = await engine.ExecuteAsync(operation, wishes.Rehearses, exchange, context.RequestAborted).ConfigureAwait(false);
        exchange.Statements = outcome.Statements;
        exchange.Failure = outcome.Cause;
        if (outcome.Problem is not null) await ProblemWriter.WriteAsync(context, outcome.Problem).ConfigureAwait(false);
        else await FunctionAnswer.WriteAsync(context, function, outcome, wishes, engine).ConfigureAwait(false);
    }

    private async ValueTask<(FunctionCall? Call, Problem? Problem)> ReadAsync(HttpRequest request, ServiceFunction function)
    {
        if (!Preferences.AcceptsJson(request)) return (null, ErrorCatalogue.NotAcceptable.At("Accept", "The answer is application/json."));
        var problems = new ProblemList();
        var query = new QueryReader(function.Input, engine.Model.Limits, problems, function.Reads ? function : null);
        query.Read(request.QueryString.Value.AsMemory(), RestAsk.Invoke);
        if (problems.ToProblem() is { } problem) return (null, problem);
        if (function.Reads) return (new FunctionCall(function.Name, query.Given, InQuery: true), null);
        var whenEmpty = function.NeedsInput ? null : InputValue.Object([]);
        if (whenEmpty is not null && HasNoBody(request)) return (new FunctionCall(function.Name, whenEmpty), null);
        var (body, unread) = await BodyReader.ReadAsync(request, Json, [], engine.Model.Limits, whenEmpty).ConfigureAwait(false);
        return unread is null ? (new FunctionCall(function.Name, body!), null) : (null, unread);
    }

    private static bool HasNoBody(HttpRequest request) => request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
}
