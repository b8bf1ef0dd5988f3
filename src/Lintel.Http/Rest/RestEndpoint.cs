using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Errors;
using Lintel.Http.Hosting;
using Lintel.Model;
using Lintel.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lintel.Http.Rest;

/// <summary>One request on one screen: route, operation, engine, answer.</summary>
internal sealed class RestEndpoint(LintelEngine engine, LintelHttpOptions options)
{
    private static readonly string[] Json = ["application/json"];
    private static readonly string[] Rows = [.. RowFormats.All.Select(format => format.MediaType())];
    private static readonly string[] Patch = ["application/merge-patch+json", "application/json"];

    private readonly RestExport _export = new(engine);
    private readonly RestImport _import = new(engine, options);
    private readonly string _prefix = $"/{engine.Model.Version}/";

    public async Task HandleAsync(HttpContext context)
    {
        var exchange = Exchange.Of(context);
        if (!TryRoute(context, out var route))
        {
            await ProblemWriter.WriteAsync(context, ErrorCatalogue.NotFound.Because("There is nothing at this path.")).ConfigureAwait(false);
            return;
        }
        exchange.Route = _prefix + route.Template;
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            context.Response.Headers.Allow = string.Join(", ", Methods(route));
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
        var (operation, problem) = await ReadAsync(context.Request, route).ConfigureAwait(false);
        if (problem is not null)
        {
            await ProblemWriter.WriteAsync(context, problem).ConfigureAwait(false);
            return;
        }
        using var outcome = await engine.ExecuteAsync(operation!, context.RequestAborted).ConfigureAwait(false);
        exchange.Statements = outcome.Statements;
        exchange.Failure = outcome.Cause;
        if (outcome.Problem is not null) await ProblemWriter.WriteAsync(context, outcome.Problem).ConfigureAwait(false);
        else await ResponseWriter.WriteAsync(context, operation!, outcome, _prefix).ConfigureAwait(false);
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
        if (!HttpMethods.IsPost(request.Method) || route.Key is not null || route.IsAggregate || !Preferences.AcceptsJson(request)) return false;
        if (BodyReader.IsAccepted(request, RowFormats.NdJson)) return true;
        format = RowFormat.Csv;
        return BodyReader.IsAccepted(request, RowFormats.Csv);
    }

    internal async ValueTask<(Operation? Operation, Problem? Problem)> ReadAsync(HttpRequest request, RestRoute route)
    {
        var method = request.Method;
        var isRead = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        if ((!isRead || route.Action is not null) && !Methods(route).Contains(method))
            return (null, ErrorCatalogue.MethodNotAllowed.Because($"'{method}' is not allowed here.") with { Allow = Methods(route) });
        if (!Preferences.AcceptsJson(request))
            return (null, ErrorCatalogue.NotAcceptable.At("Accept", isRead && route.IsList ? $"The answer is application/json, {RowFormats.NdJson} or {RowFormats.Csv}." : "The answer is application/json."));

        var problems = new ProblemList();
        if (route.IsAggregate)
        {
            var aggregate = new QueryReader(route.Resource, problems).ReadAggregate(request.QueryString.Value.AsMemory());
            return problems.ToProblem() is { } wrong ? (null, wrong) : (aggregate, null);
        }
        var resource = route.Relation?.Target ?? route.Resource;
        var ask = !isRead ? HttpMethods.IsDelete(method) ? RestAsk.Delete : RestAsk.Write
            : route.IsList ? RestAsk.List : RestAsk.One;
        var selection = new QueryReader(resource, problems).Read(request.QueryString.Value.AsMemory(), ask);
        if (problems.ToProblem() is { } problem) return (null, problem);
        if (isRead) return (route.Read(selection), null);
        if (ask == RestAsk.Delete)
            return (new DeleteOperation { Resource = resource.Name, Key = route.Key!, IfMatch = Preferences.IfMatch(request) }, null);

        if (route.Action is { } action) return await ReadActionAsync(request, route, action, selection).ConfigureAwait(false);
        var isPatch = HttpMethods.IsPatch(method);
        var (body, unreadable) = await BodyReader.ReadAsync(request, isPatch ? Patch : Json, isPatch ? [] : Rows, options.MaxBodyBytes).ConfigureAwait(false);
        if (unreadable is not null) return (null, unreadable);
        if (isPatch)
            return (new UpdateOperation { Resource = resource.Name, Key = route.Key!, Patch = body!, IfMatch = Preferences.IfMatch(request), Selection = selection }, null);
        return (new CreateOperation { Resource = resource.Name, Rows = [body!], Selection = WithChildren(resource, selection) }, null);
    }

    private async ValueTask<(Operation? Operation, Problem? Problem)> ReadActionAsync(HttpRequest request, RestRoute route, ResourceAction action, Selection selection)
    {
        var input = InputValue.Object([]);
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false })
        {
            var (body, unreadable) = await BodyReader.ReadAsync(request, Json, [], options.MaxBodyBytes).ConfigureAwait(false);
            if (unreadable is not null) return (null, unreadable);
            input = body!;
        }
        return (new UpdateOperation
        {
            Resource = route.Resource.Name,
            Key = route.Key!,
            Action = action.Name,
            Patch = input,
            IfMatch = Preferences.IfMatch(request),
            Selection = selection,
        }, null);
    }

    // What was created is answered whole: with its owned children.
    private static Selection WithChildren(Resource resource, Selection selection) => selection with
    {
        Includes = [.. resource.Relations.Where(relation => relation.Kind == RelationKind.Children).Select(relation => new SelectedName(relation.Name, "")), .. selection.Includes],
    };

    private static string[] Methods(RestRoute route) => (route.Key, route.Relation) switch
    {
        (null, _) when !route.IsAggregate => ["GET", "HEAD", "POST", "OPTIONS"],
        (not null, null) when route.Action is not null => ["POST", "OPTIONS"],
        (not null, null) => ["GET", "HEAD", "PATCH", "DELETE", "OPTIONS"],
        _ => ["GET", "HEAD", "OPTIONS"],
    };
}
