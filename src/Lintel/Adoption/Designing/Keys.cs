using Lintel.Adoption.Catalog;
using Lintel.Adoption.Naming;

namespace Lintel.Adoption.Designing;

/// <summary>Decides what identifies a row: a column that is called <c>id</c>, or fields and references.</summary>
internal static class Keys
{
    public static void Design(DesignWork work)
    {
        foreach (var resource in work.Resources)
        {
            if (Columns(resource) is [var only] && DesignWork.Column(resource, only) is { } column && !IsReference(work, resource, [only]))
                Single(work, resource, column);
        }

        // A reference in a key travels by the names of the other key, which come first.
        var begun = new HashSet<ResourceDesign>();
        foreach (var resource in work.Resources)
            Compose(work, resource, begun);
    }

    /// <summary>Declares the key as a field where a resource has nothing else: it can't be without fields.</summary>
    public static void Spell(DesignWork work)
    {
        foreach (var resource in work.Resources.Where(resource => resource is { Fields.Count: 0, Key.Column: not null }))
        {
            var type = work.Types.Of(DesignWork.Column(resource, resource.Key.Column!)!.Type);
            resource.Fields.Add(new FieldDesign("id") { Columns = [resource.Key.Column!], DefaultColumns = ["id"], Type = type.Type, Kept = type.Kept });
            resource.Key = new KeyDesign(["id"], null, null);
        }
    }

    private static void Compose(DesignWork work, ResourceDesign resource, HashSet<ResourceDesign> begun)
    {
        if (!begun.Add(resource) || resource.Key != KeyDesign.None || Columns(resource) is not { Count: > 0 } columns)
            return;
        var parts = new List<string>();
        for (var at = 0; at < columns.Count;)
        {
            var reference = Reference(work, resource, columns, at, begun);
            if (reference is not null)
            {
                parts.Add(reference.Name);
                at += reference.Columns.Count;
                continue;
            }

            var field = work.Scalar(resource, DesignWork.Column(resource, columns[at])!);
            parts.Add(field.Name);
            at++;
        }

        resource.Key = new KeyDesign(parts, null, null);
    }

    private static FieldDesign? Reference(DesignWork work, ResourceDesign resource, IReadOnlyList<string> columns, int at, HashSet<ResourceDesign> begun)
    {
        foreach (var key in resource.Table.ForeignKeys.OrderBy(key => key.Columns.Count))
        {
            if (work.Of(key.Target) is not { } target || !References.ToKey(target, key))
                continue;
            // Where keys lead to each other in a circle, the first one stands on its own columns.
            if (target == resource || (begun.Contains(target) && target.Key == KeyDesign.None))
                continue;
            Compose(work, target, begun);
            if (target.Key == KeyDesign.None || !References.InOrder(target, key).SequenceEqual(columns.Skip(at).Take(key.Columns.Count)))
                continue;
            return References.Make(work, resource, key, target);
        }

        return null;
    }

    private static void Single(DesignWork work, ResourceDesign resource, CatalogColumn column)
    {
        var (type, kept) = (work.Types.Of(column).Type, work.Types.Of(column).Kept);
        var isMade = column.IsIdentity || (column.Default is not null && Defaults.Literal(column.Default, type) is null);
        var isNumber = type is "int" or "long";
        var isNamedId = IsId(work, resource, column.Name);
        if ((isNumber || type == "uuid") && isMade && kept is null)
            resource.Key = new KeyDesign([], type, column.Name) { IsDatabaseDefault = !isNumber || !column.IsIdentity };
        else if (isNamedId && kept is null && (type == "uuid" || type.StartsWith("string(", StringComparison.Ordinal)))
            resource.Key = new KeyDesign([], type, column.Name);
        else if (isNamedId)
        {
            var field = work.Scalar(resource, column);
            field.Rename(work, resource, "id");
            resource.Key = new KeyDesign([field.Name], null, null);
        }
        if (resource.Key.Type is not null)
            work.Names(resource).TryTake("id");
    }

    private static void Rename(this FieldDesign field, DesignWork work, ResourceDesign resource, string name)
    {
        if (field.Name == name || !work.Names(resource).TryTake(name))
            return;
        field.Name = name;
        field.DefaultColumns = [Contract.Compilation.Casing.Snake(name)];
    }

    private static bool IsId(DesignWork work, ResourceDesign resource, string column)
    {
        var words = work.ColumnWords(resource, column);
        if (words is ["id"])
            return true;
        var table = Prefixes.WithoutKind(resource.Table.Name.Name, false);
        IReadOnlyList<string> one = table.Count == 0 ? table : Inflection.Singular(table);
        var letters = string.Concat(words);
        return letters.EndsWith("id", StringComparison.Ordinal)
            && letters[..^2] is { Length: > 0 } rest
            && (rest == string.Concat(table) || rest == string.Concat(one) || (words.Count == 2 && one.Count > 1 && rest == one[^1]));
    }

    private static bool IsReference(DesignWork work, ResourceDesign resource, IReadOnlyList<string> columns) =>
        resource.Table.ForeignKeys.Any(key => Junctions.Same(key.Columns, columns) && work.Of(key.Target) is { } target && target != resource && References.ToKey(target, key));

    // A unique constraint over columns that are never null is as good as a key.
    private static IReadOnlyList<string> Columns(ResourceDesign resource)
    {
        var table = resource.Table;
        var columns = table.Key.Count > 0 ? table.Key
            : table.Uniques.Where(unique => !unique.IgnoreCase && unique.Columns.All(name => DesignWork.Column(resource, name) is { Nullable: false }))
                .OrderBy(unique => unique.Columns.Count).ThenBy(unique => unique.Name, StringComparer.Ordinal).FirstOrDefault()?.Columns ?? [];
        return columns.All(name => DesignWork.Column(resource, name) is not null) ? columns : [];
    }
}
