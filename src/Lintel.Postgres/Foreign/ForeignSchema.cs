using Lintel.Adoption.Catalog;
using Lintel.Model;
using Lintel.Postgres.Native;

namespace Lintel.Postgres.Foreign;

/// <summary>Tells the columns of a model which types they have in a database that is not ours.</summary>
internal sealed class ForeignSchema(DatabaseCatalog catalog, ComparableTypes comparable)
{
    private readonly Dictionary<CatalogName, CatalogTable> _tables = catalog.Tables.ToDictionary(table => table.Name);

    /// <summary>Tells all columns that the database has; the others are for whoever compares the two.</summary>
    public void Adopt(ServiceModel model)
    {
        foreach (var entity in model.Entities)
        {
            if (Find(entity) is not { } table) continue;
            foreach (var column in entity.Columns)
            {
                if (table.Columns.FirstOrDefault(one => one.Name == column.Name) is { } known) model.KeepAs(column, Kept(known.Type));
            }
        }
    }

    /// <summary>The table of an entity; null: there is none.</summary>
    public CatalogTable? Find(Entity entity) => _tables.GetValueOrDefault(new CatalogName(entity.Schema ?? catalog.DefaultSchema, entity.Table));

    private Kept Kept(CatalogType type)
    {
        var value = type.Base is { Kind: CatalogTypeKind.Array, Of: { } element } ? element.Base : type.Base;
        return Model.Kept.AsNative(NativeForms.Sql(value.Name.Schema, value.Name.Name)) with
        {
            HasEquality = comparable.HasEquality(value),
            HasOrder = comparable.HasOrder(value),
            IsCertain = value.Name is not { Schema: "pg_catalog", Name: "float4" or "float8" or "numeric" or "money" or "date" or "time" or "timestamp" or "timestamptz" or "uuid" },
        };
    }
}
