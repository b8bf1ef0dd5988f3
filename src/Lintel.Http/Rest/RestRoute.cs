using System.Text;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Http.Rest;

/// <summary>What a path below <c>/v1/</c> names. Split from the raw target first and percent-decoded after, so that a key may hold any character.</summary>
internal readonly record struct RestRoute
{
    /// <summary>What stands behind a collection's path for <see cref="IsAggregate"/>. No path has a colon.</summary>
    public const string AggregateMethod = ":aggregate";

    /// <summary>The collection's resource.</summary>
    public required Resource Resource { get; init; }

    /// <summary>Whether it is asked what the collection's rows add up to: <c>orders:aggregate</c>.</summary>
    public bool IsAggregate { get; init; }

    /// <summary>The key of one row; null: the collection.</summary>
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>The action on that row; null: none.</summary>
    public ResourceAction? Action { get; init; }

    /// <summary>The relation below that row; null: the row itself.</summary>
    public Relation? Relation { get; init; }

    /// <summary>The key of one owned child below that relation; null: all.</summary>
    public IReadOnlyList<string>? ChildKey { get; init; }

    /// <summary>The path with names in place of keys, for logs and metrics.</summary>
    public string Template => (Key, Relation, ChildKey) switch
    {
        (null, _, _) => IsAggregate ? Resource.Path + AggregateMethod : Resource.Path,
        (_, null, _) => $"{Resource.Path}/{{{Names(Resource)}}}" + (Action is null ? "" : $"/{Segment(Action.Name)}"),
        (_, var relation, null) => $"{Resource.Path}/{{{Names(Resource)}}}/{Segment(relation.Name)}",
        (_, var relation, _) => $"{Resource.Path}/{{{Names(Resource)}}}/{Segment(relation.Name)}/{{{Names(relation.Target)}}}",
    };

    /// <summary>Whether it names a list of rows: a collection, or what a relation leads to.</summary>
    public bool IsList => !IsAggregate && Action is null && (Relation is null ? Key : ChildKey) is null;

    /// <summary>A read of what it names.</summary>
    public ReadOperation Read(Selection selection) => new()
    {
        Resource = (Relation?.Target ?? Resource).Name,
        Key = Relation is null ? Key : ChildKey,
        Scope = Relation is null ? null : new Scope(Resource.Name, Key!, Relation.Name),
        Selection = selection,
    };

    /// <summary>Reads the part of a raw path behind <c>/v1/</c>; false where it names nothing that is served.</summary>
    public static bool TryParse(ServiceModel model, ReadOnlySpan<char> path, out RestRoute route)
    {
        route = default;
        Span<Range> segments = stackalloc Range[5];
        var count = path.Split(segments, '/');
        if (count is 0 or > 4) return false;
        var collection = Decode(path[segments[0]]);
        if (count == 1 && collection.EndsWith(AggregateMethod, StringComparison.Ordinal))
        {
            if (model.FindByAggregatePath(collection.AsSpan()[..^AggregateMethod.Length]) is not { } aggregated) return false;
            route = new RestRoute { Resource = aggregated, IsAggregate = true };
            return true;
        }
        if (model.FindByPath(collection) is not { } resource) return false;
        route = new RestRoute { Resource = resource };
        if (count == 1) return true;
        // An empty segment names nothing, so that a slash at the end is never taken for a key.
        for (var i = 1; i < count; i++)
        {
            if (path[segments[i]].IsEmpty) return false;
        }
        route = route with { Key = SplitKey(path[segments[1]]) };
        if (count == 2) return true;
        var below = Decode(path[segments[2]]);
        if (count == 3 && FindAction(resource, below) is { } action)
        {
            route = route with { Action = action };
            return true;
        }
        if (FindRelation(resource, below) is not { } relation) return false;
        route = route with { Relation = relation };
        if (count == 3) return true;
        if (relation.Kind != RelationKind.Children) return false;
        route = route with { ChildKey = SplitKey(path[segments[3]]) };
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
