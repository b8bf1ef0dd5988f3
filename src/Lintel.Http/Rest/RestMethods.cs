using System.Collections.Concurrent;
using Lintel.Model;

namespace Lintel.Http.Rest;

/// <summary>Which methods a path has: what its rows are, and what the contract allows.</summary>
internal static class RestMethods
{
    // Each request asks, and there are few answers.
    private static readonly ConcurrentDictionary<PathShape, string[]> Known = new();

    /// <summary>The methods of a path, <c>OPTIONS</c> last.</summary>
    public static string[] Of(RestRoute route) => Known.GetOrAdd(PathShape.Of(route), static (_, route) => Find(route), route);

    private static string[] Find(RestRoute route)
    {
        if (route.Action is not null || route.IsRestore) return ["POST", "OPTIONS"];
        if (route.IsLink) return [.. When(Allows(route.Relation!.Source, Allowed.Update), "PUT", "DELETE"), "OPTIONS"];
        if (route.IsAggregate || route.Function is not null) return ["GET", "HEAD", "OPTIONS"];
        return (route.Relation?.Kind, route.Key) switch
        {
            (null, null) => ["GET", "HEAD", .. OfCollection(route.Resource), "OPTIONS"],
            (RelationKind.Children, null) => ["GET", "HEAD", .. When(Allows(route.Resource, Allowed.Update), "POST"), "OPTIONS"],
            (null or RelationKind.Children, _) => ["GET", "HEAD", .. OfRow(route.Resource), "OPTIONS"],
            _ => ["GET", "HEAD", "OPTIONS"],
        };
    }

    /// <summary>The methods that write rows of a root by their collection.</summary>
    public static string[] OfCollection(Resource resource) =>
    [
        .. When(Allows(resource, Allowed.Create), "POST"),
        .. When(CanUpsert(resource) && Allows(resource, Allowed.Create | Allowed.Update), "PUT"),
        .. When(Allows(resource, Allowed.Update), "PATCH"),
        .. When(Allows(resource, Allowed.Delete), "DELETE"),
    ];

    /// <summary>The methods that write one row. What is owned is written and deleted as a change of its root.</summary>
    public static string[] OfRow(Resource resource) => resource.Owner is not null
        ? When(Allows(resource, Allowed.Update), "PUT", "PATCH", "DELETE")
        :
        [
            .. When(Allows(resource, resource.ClientKey ? Allowed.Create | Allowed.Update : Allowed.Update), "PUT"),
            .. When(Allows(resource, Allowed.Update), "PATCH"),
            .. When(Allows(resource, Allowed.Delete), "DELETE"),
        ];

    /// <summary>Whether callers may do all of that with a resource; with what is owned as with its root.</summary>
    public static bool Allows(Resource resource, Allowed what)
    {
        while (resource.Owner is { } owner) resource = owner.Source;
        return resource.Allowed.HasFlag(what);
    }

    /// <summary>All of a path that its methods depend on.</summary>
    private readonly record struct PathShape(bool Acts, bool IsLink, bool OnlyReads, RelationKind? Relation, bool IsOne, Allowed Allowed, bool IsOwned, bool ClientKey, bool CanUpsert)
    {
        public static PathShape Of(RestRoute route)
        {
            var root = route.IsLink ? route.Relation!.Source : route.Resource;
            while (root.Owner is { } owner) root = owner.Source;
            return new PathShape(
                route.Action is not null || route.IsRestore, route.IsLink, route.IsAggregate || route.Function is not null, route.Relation?.Kind, route.Key is not null,
                root.Allowed, route.Resource.Owner is not null, route.Resource.ClientKey, RestMethods.CanUpsert(route.Resource));
        }
    }

    // Whether something that callers give tells the rows of a resource apart.
    private static bool CanUpsert(Resource resource) => resource.ClientKey || resource.Entity.Uniques.Count > 0;

    private static string[] When(bool isSo, params string[] methods) => isSo ? methods : [];
}
