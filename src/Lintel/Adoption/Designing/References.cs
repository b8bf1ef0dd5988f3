using Lintel.Adoption.Catalog;
using Lintel.Adoption.Naming;
using Lintel.Contract.Compilation;

namespace Lintel.Adoption.Designing;

/// <summary>Makes references of foreign keys, and names them by their columns.</summary>
internal static class References
{
    private static readonly string[] Endings = ["id", "ids", "key", "fk", "code", "no", "num", "nr", "number", "uuid", "guid", "ref", "pk", "sk"];

    public static void Design(DesignWork work)
    {
        // A unique set that is referred to needs names before the references to it.
        foreach (var resource in work.Resources)
        {
            foreach (var key in resource.Table.ForeignKeys)
            {
                if (work.Of(key.Target) is { } target && !ToKey(target, key))
                    _ = key.TargetColumns.Select(name => DesignWork.Column(target, name)).OfType<CatalogColumn>().Select(column => work.Scalar(target, column)).Count();
            }
        }

        foreach (var resource in work.Resources)
        {
            foreach (var key in resource.Table.ForeignKeys)
            {
                if (work.Of(key.Target) is not { } target)
                    work.Notes.Add(new CatalogOmission($"reference {resource.Table.Name}.{key.Name}", $"leads to {key.Target}, which is not part of the contract."));
                else if (!resource.Fields.Exists(field => field.Target == target && Junctions.Same(field.Columns, key.Columns)))
                    Make(work, resource, key, target);
            }
        }
    }

    /// <summary>Whether a foreign key leads to the key of its target.</summary>
    public static bool ToKey(ResourceDesign target, CatalogForeignKey key) =>
        target.Key == KeyDesign.None ? Junctions.Same(target.Table.Key, key.TargetColumns) : Junctions.Same(DesignWork.KeyColumns(target), key.TargetColumns);

    /// <summary>The columns of a foreign key in the order of its target's key.</summary>
    public static IReadOnlyList<string> InOrder(ResourceDesign target, CatalogForeignKey key) =>
        [.. DesignWork.KeyColumns(target).Select(column => key.Columns[key.TargetColumns.ToList().IndexOf(column)])];

    /// <summary>Makes the reference of a foreign key; null where a column of it can't be served.</summary>
    public static FieldDesign? Make(DesignWork work, ResourceDesign resource, CatalogForeignKey key, ResourceDesign target)
    {
        CatalogColumn?[] columns = [.. key.Columns.Select(name => DesignWork.Column(resource, name))];
        var toKey = ToKey(target, key) && target.Key != KeyDesign.None;
        FieldDesign?[] to = toKey ? [] : [.. key.TargetColumns.Select(name => work.FindScalar(target, name))];
        if (columns.Any(column => column is null) || to.Any(field => field is null))
            return null;
        IReadOnlyList<string> keys = toKey ? work.KeyNames(target) : [.. to.Select(field => field!.Name)];
        var ordered = toKey ? InOrder(target, key) : key.Columns;
        var name = work.Names(resource).Take([.. DesignWork.Listed(work.Known.Field(resource.Table.Name, ordered)), .. Wanted(work, resource, key, target)], wanted => DesignWork.TravelNames(wanted, keys));
        var isNullable = columns.Any(column => column is { Nullable: true, Type.NotNull: false });
        var made = new FieldDesign(name)
        {
            Type = target.Name,
            Target = target,
            Columns = ordered,
            DefaultColumns = [.. DesignWork.TravelNames(name, keys).Select(Casing.Snake)],
            To = [.. to.Select(field => field!.Name)],
            Nullable = isNullable,
            OnDelete = key.OnDelete switch { "cascade" => "cascade", "set null" when isNullable => "setNull", _ => null },
        };
        resource.Fields.Add(made);
        return made;
    }

    private static IEnumerable<string> Wanted(DesignWork work, ResourceDesign resource, CatalogForeignKey key, ResourceDesign target)
    {
        var targetWords = Words.Of(target.Name);
        var role = Role(work, resource, key, targetWords);
        yield return Reserved.Field(role);
        if (!Words.Ends(role, targetWords))
            yield return Reserved.Field([.. role, .. targetWords]);
        yield return Reserved.Field([.. role, "ref"]);
    }

    private static IReadOnlyList<string> Role(DesignWork work, ResourceDesign resource, CatalogForeignKey key, IReadOnlyList<string> target)
    {
        // What only tells tenants apart is in every key, and says nothing of this one.
        var own = key.Columns.Where((column, at) => key.Columns.Count == 1 || !resource.Table.ForeignKeys.Any(other => other != key && other.Columns.Contains(column, StringComparer.Ordinal))).ToList();
        if (own.Count == 0)
            own = [key.Columns[^1]];
        if (key.Columns.Count > 1 && own.Count > 1)
            return Shared([.. own.Select(column => work.ColumnWords(resource, column))]) is { Count: > 0 } shared && !shared.SequenceEqual(["id"]) ? Meaning(shared, key, target) : target;
        return Meaning(work.ColumnWords(resource, own[0]), key, target);
    }

    private static IReadOnlyList<string> Meaning(IReadOnlyList<string> words, CatalogForeignKey key, IReadOnlyList<string> target)
    {
        var role = words;
        var named = Words.Of(key.TargetColumns[^1]);
        // Of original_language_id only the id goes, so that it is the original language.
        if (named.Count < role.Count && Words.Ends(role, named) && !Words.Ends(named, target) && !(named is [.., "id"] && named.SkipLast(1).SequenceEqual(target)))
            role = [.. role.SkipLast(named.Count)];
        while (role.Count > 1 && Endings.Contains(role[^1]))
            role = [.. role.SkipLast(1)];
        if (role.Count > 1 && role[0] is "fk" or "id" && role.Count > 1)
            role = [.. role.Skip(1)];
        // customerid, cust: the whole name is better than what is left of it.
        var (letters, whole) = (string.Concat(role), string.Concat(target));
        if (role is ["id"] || role.Count == 0 || letters == whole + "id" || (role.Count == 1 && letters.Length >= 3 && whole.StartsWith(letters, StringComparison.Ordinal)))
            return target;
        return role.Count == 1 && letters.Length > 3 && letters.EndsWith("id", StringComparison.Ordinal) && words.Count == 1 && named is ["id"] && whole.StartsWith(letters[..^2], StringComparison.Ordinal) ? target : role;
    }

    private static IReadOnlyList<string> Shared(IReadOnlyList<IReadOnlyList<string>> columns)
    {
        var shared = 0;
        while (columns.All(words => words.Count > shared && words[shared] == columns[0][shared]))
            shared++;
        return [.. columns[0].Take(shared)];
    }
}
