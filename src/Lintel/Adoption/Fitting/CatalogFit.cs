using Lintel.Adoption.Catalog;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Adoption.Fitting;

/// <summary>Compares what a contract says of a database that is already there with what is there.</summary>
public static class CatalogFit
{
    /// <summary>The schemas in which the tables and functions of a model are; empty: it does not say of all of them.</summary>
    public static IReadOnlyList<string> Schemas(ServiceModel model)
    {
        string?[] schemas = [.. model.Entities.Select(entity => entity.Schema).Concat(model.Functions.Select(function => function.Schema)).Distinct()];
        return schemas.Contains(null) ? [] : [.. schemas.OfType<string>()];
    }

    /// <summary>Everything in which they differ, in the contract's order; empty: the database fits.</summary>
    /// <param name="model">The contract.</param>
    /// <param name="catalog">The database.</param>
    /// <param name="types">Which types of the contract hold those of the database; null: it gives any value to any column.</param>
    public static IReadOnlyList<Misfit> Check(ServiceModel model, DatabaseCatalog catalog, ITypeMap? types)
    {
        // SQLite finds a table whatever the case of its letters.
        var names = catalog.DefaultSchema is null ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var tables = new Dictionary<string, CatalogTable>(names);
        foreach (var table in catalog.Tables)
        {
            tables[Key(table.Name.Schema, table.Name.Name)] = table;
            if (table.Name.Schema is not null && table.Name.Schema == catalog.DefaultSchema) tables[Key(null, table.Name.Name)] = table;
        }
        var resources = model.Resources.ToLookup(resource => resource.Entity);
        var found = new List<Misfit>();
        foreach (var entity in model.Entities)
        {
            var resource = resources[entity].FirstOrDefault();
            if (tables.TryGetValue(Key(entity.Schema, entity.Table), out var table)) new TableFit(model, entity, resource, table, types, names, found.Add).Check();
            else found.Add(Missing(model, entity, resource, catalog));
        }
        found.AddRange(FunctionFit.Check(model, catalog, types));
        return found;
    }

    /// <summary>Whether callers may give a column of the contract values.</summary>
    public static bool IsWritten(ServiceModel model, Entity entity, Column column) => TableFit.IsWritten(entity, model.Resources.FirstOrDefault(resource => resource.Entity == entity), column);

    /// <summary>Sees to it that requests can be served. Gives what people should know all the same, as sentences.</summary>
    /// <exception cref="StoreException">They can't: with everything that is in the way.</exception>
    public static IReadOnlyList<string> Require(ServiceModel model, DatabaseCatalog catalog, ITypeMap? types)
    {
        var misfits = Check(model, catalog, types).ToLookup(misfit => misfit.IsHard);
        if (misfits[true].Any())
            throw new StoreException(StoreFailure.SchemaMismatch, $"The database does not fit the contract:{string.Concat(misfits[true].Select(misfit => $"\n  {misfit}"))}");
        return [.. misfits[false].Select(misfit => misfit.ToString())];
    }

    private static Misfit Missing(ServiceModel model, Entity entity, Resource? resource, DatabaseCatalog catalog)
    {
        var name = new CatalogName(entity.Schema ?? catalog.DefaultSchema, entity.Table).ToString();
        var omission = catalog.Omissions.FirstOrDefault(omission => omission.What.EndsWith(" " + name, StringComparison.Ordinal));
        var (finding, advice) = omission is null
            ? ($"The database has no table '{name}'.", "If it has another name now, say so with `table`; otherwise remove what is in it from the contract.")
            : ($"The table '{name}' can't be used.", omission.Reason);
        return new Misfit(MisfitKind.Missing, resource?.Name ?? entity.Table, finding, advice, IsHard: true) { Path = MisfitPlaces.Of(model, entity, resource, "table") };
    }

    private static string Key(string? schema, string table) => $"{schema}\0{table}";
}
