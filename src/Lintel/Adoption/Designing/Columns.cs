using Lintel.Adoption.Catalog;

namespace Lintel.Adoption.Designing;

/// <summary>Makes fields of the columns that no key and no reference stands for, and tells of each field what its columns do.</summary>
internal static class Columns
{
    public static void Design(DesignWork work)
    {
        foreach (var resource in work.Resources)
        {
            foreach (var column in resource.Table.Columns)
            {
                if (!column.Rights.HasFlag(CatalogRights.Select))
                    work.LeftOut.Add(new CatalogOmission(ContractDesigner.Noun(resource.Table.Name, column.Name), "The role may not read it."));
                else if (resource.Key.Column != column.Name && !resource.Fields.Exists(field => field.Target is not null && field.Columns.Contains(column.Name, StringComparer.Ordinal)))
                    work.Scalar(resource, column);
            }

            foreach (var field in resource.Fields)
                Describe(resource, field);
            var order = resource.Table.Columns.Select((column, index) => (column.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
            resource.Fields.Sort((one, other) => (order[one.Columns[^1]], one.Columns.Count).CompareTo((order[other.Columns[^1]], other.Columns.Count)));
        }
    }

    private static void Describe(ResourceDesign resource, FieldDesign field)
    {
        CatalogColumn[] columns = [.. field.Columns.Select(name => DesignWork.Column(resource, name)!)];
        var isKey = resource.Key.Fields.Contains(field.Name, StringComparer.Ordinal);
        field.Nullable = !isKey && columns.Any(column => column is { Nullable: true, Type.NotNull: false });
        field.Description = Texts.Comment(columns[^1].Comment) ?? (columns.Any(column => Texts.IsForeign(column.Name)) ? string.Join(", ", columns.Select(column => column.Name)) : null);
        if (resource.Allow.Count == 1)
            return;
        var (insert, update) = (columns.All(column => column.Rights.HasFlag(CatalogRights.Insert)), columns.All(column => column.Rights.HasFlag(CatalogRights.Update)));
        if (columns.Any(column => column.IsGenerated) || (!insert && !update))
        {
            field.Constraints.Add("readOnly");
            field.IsDatabaseDefault = columns.Any(column => column.IsGenerated || column.IsIdentity || column.Default is not null);
            if (!field.IsDatabaseDefault && !field.Nullable)
                field.IsDatabaseDefault = true;
            return;
        }

        if (insert && !update && !isKey)
            field.Constraints.Add("immutable");
        if (columns is [{ } one] && field.Target is null && one.Default is { } text && Defaults.Literal(text, field.Type, field.Labels) is { } literal)
            field.Default = literal.Length == 0 ? null : literal;
        else if (!isKey || columns.Length == 1)
            field.IsDatabaseDefault = columns.Any(column => column.IsIdentity || column.Default is not null);
        // A default that a key has is of no use where the client must give the key.
        if (isKey)
            (field.Default, field.IsDatabaseDefault) = (null, false);
    }
}
