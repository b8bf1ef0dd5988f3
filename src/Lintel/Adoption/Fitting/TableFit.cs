using Lintel.Adoption.Catalog;
using Lintel.Model;

namespace Lintel.Adoption.Fitting;

/// <summary>Compares one table with what the contract says of it.</summary>
/// <param name="model">The contract.</param>
/// <param name="entity">The table as the contract has it.</param>
/// <param name="resource">The resource whose rows are in it; null: it holds pairs of a many-to-many relation.</param>
/// <param name="table">The table as the database has it.</param>
/// <param name="types">Which types of the contract hold those of the database; null: any.</param>
/// <param name="names">How the database compares names.</param>
/// <param name="report">Takes what is found.</param>
internal sealed class TableFit(ServiceModel model, Entity entity, Resource? resource, CatalogTable table, ITypeMap? types, StringComparer names, Action<Misfit> report)
{
    private readonly Allowed _allowed = AllowedFor(resource);
    private readonly string _name = resource?.Name ?? entity.Table;

    public void Check()
    {
        var columns = table.Columns.ToDictionary(column => column.Name, names);
        foreach (var column in entity.Columns)
        {
            if (!columns.TryGetValue(column.Name, out var found))
            {
                Hard(MisfitKind.Missing, column, $"The table '{table.Name}' has no column '{column.Name}'.", $"It has {List(table.Columns.Select(one => one.Name))}: if it is one of them now, say so with `column`; otherwise remove the field.");
                continue;
            }
            Type(column, found);
            Nulls(column, found);
            Source(column, found);
        }
        if (Allows(Allowed.Create))
        {
            Unknown();
            Sequences();
        }
        Key();
        Rights();
        Locks();
        Uniques();
        References();
    }

    private void Type(Column column, CatalogColumn found)
    {
        if (types is null || TypeFit.Compare(column.Type, types.Of(found.Type)) is not { } wrong) return;
        Report(MisfitKind.Type, column, $"The contract says {column.Type}, and the column '{found.Name}' of '{table.Name}' is {found.Type.Text}{wrong.Why}.", wrong.Advice, wrong.IsHard);
    }

    private void Nulls(Column column, CatalogColumn found)
    {
        var nullable = found.Nullable && !found.Type.NotNull;
        if (nullable && !column.Nullable && table.Kind is not (CatalogTableKind.View or CatalogTableKind.MaterializedView) && !column.IsReadOnly)
            Soft(MisfitKind.Null, column, $"The column '{found.Name}' of '{table.Name}' may be null, and the contract says that it is not.", "Say `?` behind the type, or make the column NOT NULL.");
        if (nullable || !column.Nullable || column.IsReadOnly || Filled(found) || !Allows(Allowed.Create | Allowed.Update)) return;
        Hard(MisfitKind.Null, column, $"The contract lets it be null, and the column '{found.Name}' of '{table.Name}' is NOT NULL.", "Remove the `?` behind the type, so that a value is asked for.");
    }

    /// <summary>Who makes the values.</summary>
    private void Source(Column column, CatalogColumn found)
    {
        var field = resource?.Fields.FirstOrDefault(field => field.IsStored && field.Column == column);
        // A key that callers can't give is in no write.
        var isWritten = !column.IsReadOnly && field is not { Role: FieldRole.Key, ReadOnly: true };
        if (found.IsGenerated && isWritten && Allows(Allowed.Create | Allowed.Update))
            Hard(MisfitKind.Source, column, $"Only the database makes the values of the column '{found.Name}' of '{table.Name}'.", "Say `readOnly: true, default: database`.");
        var isMade = column.Identity || field?.Default == DefaultKind.Database;
        if (!isMade || !Allows(Allowed.Create) || Filled(found) || (found.Nullable && !found.Type.NotNull)) return;
        var says = $"The contract says that the database has a default, and the column '{found.Name}' of '{table.Name}' has none";
        if (table.HasInsertTrigger) Soft(MisfitKind.Source, column, $"{says}: a trigger must give it a value.", "If none does, remove `default: database`, so that a value is asked for.");
        else Hard(MisfitKind.Source, column, $"{says}.", "Remove `default: database`, so that a value is asked for.");
    }

    private void Unknown()
    {
        var known = entity.Columns.Select(column => column.Name).ToHashSet(names);
        foreach (var column in table.Columns.Where(column => !column.Nullable && !Filled(column) && !known.Contains(column.Name)))
        {
            var says = $"The column '{column.Name}' of '{table.Name}' is NOT NULL and has no default, and no field gives it a value";
            if (table.HasInsertTrigger) Soft(MisfitKind.Source, "fields", $"{says}: a trigger must.", "If none does, no row can be created: add a field for it, or leave `create` out of `allow`.");
            else Hard(MisfitKind.Source, "fields", $"{says}: no row can be created.", "Add a field for it, or leave `create` out of `allow`.");
        }
    }

    // What nobody gives comes from the default.
    private void Sequences()
    {
        foreach (var found in table.Columns.Where(column => column.IsDefaultDenied))
        {
            var (finding, advice) = ($"The role has no right to the sequence that numbers the column '{found.Name}' of '{table.Name}'.", "GRANT USAGE ON that sequence to the role, or leave `create` out of `allow`.");
            if (entity.Columns.FirstOrDefault(column => names.Equals(column.Name, found.Name)) is not { } column) Hard(MisfitKind.Rights, "allow", finding, advice);
            else if (column.Identity || resource?.Fields.FirstOrDefault(field => field.IsStored && field.IsIn(column)) is { Default: DefaultKind.Database or DefaultKind.Identity }) Hard(MisfitKind.Rights, column, finding, advice);
        }
    }

    private void Key()
    {
        if (entity.Key.Count == 0) return;
        var key = entity.Key.Select(column => column.Name).ToHashSet(names);
        if (IsUnique(key)) return;
        var says = $"The contract says that {List(key)} {(key.Count == 1 ? "tells" : "tell")} the rows of '{table.Name}' apart";
        if (table.Kind is CatalogTableKind.View or CatalogTableKind.ForeignTable)
            Soft(MisfitKind.Unique, "key", $"{says}, which {(table.Kind == CatalogTableKind.View ? "a view" : "a foreign table")} can't promise.", "Where two rows are the same in them, one of them is served.");
        else Hard(MisfitKind.Unique, "key", $"{says}, and it has neither a primary key nor a unique constraint over {(key.Count == 1 ? "it" : "them")}.", "Add one, name another `key`, or say `key: none`.");
    }

    private void Rights()
    {
        foreach (var (word, allowed, right, verb) in (ReadOnlySpan<(string, Allowed, CatalogRights, string)>)
            [("read", Allowed.Read, CatalogRights.Select, "SELECT"), ("create", Allowed.Create, CatalogRights.Insert, "INSERT"), ("update", Allowed.Update, CatalogRights.Update, "UPDATE"), ("delete", Allowed.Delete, CatalogRights.Delete, "DELETE")])
        {
            if (!Allows(allowed)) continue;
            if (!table.Rights.HasFlag(right))
            {
                Hard(MisfitKind.Rights, "allow", $"The contract allows `{word}`, and {Why(right)}.", $"GRANT {verb} ON it to the role, or leave `{word}` out of `allow`.");
                continue;
            }
            if (right == CatalogRights.Delete) continue;
            foreach (var column in entity.Columns.Where(column => right == CatalogRights.Select || IsWritten(column, right)))
            {
                if (table.Columns.FirstOrDefault(one => names.Equals(one.Name, column.Name)) is { } found && !found.Rights.HasFlag(right))
                    Hard(MisfitKind.Rights, column, $"The role has no right to {verb} the column '{found.Name}' of '{table.Name}'.", right == CatalogRights.Select ? "GRANT it, or remove the field." : "GRANT it, or say `readOnly: true`.");
            }
        }
    }

    // PostgreSQL asks who locks a row for the right to change it.
    private void Locks()
    {
        if (Allows(Allowed.Delete) && table.Kind is CatalogTableKind.Table or CatalogTableKind.PartitionedTable && table.Rights.HasFlag(CatalogRights.Delete) && !table.Rights.HasFlag(CatalogRights.Update))
            Soft(MisfitKind.Rights, "allow", $"A deletion with `If-Match` locks the row first, for which the role needs a right to UPDATE '{table.Name}', and it has none.", "GRANT UPDATE on any column of it; deletions without a condition need none.");
    }

    private string Why(CatalogRights right) => right != CatalogRights.Select && table.Kind is CatalogTableKind.View or CatalogTableKind.MaterializedView or CatalogTableKind.ForeignTable
        ? $"'{table.Name}' is no plain table: the database or the role's rights do not let it be written so"
        : $"the role has no right to it on '{table.Name}'";

    private bool IsWritten(Column column, CatalogRights right) => IsWritten(entity, resource, column, right);

    private void Uniques()
    {
        foreach (var unique in entity.Uniques.Where(unique => !IsUnique(unique.Columns.Select(column => column.Name).ToHashSet(names))))
        {
            var (finding, advice) = ($"The contract says that {List(unique.Columns.Select(column => column.Name))} of '{table.Name}' are unique, which nothing in the database keeps.", "Add a unique constraint, or remove `unique`.");
            if (unique.Columns is [var only]) Soft(MisfitKind.Unique, only, finding, advice);
            else Soft(MisfitKind.Unique, "unique", finding, advice);
        }
    }

    private void References()
    {
        foreach (var key in entity.ForeignKeys)
        {
            var own = key.Columns.Select(column => column.Name).ToHashSet(names);
            if (table.Kind is CatalogTableKind.View or CatalogTableKind.MaterializedView || table.ForeignKeys.Any(found => own.SetEquals(found.Columns))) continue;
            Soft(MisfitKind.Reference, key.Columns[0], $"No foreign key from {List(own)} of '{table.Name}' keeps the reference that the contract has.", "A row may lead to one that is not there: it is served as null.");
        }
    }

    private bool IsUnique(HashSet<string> columns) =>
        table.Key.Count > 0 && columns.IsSupersetOf(table.Key) || table.Uniques.Any(unique => !unique.IgnoreCase && columns.IsSupersetOf(unique.Columns)) || table.Uniques.Any(unique => columns.SetEquals(unique.Columns));

    /// <summary>Whether callers may give a column values.</summary>
    public static bool IsWritten(Entity entity, Resource? resource, Column column) =>
        (AllowedFor(resource).HasFlag(Allowed.Create) && (resource is null || IsWritten(entity, resource, column, CatalogRights.Insert)))
        || (AllowedFor(resource).HasFlag(Allowed.Update) && IsWritten(entity, resource, column, CatalogRights.Update));

    private static bool IsWritten(Entity entity, Resource? resource, Column column, CatalogRights right)
    {
        var field = resource?.Fields.FirstOrDefault(field => field.IsStored && field.IsIn(column));
        return !column.IsReadOnly && !column.Identity && field is { ReadOnly: false } && (right == CatalogRights.Insert || field is { Immutable: false } && !entity.Key.Contains(column));
    }

    // Pairs are made and deleted, never changed. What is owned is written as a change of its root.
    private static Allowed AllowedFor(Resource? resource)
    {
        if (resource is null) return Allowed.Read | Allowed.Create | Allowed.Delete;
        if (resource.Owner is null) return resource.Allowed;
        var root = resource;
        while (root.Owner is { } owner) root = owner.Source;
        return (root.Allowed & (Allowed.Create | Allowed.Update)) == 0 ? root.Allowed & Allowed.Read : Allowed.All;
    }

    private static bool Filled(CatalogColumn column) => column.Default is not null || column.IsIdentity || column.IsGenerated;

    private bool Allows(Allowed any) => (_allowed & any) != 0;

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"'{column}'"));

    private void Hard(MisfitKind kind, Column column, string finding, string advice) => Report(kind, column, finding, advice, isHard: true);

    private void Soft(MisfitKind kind, Column column, string finding, string advice) => Report(kind, column, finding, advice, isHard: false);

    private void Hard(MisfitKind kind, string key, string finding, string advice) => Report(kind, key, finding, advice, isHard: true);

    private void Soft(MisfitKind kind, string key, string finding, string advice) => Report(kind, key, finding, advice, isHard: false);

    private void Report(MisfitKind kind, Column column, string finding, string advice, bool isHard) => report(Misfit.Of(model, entity, column, kind, finding, advice, isHard));

    // What is about the table as a whole.
    private void Report(MisfitKind kind, string key, string finding, string advice, bool isHard) =>
        report(new Misfit(kind, _name, finding, advice, isHard) { Path = MisfitPlaces.Of(model, entity, resource, key) });
}
