using System.Text;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.Rest;

/// <summary>What a path below <c>/v1/</c> names. Split from the raw target first and percent-decoded after, so that a key may hold any character.</summary>
internal readonly record struct RestRoute
{
    /// <summary>What stands behind a collection's path for <see cref="IsAggregate"/>. No path has a colon.</summary>
    public const string AggregateMethod = ":aggregate";

    /// <summary>What stands behind a row's path for <see cref="IsRestore"/>. No action or relation of a resource with soft deletes is called so.</summary>
    public const string RestoreSegment = "restore";

    // A root, its key, and as much again for each level of owned children, of which no contract has more.
    private const int MaxSegments = 20;

    /// <summary>The resource of the rows.</summary>
    public required Resource Resource { get; init; }

    /// <summary>Whether it is asked what the collection's rows add up to: <c>orders:aggregate</c>.</summary>
    public bool IsAggregate { get; init; }

    /// <summary>The function that gives the rows, one or all of them; null: the resource's own table does.</summary>
    public ServiceFunction? Function { get; init; }

    /// <summary>The key of one row; null: all of them.</summary>
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>The relation that leads to the rows from one row of another resource; null: they are all of a root resource.</summary>
    public Relation? Relation { get; init; }

    /// <summary>The row where that relation starts, and what is above it; null where there is no relation.</summary>
    public Scope? Scope { get; init; }

    /// <summary>The action on the one row; null: none.</summary>
    public ResourceAction? Action { get; init; }

    /// <summary>Whether the one row is to be brought back from its soft delete.</summary>
    public bool IsRestore { get; init; }

    /// <summary>Whether it is a link of a many-to-many relation: the row as one that another is linked with.</summary>
    public bool IsLink => Key is not null && Relation is { Kind: RelationKind.ManyToMany };

    /// <summary>The path with names in place of keys, for logs and metrics.</summary>
    public string Template
    {
        get
        {
            if (Function is not null) return Function.Name;
            var one = Key is null ? "" : $"/{{{Names(Resource)}}}";
            var action = IsRestore ? $"/{RestoreSegment}" : Action is null ? "" : $"/{Segment(Action.Name)}";
            return (Relation is null ? Resource.Path : Below(Relation)) + (IsAggregate ? AggregateMethod : "") + one + action;
        }
    }

    /// <summary>Whether it names a list of rows: a collection, or what a relation leads to.</summary>
    public bool IsList => !IsAggregate && Key is null && Function is not { Returns.IsMany: false };

    /// <summary>A read of what it names.</summary>
    /// <param name="selection">What of it.</param>
    /// <param name="given">What its function is given, if there is one.</param>
    public ReadOperation Read(Selection selection, InputValue given) =>
        new() { Resource = Resource.Name, Key = Key, Scope = Scope, Selection = selection, Call = Function is { Name: var name } ? new FunctionCall(name, given, InQuery: true) : null };

    /// <summary>Reads the part of a raw path behind <c>/v1/</c>; false where it names nothing that is served.</summary>
    public static bool TryParse(ServiceModel model, ReadOnlySpan<char> path, out RestRoute route)
    {
        route = default;
        Span<Range> segments = stackalloc Range[MaxSegments + 1];
        var count = path.Split(segments, '/');
        if (count is 0 or > MaxSegments) return false;
        var collection = Decode(path[segments[0]]);
        if (count == 1 && collection.EndsWith(AggregateMethod, StringComparison.Ordinal))
        {
            if (model.FindByAggregatePath(collection.AsSpan()[..^AggregateMethod.Length]) is not { } aggregated) return false;
            route = new RestRoute { Resource = aggregated, IsAggregate = true };
            return true;
        }
        if (model.FindByPath(collection) is not { } root) return false;
        // An empty segment names nothing, so that a slash at the end is never taken for a key.
        for (var i = 1; i < count; i++)
        {
            if (path[segments[i]].IsEmpty) return false;
        }
        // Rows without a key are a list, and nothing more.
        if (count > 1 && root.Key.Count == 0) return false;
        route = new RestRoute { Resource = root, Key = count > 1 ? SplitKey(path[segments[1]]) : null };
        for (var i = 2; i < count; i += 2)
        {
            // Only a root and what it owns lead on.
            if (route.Relation is { Kind: not RelationKind.Children }) return false;
            var name = Decode(path[segments[i]]);
            var isLast = i == count - 1;
            if (isLast && FindAction(route.Resource, name) is { } action)
            {
                route = route with { Action = action };
                return true;
            }
            if (isLast && name == RestoreSegment && route.Resource.DeletedAt is not null)
            {
                route = route with { IsRestore = true };
                return true;
            }
            if (FindRelation(route.Resource, name) is not { } relation) return false;
            if (!isLast && !(relation.Kind == RelationKind.Children || relation is { Kind: RelationKind.ManyToMany, KeysName: not null })) return false;
            route = new RestRoute
            {
                Resource = relation.Target,
                Relation = relation,
                Scope = new Scope(route.Resource.Name, route.Key!, relation.Name, route.Scope),
                Key = isLast ? null : SplitKey(path[segments[i + 1]]),
            };
        }
        return true;
    }

    /// <summary>The path segment of an action or a to-many relation: its name in kebab-case.</summary>
    public static string Segment(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter)) text.Append('-').Append(char.ToLowerInvariant(letter));
            else text.Append(letter);
        }
        return text.ToString();
    }

    private static string Below(Relation relation)
    {
        var source = relation.Source;
        return $"{(source.Owner is { } owner ? Below(owner) : source.Path)}/{{{Names(source)}}}/{Segment(relation.Name)}";
    }

    private static ResourceAction? FindAction(Resource resource, string segment) =>
        resource.Actions.FirstOrDefault(action => Segment(action.Name) == segment);

    private static Relation? FindRelation(Resource resource, string segment) =>
        resource.Relations.FirstOrDefault(relation => !relation.IsToOne && Segment(relation.Name) == segment);

    // A comma in a part of a composite key travels as %2C: the parts are split before they are decoded.
    private static string[] SplitKey(ReadOnlySpan<char> segment)
    {
        var parts = segment.ToString().Split(',');
        for (var i = 0; i < parts.Length; i++) parts[i] = Decode(parts[i]);
        return parts;
    }

    private static string Decode(ReadOnlySpan<char> text) => text.Contains('%') ? Uri.UnescapeDataString(text) : text.ToString();

    private static string Names(Resource resource) => string.Join(",", resource.Key.Select(field => field.Name));
}
