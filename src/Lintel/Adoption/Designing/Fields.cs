namespace Lintel.Adoption.Designing;

/// <summary>Finds the fields that stand for columns.</summary>
internal static class Fields
{
    /// <summary>The fields and references that together are these columns and no others, in their order; null: there are none such.</summary>
    public static IReadOnlyList<FieldDesign>? Of(ResourceDesign resource, IReadOnlyList<string> columns)
    {
        var fields = new List<FieldDesign>();
        for (var at = 0; at < columns.Count;)
        {
            var rest = columns.Skip(at).ToList();
            var found = resource.Scalar(columns[at])
                ?? resource.Fields.Where(field => field is { Target: not null, Through: null } && field.Columns.Count <= rest.Count && field.Columns.SequenceEqual(rest.Take(field.Columns.Count))).MaxBy(field => field.Columns.Count);
            if (found is null || fields.Contains(found))
                return null;
            fields.Add(found);
            at += found.Columns.Count;
        }

        return fields.Count == 0 ? null : fields;
    }

    /// <summary>Whether a field may stand in <c>unique</c> and <c>queries</c>: the values of its type have an order.</summary>
    public static bool CanBeIndexed(FieldDesign field) => field.Target is not null || (!field.Type.EndsWith(']') && !field.Type.StartsWith("json", StringComparison.Ordinal));
}
