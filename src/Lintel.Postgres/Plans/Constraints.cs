using Lintel.Binding;
using Lintel.Model;
using Lintel.Postgres.Foreign;
using Lintel.Postgres.Native;
using Lintel.Sql.Schema;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres.Plans;

/// <summary>Which constraint PostgreSQL meant: it names the table and the constraint, and its detail has the values that broke it.</summary>
internal sealed class Constraints(ServiceModel model, PostgresDialect dialect, RuleNames rules, ForeignConstraints? foreign = null)
{
    private const string NotNull = "23502", ForeignKey = "23503", Restrict = "23001", Unique = "23505", Check = "23514";

    /// <summary>Whether the database is not ours.</summary>
    public bool AreOfOthers => foreign is not null;

    /// <summary>Whether a refusal is told to the caller: a constraint's, and of a database that is not ours that of its own code and types.</summary>
    public bool Tells(PostgresException exception) => PostgresFailure.IsViolation(exception) || (foreign is not null && ForeignConstraints.Is(exception));

    /// <summary>What refused an insert.</summary>
    public Violation OfInsert(PostgresException exception, InsertPlan plan, BoundOperation operation)
    {
        var all = InsertRows.All(plan, InsertRows.CountOf(operation), operation.Parameters).ToArray();
        if (PostgresFailure.IsWithoutKey(exception) && all.FirstOrDefault(one => one.Level.Lowered.MakesKey)?.Level.Lowered.Resource is { } keyless)
            return new Violation(ViolationKind.NoKeyLeft, keyless, [keyless.Key[0]], -1);
        if (foreign is not null && ForeignConstraints.Of(exception, operation) is { } other) return other with { Row = operation is BoundInsert { Rows.Count: 1 } ? 0 : -1 };
        var rows = all.FirstOrDefault(one => IsOf(exception, Entity(one))) ?? all[0];
        var (lowered, entity) = (rows.Level.Lowered, Entity(rows));
        var (kind, columns, ignoreCase) = Named(exception, entity);
        var row = rows.Count == 1 ? 0 : Row(exception, rows, columns, ignoreCase);
        return lowered.Resource is { } resource
            ? new Violation(kind, resource, Fields(resource, columns), row, Rule: Broken(exception))
            : new Violation(kind, lowered.Relation!.Source, [], row, lowered.Relation);
    }

    /// <summary>What refused an update or a deletion.</summary>
    public Violation OfChange(PostgresException exception, BoundOperation operation)
    {
        var resource = operation.Resource;
        if (foreign is not null && ForeignConstraints.Of(exception, operation) is { } refused) return refused;
        if (operation is not BoundDelete && (exception.TableName is null || IsOf(exception, resource.Entity)))
        {
            var (kind, columns, _) = Named(exception, resource.Entity);
            return new Violation(kind, resource, Fields(resource, columns), 0, Rule: Broken(exception));
        }
        foreach (var other in model.Resources)
        {
            if (IsOf(exception, other.Entity))
                return new Violation(ViolationKind.StillReferenced, other, Fields(other, Named(exception, other.Entity).Columns), -1);
        }
        var relation = model.Resources.SelectMany(source => source.Relations).FirstOrDefault(one => one.Link is { } link && IsOf(exception, link.Entity));
        return relation is null
            ? new Violation(ViolationKind.StillReferenced, resource, [], 0)
            : new Violation(ViolationKind.StillReferenced, relation.Source, [], -1, relation);
    }

    private bool IsOf(PostgresException exception, Entity entity) => foreign?.IsOf(exception, entity) ?? (Plain(entity.Table) == exception.TableName);

    private Rule? Broken(PostgresException exception) => exception.SqlState == Check ? rules.Find(exception.ConstraintName) : null;

    private (ViolationKind Kind, IReadOnlyList<Column> Columns, bool IgnoreCase) Named(PostgresException exception, Entity entity)
    {
        if (foreign?.Columns(exception, entity) is { } known)
            return (exception.SqlState switch { Unique => ViolationKind.Unique, ForeignKey or Restrict => ViolationKind.MissingReference, _ => ViolationKind.Check }, known, false);
        switch (exception.SqlState)
        {
            case Unique:
                var unique = entity.Uniques.FirstOrDefault(one => Plain(one.Name) == exception.ConstraintName) ?? entity.Uniques.FirstOrDefault(one => IsOn(exception, one.Columns));
                return (ViolationKind.Unique, unique?.Columns ?? entity.Key, unique is { IgnoreCase: true });
            case ForeignKey or Restrict:
                var reference = entity.ForeignKeys.FirstOrDefault(one => Plain(one.Name) == exception.ConstraintName) ?? entity.ForeignKeys.FirstOrDefault(one => IsOn(exception, one.Columns));
                return (ViolationKind.MissingReference, reference?.Columns ?? [], false);
            case NotNull:
                return (ViolationKind.Check, [.. entity.Columns.Where(column => Plain(column.Name) == exception.ColumnName)], false);
            default:
                return (ViolationKind.Check, [.. entity.Columns.Where(column => Plain($"ck_{entity.Table}_{column.Name}") == exception.ConstraintName)], false);
        }
    }

    /// <summary>Whether a detail names columns, where the constraint has a name of before they were called otherwise: <c>Key (a, lower(b))=</c>.</summary>
    private static bool IsOn(PostgresException exception, IReadOnlyList<Column> columns) =>
        exception.Detail is { } detail && detail.IndexOf(")=(", StringComparison.Ordinal) is var end and > 0
        && detail[..end].Replace("lower(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)
            == $"Key ({string.Join(", ", columns)}";

    /// <summary>The row whose values the detail has; of two with the same ones the second broke uniqueness.</summary>
    private static int Row(PostgresException exception, InsertRows rows, IReadOnlyList<Column> columns, bool ignoreCase)
    {
        if (exception.Detail is not { } detail || columns.Count == 0) return -1;
        var found = -1;
        for (var row = 0; row < rows.Count; row++)
        {
            var values = columns.Select(column => rows.Value(column, row) is { IsNull: false } value ? ArrayText.Of(column.Type, value) : "null");
            if (!detail.Contains($"=({string.Join(", ", values)})", ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) continue;
            if (found >= 0) return row;
            found = row;
            if (exception.SqlState != Unique) return row;
        }
        return found;
    }

    private static Entity Entity(InsertRows rows) => rows.Level.Lowered.Resource?.Entity ?? rows.Level.Lowered.Relation!.Link!.Entity;

    // As the database has it, which keeps no longer names.
    private string Plain(string name) => dialect.Identifier(name)[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);

    private static Field[] Fields(Resource resource, IReadOnlyList<Column> columns) =>
        [.. resource.Fields.Where(field => columns.Any(field.IsIn))];
}
