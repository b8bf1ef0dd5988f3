using Lintel.Model;

namespace Lintel.Http.Rest.Walking;

/// <summary>Everything that a service lets one read of a resource, as requests.</summary>
internal static class ReadRequests
{
    /// <summary>One row, what it leads to, and all that belongs to it.</summary>
    public static IEnumerable<string> OfRow(Resource resource, string path, SampleRows rows)
    {
        if (rows.Key is not { } key) yield break;
        yield return $"{path}/{key}";
        foreach (var relation in resource.Relations)
        {
            yield return $"{path}/{key}?include={relation.Name}";
            if (!relation.IsToOne) yield return $"{path}/{key}/{RestRoute.Segment(relation.Name)}?limit=2";
        }
    }

    /// <summary>Lists: each condition, order and relation; and whether a row must be among them.</summary>
    public static IEnumerable<(string Request, bool Finds)> OfLists(Resource resource, string path, SampleRows rows)
    {
        foreach (var field in resource.Fields.Where(field => !field.WriteOnly))
        {
            foreach (var (condition, finds) in FieldConditions.Of(field, rows.Value(field))) yield return ($"{path}?{condition}&limit=1&fields={field.Name}", finds);
            if (!Binding.OperatorTable.Sorts(field)) continue;
            yield return ($"{path}?sort={field.Name}&limit=2", false);
            yield return ($"{path}?sort=-{field.Name}&limit=2", false);
        }
        foreach (var relation in resource.Relations) yield return ($"{path}?include={relation.Name}&limit=2", false);
        if (rows.Next is { } next) yield return ($"{path}?limit={SampleRows.Most}&after={next}", false);
    }

    /// <summary>What the rows of a root, and of all that it owns, add up to.</summary>
    public static IEnumerable<string> OfTotals(ServiceModel model, Resource root)
    {
        foreach (var resource in Owned(model, root))
        {
            var path = $"/{model.Version}/{resource.Path}{RestRoute.AggregateMethod}";
            if (model.FindByAggregatePath(resource.Path) != resource) continue;
            yield return $"{path}?count=*";
            foreach (var field in resource.Fields.Where(field => !field.WriteOnly))
            {
                if (FieldConditions.Measures(field) is { Length: > 0 } measures) yield return $"{path}?{measures}";
                if (Binding.MeasureTable.Groups(field.Type)) yield return $"{path}?group={field.Name}&count=*&limit=2";
            }
        }
    }

    private static IEnumerable<Resource> Owned(ServiceModel model, Resource root) =>
        model.Resources.Where(resource => resource.Owner?.Source == root).SelectMany(child => Owned(model, child)).Prepend(root);
}
