using Lintel.Adoption.Catalog;
using Lintel.Adoption.Fitting;
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

    /// <summary>Tells the functions of a model how they are called, and what they are given and give which types that has.</summary>
    public void AdoptFunctions(ServiceModel model)
    {
        foreach (var (function, found) in FunctionFit.Attach(model, catalog))
        {
            foreach (var argument in function.Native!.Arguments.Where(argument => argument.Field >= 0))
                ServiceFunction.KeepAs(function.Input.Fields[argument.Field], Kept(found.Arguments[argument.Place].Type));
            // Rows of a resource have the types of its columns.
            if (function.Returns is null or { Kind: FunctionResultKind.Rows }) continue;
            foreach (var field in function.Returns.Rows.Fields)
            {
                if (FunctionFit.TypeOf(found, function.Returns.Kind == FunctionResultKind.Values ? null : field.Column.Name) is { } type) ServiceFunction.KeepAs(field, Kept(type));
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
