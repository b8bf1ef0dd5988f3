using Lintel.Adoption.Catalog;
using Lintel.Adoption.Naming;
using Lintel.Adoption.Writing;

namespace Lintel.Adoption.Designing;

/// <summary>Designs the contract of a database that is already there: what its tables, columns and references are called, and what is known of them.</summary>
internal static class ContractDesigner
{
    /// <summary>Designs a contract. Always the same for the same catalog.</summary>
    /// <param name="catalog">What the database holds.</param>
    /// <param name="types">How its types are written.</param>
    /// <param name="service">What the service is called: the database's name, for example.</param>
    /// <param name="known">The names that there are already; null: none.</param>
    public static ContractDesign Design(DatabaseCatalog catalog, ITypeMap types, string service, KnownNames? known = null)
    {
        known ??= KnownNames.None;
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(types);
        var leftOut = catalog.Omissions.ToList();
        var notes = new List<CatalogOmission>();
        CatalogTable[] tables = [.. catalog.Tables.Where(table => IsServed(table, leftOut))];
        var junctions = Junctions.Find(tables).Where(pair => known.Resource(pair.Key) is null).ToDictionary();
        CatalogTable[] served = [.. tables.Where(table => !junctions.ContainsKey(table.Name))];
        var names = TableNames.Of(served, catalog.DefaultSchema, table => known.Resource(table)?.Name, (table, what) => notes.Add(new CatalogOmission(Noun(table), what)));
        ResourceDesign[] resources =
        [
            .. served.OrderBy(table => table.Name.Schema == catalog.DefaultSchema ? 0 : 1).ThenBy(table => table.Name.Schema, StringComparer.Ordinal)
                .ThenBy(table => names[table.Name], StringComparer.Ordinal).Select(table => new ResourceDesign(table, names[table.Name]) { Allow = Rights.Of(table) }),
        ];

        var work = new DesignWork(resources, types, known, leftOut, notes);
        Keys.Design(work);
        References.Design(work);
        Columns.Design(work);
        Links.Design(work, [.. junctions.Select(pair => (tables.First(table => table.Name == pair.Key), pair.Value.First, pair.Value.Second))]);
        Keys.Spell(work);
        ReverseNames.Design(work);
        Uniques.Design(work);
        Queries.Design(work);
        Checks.Design(work);
        return new ContractDesign
        {
            Service = ServiceName(service),
            Product = catalog.Product,
            DefaultSchema = catalog.DefaultSchema,
            Resources = [.. resources],
            LeftOut = leftOut,
            Notes = notes,
            Candidates = new CandidateText(catalog, types, names).All(),
        };
    }

    /// <summary>What a table is called in sentences: <c>table sales.order</c>.</summary>
    internal static string Noun(CatalogName table) => $"table {table}";

    /// <summary>What a column is called in sentences.</summary>
    internal static string Noun(CatalogName table, string column) => $"column {table}.{column}";

    private static bool IsServed(CatalogTable table, List<CatalogOmission> leftOut)
    {
        var reason = table.Columns.Count == 0 ? "It has no columns."
            : !table.Columns.Any(column => column.Rights.HasFlag(CatalogRights.Select)) ? "The role may not read it."
            : null;
        if (reason is not null)
            leftOut.Add(new CatalogOmission(Noun(table.Name), reason));
        return reason is null;
    }

    private static string ServiceName(string name)
    {
        var words = Words.Of(name);
        var joined = string.Join('-', words.Count == 0 ? ["database"] : words);
        return char.IsAsciiLetter(joined[0]) ? joined : "db-" + joined;
    }
}
