using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Microsoft.AspNetCore.Http;

namespace Lintel.Http.Rest;

/// <summary>What one request asks for, as far as its method, its path and its query string tell. The body makes it an operation.</summary>
internal sealed class RestCall
{
    private static readonly string[] Json = ["application/json"];
    private static readonly string[] Patch = ["application/merge-patch+json", "application/json"];

    private readonly RestAsk _ask;
    private readonly Selection _selection;
    private readonly int _maxAffected;
    private readonly bool _purges;
    private readonly InputValue _given;
    private readonly AggregateOperation? _aggregate;

    private RestCall(RestRoute route, RestAsk ask, Selection selection, QueryReader query, AggregateOperation? aggregate) =>
        (Route, _ask, _selection, _maxAffected, _purges, _given, _aggregate) = (route, ask, selection, query.MaxAffected, query.Purges, query.Given, aggregate);

    /// <summary>What the path names.</summary>
    public RestRoute Route { get; }

    /// <summary>Whether a list is asked for.</summary>
    public bool IsList => _ask == RestAsk.List;

    /// <summary>Whether nothing is written.</summary>
    public bool IsRead => _ask is RestAsk.List or RestAsk.One or RestAsk.Aggregate;

    /// <summary>The media types that the body may have; empty: there is none.</summary>
    public IReadOnlyList<string> BodyTypes => _ask switch
    {
        RestAsk.List or RestAsk.One or RestAsk.Aggregate or RestAsk.Stream or RestAsk.Invoke or RestAsk.Import or RestAsk.Delete or RestAsk.DeleteAll or RestAsk.Link or RestAsk.Unlink => [],
        RestAsk.Create or RestAsk.Replace or RestAsk.Upsert or RestAsk.Act or RestAsk.Restore => Json,
        RestAsk.Change or RestAsk.ChangeAll => Patch,
    };

    /// <summary>Whether the body may be left out.</summary>
    public bool IsBodyOptional => _ask is RestAsk.Act or RestAsk.Restore;

    /// <summary>Reads what comes before the body, or the problem with it.</summary>
    public static (RestCall? Call, Problem? Problem) Read(string method, RestRoute route, ReadOnlyMemory<char> query, ServiceLimits limits)
    {
        var methods = RestMethods.Of(route);
        if (!methods.Contains(method)) return (null, ErrorCatalogue.MethodNotAllowed.Because($"'{method}' is not allowed here.") with { Allow = methods });
        var problems = new ProblemList();
        var reader = new QueryReader(route.Resource, limits, problems, route.Function);
        var ask = Ask(method, route);
        var aggregate = route.IsAggregate ? reader.ReadAggregate(query) : null;
        var selection = aggregate?.Selection ?? reader.Read(query, ask);
        return problems.ToProblem() is { } problem ? (null, problem) : (new RestCall(route, ask, selection, reader, aggregate), null);
    }

    /// <summary>The operation.</summary>
    /// <param name="body">The body; null: there is none.</param>
    /// <param name="ifMatch">The entity tags of <c>If-Match</c>.</param>
    /// <param name="mustBeNew">Whether <c>If-None-Match: *</c> was sent.</param>
    public Operation ToOperation(InputValue? body, IReadOnlyList<string> ifMatch, bool mustBeNew)
    {
        var (name, key, scope) = (Route.Resource.Name, Route.Key, Route.Scope);
        return _ask switch
        {
            RestAsk.List or RestAsk.One => Route.Read(_selection, _given),
            RestAsk.Stream or RestAsk.Import or RestAsk.Invoke => throw new InvalidOperationException("Whole lists and functions go another way."),
            RestAsk.Aggregate => _aggregate!,
            RestAsk.Create => new CreateOperation { Resource = name, Rows = [body!], Scope = scope, IfMatch = ifMatch, Selection = WithChildren },
            RestAsk.Replace or RestAsk.Upsert =>
                new UpsertOperation { Resource = name, Key = key, Row = body!, Scope = scope, IfMatch = ifMatch, MustBeNew = mustBeNew, Selection = WithChildren },
            RestAsk.Change or RestAsk.ChangeAll =>
                new UpdateOperation { Resource = name, Key = key, Patch = body!, Scope = scope, IfMatch = ifMatch, MaxAffected = _maxAffected, Selection = _selection },
            RestAsk.Act =>
                new UpdateOperation { Resource = name, Key = key, Action = Route.Action!.Name, Patch = body ?? InputValue.Object([]), Scope = scope, IfMatch = ifMatch, Selection = _selection },
            RestAsk.Restore =>
                new UpdateOperation { Resource = name, Key = key, Restores = true, Patch = body ?? InputValue.Object([]), Scope = scope, IfMatch = ifMatch, Selection = _selection },
            RestAsk.Delete or RestAsk.DeleteAll =>
                new DeleteOperation { Resource = name, Key = key, Purge = _purges, Scope = scope, IfMatch = ifMatch, MaxAffected = _maxAffected, Selection = _selection },
            RestAsk.Link or RestAsk.Unlink =>
                new LinkOperation { Resource = scope!.Resource, Relation = scope.Relation, Pairs = [(scope.Key, key!)], Scope = scope.Above, IfMatch = ifMatch, Removes = _ask == RestAsk.Unlink },
        };
    }

    // What was created or replaced is answered whole: with its owned children.
    private Selection WithChildren => _selection with
    {
        Includes =
        [
            .. Route.Resource.Relations.Where(relation => relation.Kind == RelationKind.Children).Select(relation => new SelectedName(relation.Name, "")),
            .. _selection.Includes,
        ],
    };

    private static RestAsk Ask(string method, RestRoute route)
    {
        if (route.IsAggregate) return RestAsk.Aggregate;
        var isOne = route.Key is not null || route.Function is { Returns.IsMany: false };
        if (HttpMethods.IsPost(method)) return route.IsRestore ? RestAsk.Restore : route.Action is null ? RestAsk.Create : RestAsk.Act;
        if (HttpMethods.IsPut(method)) return route.IsLink ? RestAsk.Link : isOne ? RestAsk.Replace : RestAsk.Upsert;
        if (HttpMethods.IsPatch(method)) return isOne ? RestAsk.Change : RestAsk.ChangeAll;
        if (HttpMethods.IsDelete(method)) return route.IsLink ? RestAsk.Unlink : isOne ? RestAsk.Delete : RestAsk.DeleteAll;
        return isOne ? RestAsk.One : RestAsk.List;
    }
}
