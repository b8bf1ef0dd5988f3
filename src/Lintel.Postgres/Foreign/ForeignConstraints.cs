using Lintel.Adoption.Catalog;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres.Foreign;

/// <summary>
/// What a database that is not ours refused, told by its own catalog: its constraints have names of their own, those of a part of a table others than the table's, and some the
/// contract does not know.
/// </summary>
internal sealed class ForeignConstraints
{
    private const string Raised = "P0001", Exclusion = "23P01", Check = "23514", ViewCheck = "44000";

    private readonly Dictionary<CatalogName, CatalogTable> _tables;
    private readonly Dictionary<CatalogName, Entity> _entities = [];

    public ForeignConstraints(DatabaseCatalog catalog, ServiceModel model, ForeignSchema schema)
    {
        _tables = catalog.Tables.ToDictionary(table => table.Name);
        foreach (var entity in model.Entities)
        {
            if (schema.Find(entity) is { } table) _entities.TryAdd(table.Name, entity);
        }
    }

    /// <summary>Whether a refusal is for the caller to know, though no constraint of the contract's: values, and what the database's own code says.</summary>
    public static bool Is(PostgresException exception) =>
        PostgresFailure.IsOfData(exception) || exception.SqlState is Raised or ViewCheck or "42501" or "428C9" or "55000" or "0A000" or "42809";

    /// <summary>Whether the row that was refused is one of a table, or of a part of it or of an heir.</summary>
    public bool IsOf(PostgresException exception, Entity entity)
    {
        for (var table = Table(exception); table is not null; table = table.Parent is { } parent ? _tables.GetValueOrDefault(parent) : null)
        {
            if (_entities.GetValueOrDefault(table.Name) == entity) return true;
        }
        return false;
    }

    /// <summary>The columns of an entity that the constraint is about; null: it is not known, or has none of the entity's.</summary>
    public IReadOnlyList<Column>? Columns(PostgresException exception, Entity entity)
    {
        var table = Table(exception);
        var names = table?.Uniques.FirstOrDefault(one => one.Name == exception.ConstraintName)?.Columns
            ?? table?.ForeignKeys.FirstOrDefault(one => one.Name == exception.ConstraintName)?.Columns
            ?? table?.Checks.FirstOrDefault(one => one.Name == exception.ConstraintName)?.Columns
            ?? table?.Indexes.FirstOrDefault(one => one.Name == exception.ConstraintName)?.Columns.Select(one => one.Column).OfType<string>().ToArray();
        // A check of a domain names the domain alone.
        if (names is null && exception is { SqlState: Check or "23502", DataTypeName: { } domain })
            names = [.. _entities.Where(known => known.Value == entity).SelectMany(known => _tables[known.Key].Columns).Where(column => IsOf(column.Type, domain)).Select(column => column.Name)];
        return names is null ? null : [.. entity.Columns.Where(column => names.Contains(column.Name, StringComparer.Ordinal))];
    }

    /// <summary>What the database's own code or types refused; null: a constraint did.</summary>
    public static Violation? Of(PostgresException exception, BoundOperation operation)
    {
        if (exception.SqlState == Exclusion) return new Violation(ViolationKind.Excluded, operation.Resource, [], -1);
        if (!Is(exception)) return null;
        if (PostgresFailure.IsNoValue(exception)) return new Violation(ViolationKind.NoValue, operation.Resource, Fields(exception, operation), 0);
        return new Violation(ViolationKind.Refused, operation.Resource, [], -1) { Words = FunctionRefusal.Of(exception) is { Kind: RefusalKind.Raised, Message: { } words } ? words : null };
    }

    /// <summary>The fields whose text the database names in what it says of it, or the only one that it could mean.</summary>
    private static Field[] Fields(PostgresException exception, BoundOperation operation)
    {
        (Field Field, Value Value)[] given = operation switch
        {
            BoundUpdate update => [.. update.Fields.Select((field, i) => (field, operation.Parameters[update.Slots[i]]))],
            BoundInsert { Rows: var rows } => [.. rows.Fields.SelectMany((field, i) => operation.Parameters[rows.Slots[i]].AsList.Select(value => (field, value)))],
            _ => [],
        };
        var sent = given.Where(one => !one.Value.IsNull && one.Field.Type.Kept is not null).ToArray();
        var named = sent.Where(one => exception.MessageText.Contains($"\"{Native.ArrayText.Of(one.Field.Type, one.Value)}\"", StringComparison.Ordinal)).Select(one => one.Field).Distinct().ToArray();
        if (named.Length > 0) return named;
        var natives = sent.Where(one => one.Field.Type.Kind == ScalarKind.Native).Select(one => one.Field).Distinct().ToArray();
        return natives.Length == 1 ? natives : sent.Select(one => one.Field).Distinct().ToArray() is { Length: 1 } only ? only : [];
    }

    private CatalogTable? Table(PostgresException exception) =>
        exception.TableName is { } name ? _tables.GetValueOrDefault(new CatalogName(exception.SchemaName, name)) : null;

    private static bool IsOf(CatalogType type, string domain) =>
        type.Kind is CatalogTypeKind.Domain or CatalogTypeKind.Array && (type.Name.Name == domain || (type.Of is { } of && IsOf(of, domain)));
}
