using Lintel.Binding;
using Lintel.Model;
using Lintel.Sql.Dialect;
using Lintel.Sql.Lowering;
using Lintel.Sql.Schema;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Plans;

/// <summary>
/// Which constraint SQLite meant. Uniqueness names table and columns, a check and a rule their names; a foreign key names nothing and is looked up.
/// </summary>
internal sealed class Constraints(ServiceModel model, SqlDialect dialect, RuleNames rules)
{
    private const string ReferenceFailed = "FOREIGN KEY constraint failed";
    private const int ForeignKey = 787, Trigger = 1811, PrimaryKey = 1555, RowId = 2579, Unique = 2067;

    /// <summary>The table of an insert.</summary>
    public static Entity EntityOf(LoweredInsert insert) => insert.Resource?.Entity ?? insert.Relation!.Link!.Entity;

    /// <summary>What refused a row of an insert.</summary>
    public Violation OfInsert(SqliteConnection connection, LoweredInsert insert, int row)
    {
        if (Broken(connection) is { } rule) return new Violation(ViolationKind.Check, insert.Resource!, [], row, Rule: rule);
        var kind = Sqlite3.ErrorCode(connection.Handle) is Unique or PrimaryKey or RowId ? ViolationKind.Unique : ViolationKind.Check;
        var columns = Named(EntityOf(insert), SqliteFailure.Message(connection.Handle));
        if (insert.Resource is { } resource) return new Violation(kind, resource, Fields(resource, columns), row);
        return new Violation(kind, insert.Relation!.Source, [], row, insert.Relation);
    }

    /// <summary>What refused an update or a deletion.</summary>
    public Violation OfChange(SqliteConnection connection, BoundOperation operation)
    {
        var resource = operation.Resource;
        var code = Sqlite3.ErrorCode(connection.Handle);
        var message = SqliteFailure.Message(connection.Handle);
        if (operation is BoundUpdate or BoundRefresh or BoundTouch && Broken(connection) is { } rule) return new Violation(ViolationKind.Check, resource, [], 0, Rule: rule);
        // A deletion that would leave a broken rule is kept away by the row of that rule.
        if (!IsReference(connection) && Broken(connection) is null)
        {
            var kind = code is Unique or PrimaryKey or RowId ? ViolationKind.Unique : ViolationKind.Check;
            return new Violation(kind, resource, Fields(resource, Named(resource.Entity, message)), 0);
        }
        if (operation is BoundDelete delete) return StillReferenced(connection, delete);
        var update = (BoundUpdate)operation;
        foreach (var reference in resource.Entity.ForeignKeys)
        {
            var values = new Value[reference.Columns.Count];
            var given = true;
            for (var i = 0; i < values.Length; i++)
            {
                var at = update.Fields.TakeWhile(field => !field.IsIn(reference.Columns[i])).Count();
                given &= at < update.Fields.Count;
                if (given) values[i] = operation.Parameters[update.Slots[at]];
            }
            if (given && IsMissing(connection, reference, values))
                return new Violation(ViolationKind.MissingReference, resource, Fields(resource, reference.Columns), 0);
        }
        return new Violation(ViolationKind.MissingReference, resource, [], 0);
    }

    /// <summary>Whether the row that a reference leads to is not there; false where the reference is null.</summary>
    public bool IsMissing(SqliteConnection connection, ForeignKey reference, Value[] values)
    {
        if (Array.Exists(values, value => value.IsNull)) return false;
        var conditions = reference.TargetColumns.Select((column, i) => $"{dialect.Identifier(column.Name)} = ?{i + 1}");
        var text = $"SELECT 1 FROM {dialect.Table(reference.TargetSchema, reference.TargetTable)} WHERE {string.Join(" AND ", conditions)}";
        return !Finds(connection, text, reference.TargetColumns, values);
    }

    /// <summary>The violation of a row whose reference leads nowhere.</summary>
    public static Violation Missing(LoweredInsert insert, ForeignKey reference, int row) => insert.Resource is { } resource
        ? new Violation(ViolationKind.MissingReference, resource, Fields(resource, reference.Columns), row)
        : new Violation(ViolationKind.MissingReference, insert.Relation!.Source, [], row, insert.Relation);

    /// <summary>Whether the last failure was that of a reference.</summary>
    public static bool IsReference(SqliteConnection connection) => Sqlite3.ErrorCode(connection.Handle) switch
    {
        ForeignKey => true,
        // What a reference does to rows that refer has the code of triggers too; a trigger of others has words of its own.
        Trigger => SqliteFailure.Message(connection.Handle) == ReferenceFailed,
        _ => false,
    };

    private Rule? Broken(SqliteConnection connection) => Sqlite3.ErrorCode(connection.Handle) == Trigger ? rules.Find(SqliteFailure.Message(connection.Handle)) : null;

    private Violation StillReferenced(SqliteConnection connection, BoundDelete delete)
    {
        var key = delete.Resource.Key;
        var conditions = key.Select((field, i) => $"{dialect.Identifier(field.Column.Name)} = ?{i + 1}");
        var where = string.Join(" AND ", conditions);
        var values = delete.Key.Select(slot => delete.Parameters[slot]).ToArray();
        var columns = key.Select(field => field.Column).ToArray();
        return Referring(connection, delete.Resource.Entity, where, columns, values, [])
            ?? new Violation(ViolationKind.StillReferenced, delete.Resource, [], 0);
    }

    /// <summary>The first reference that keeps a row of the table, or one that would be deleted with it.</summary>
    private Violation? Referring(SqliteConnection connection, Entity target, string where, Column[] columns, Value[] values, HashSet<Entity> seen)
    {
        if (!seen.Add(target)) return null;
        foreach (var entity in model.Entities)
        {
            foreach (var reference in entity.ForeignKeys.Where(reference => reference.TargetTable == target.Table))
            {
                var mine = string.Join(", ", reference.Columns.Select(column => dialect.Identifier(column.Name)));
                var theirs = string.Join(", ", reference.TargetColumns.Select(column => dialect.Identifier(column.Name)));
                var condition = $"({mine}) IN (SELECT {theirs} FROM {dialect.Table(target)} WHERE {where})";
                if (reference.OnDelete == OnDelete.Cascade)
                {
                    if (Referring(connection, entity, condition, columns, values, seen) is { } deeper) return deeper;
                }
                else if (reference.OnDelete == OnDelete.Restrict
                    && Finds(connection, $"SELECT 1 FROM {dialect.Table(entity)} WHERE {condition} LIMIT 1", columns, values))
                {
                    var resource = model.Resources.FirstOrDefault(resource => resource.Entity == entity);
                    if (resource is not null) return new Violation(ViolationKind.StillReferenced, resource, Fields(resource, reference.Columns), -1);
                    var relation = model.Resources.SelectMany(source => source.Relations).First(relation => relation.Link?.Entity == entity);
                    return new Violation(ViolationKind.StillReferenced, relation.Source, [], -1, relation);
                }
            }
        }
        return null;
    }

    private static bool Finds(SqliteConnection connection, string text, IReadOnlyList<Column> columns, Value[] values)
    {
        var sources = columns.Select((column, i) => new SqlParameter(ParameterSource.Slot, i, column.Type)).ToArray();
        var source = new SqlStatement(text, sources, []);
        var statement = connection.Prepare(source);
        ParameterBinding.Bind(connection, statement, sources, values);
        try
        {
            return statement.Step();
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The columns that a message ends with: <c>table.column, table.column</c>, or the name of a check or of an index.</summary>
    private static Column[] Named(Entity entity, string message)
    {
        var at = message.IndexOf(": ", StringComparison.Ordinal);
        // A strict table: "cannot store TEXT value in INTEGER column table.column".
        if (at < 0) return [.. entity.Columns.Where(column => message.EndsWith($" column {entity.Table}.{column.Name}", StringComparison.Ordinal))];
        var rest = message[(at + 2)..];
        // Whole, since the names of others may have commas and points in them.
        var sets = entity.Uniques.Select(unique => unique.Columns).Append(entity.Key).Concat(entity.Columns.Select(column => (IReadOnlyList<Column>)[column]));
        if (sets.FirstOrDefault(set => string.Join(", ", set.Select(column => $"{entity.Table}.{column.Name}")) == rest) is { } named) return [.. named];
        var prefix = entity.Table + ".";
        var names = rest.Split(", ").Select(name => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name).ToArray();
        var columns = entity.Columns.Where(column => names.Contains(column.Name) || names.Contains($"ck_{entity.Table}_{column.Name}")).ToArray();
        if (columns.Length > 0) return columns;
        return [.. entity.Uniques.Where(unique => rest == $"index '{unique.Name}'").SelectMany(unique => unique.Columns)];
    }

    private static Field[] Fields(Resource resource, IReadOnlyList<Column> columns) =>
        [.. resource.Fields.Where(field => columns.Any(field.IsIn))];
}
