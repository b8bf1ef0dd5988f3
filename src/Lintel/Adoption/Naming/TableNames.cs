using Lintel.Adoption.Catalog;

namespace Lintel.Adoption.Naming;

/// <summary>Names the resources of a database: singular, camelCase, each one once over all schemas.</summary>
internal static class TableNames
{
    // Fewer tables that begin with the same word are likely to mean it.
    private const int LeastOfPrefix = 4;

    /// <summary>The name of each table. What had to be called otherwise than its table suggests is told.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="defaultSchema">The schema whose tables keep their short names.</param>
    /// <param name="known">The name that a table has already; null: none.</param>
    /// <param name="tell">Takes a sentence about a table.</param>
    public static IReadOnlyDictionary<CatalogName, string> Of(IReadOnlyList<CatalogTable> tables, string? defaultSchema, Func<CatalogName, string?> known, Action<CatalogName, string> tell)
    {
        var names = new Dictionary<CatalogName, string>();
        var (taken, plurals) = (new NameSet(), new NameSet());
        var prefixes = tables.GroupBy(table => table.Name.Schema ?? "", StringComparer.Ordinal).ToDictionary(group => group.Key, Shared, StringComparer.Ordinal);
        foreach (var table in tables)
        {
            if (known(table.Name) is not { } name || !taken.TryTake(name))
                continue;
            plurals.TryTake(Inflection.Plural(name));
            names.Add(table.Name, name);
        }

        foreach (var table in tables.Where(table => !names.ContainsKey(table.Name)).OrderBy(table => table.Name.Schema == defaultSchema ? 0 : 1).ThenBy(table => IsView(table) ? 1 : 0)
            .ThenBy(table => table.Name.Schema, StringComparer.Ordinal).ThenBy(table => table.Name.Name, StringComparer.Ordinal))
        {
            var words = Prefixes.WithoutKind(table.Name.Name, IsView(table));
            var skip = prefixes[table.Name.Schema ?? ""];
            var wanted = Wanted(table, [.. words.Skip(Math.Min(skip, words.Count - 1))]).Distinct(StringComparer.Ordinal).ToList();
            var name = taken.Take(wanted.Where(name => !plurals.Has(Inflection.Plural(name))).DefaultIfEmpty(wanted[^1]));
            for (var number = 2; !plurals.TryTake(Inflection.Plural(name)); number++)
                name = taken.Take([Reserved.Shortened(wanted[^1], number.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
            names.Add(table.Name, name);
            if (name != wanted[0])
                tell(table.Name, $"is called `{name}`, since `{wanted[0]}` is another table.");
        }

        return names;
    }

    private static int Shared(IEnumerable<CatalogTable> tables) =>
        Prefixes.Common([.. tables.Where(table => !IsView(table)).Select(table => (IReadOnlyList<string>)(table.Name.Name.Contains('_', StringComparison.Ordinal) ? Prefixes.WithoutKind(table.Name.Name, false) : []))], LeastOfPrefix);

    private static IEnumerable<string> Wanted(CatalogTable table, IReadOnlyList<string> words)
    {
        IReadOnlyList<string> singular = words.Count == 0 ? words : Inflection.Singular(words);
        yield return Reserved.Resource(singular);
        if (IsView(table))
            yield return Reserved.Resource([.. singular, "view"]);
        if (table.Name.Schema is { } schema)
            yield return Reserved.Resource([.. Words.Of(schema), .. singular]);
        var whole = Words.Of(table.Name.Name);
        if (whole.Count > 0)
            yield return Reserved.Resource(Inflection.Singular(whole));
    }

    private static bool IsView(CatalogTable table) => table.Kind is CatalogTableKind.View or CatalogTableKind.MaterializedView;
}
