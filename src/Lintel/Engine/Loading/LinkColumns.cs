using Lintel.Model;

namespace Lintel.Engine.Loading;

/// <summary>The columns of a file with the pairs of a many-to-many relation: the key of the source, then that of the target.</summary>
public static class LinkColumns
{
    /// <summary>Their names: <c>playlistId,trackId</c>; where both are of one resource, the latter begin with <c>other</c>.</summary>
    public static IReadOnlyList<string> Of(Resource source, Relation relation)
    {
        var target = Names(relation.Target);
        return [.. Names(source), .. source == relation.Target ? target.Select(name => "other" + Capital(name)) : target];
    }

    private static IEnumerable<string> Names(Resource resource) => resource.Key.Select(field => resource.Name + Capital(field.Name));

    private static string Capital(string name) => string.Concat(name[..1].ToUpperInvariant(), name.AsSpan(1));
}
