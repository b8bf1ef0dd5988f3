using System.Globalization;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>An insert as a tree of statements, each run once for each of its rows: parents before children and links.</summary>
public sealed record LoweredInsert
{
    /// <summary>The statement; its parameters are places in lists, or matched fields of the parent's row.</summary>
    public required SqlStatement Statement { get; init; }

    /// <summary>The resource of the rows; null for links.</summary>
    public Resource? Resource { get; init; }

    /// <summary>The relation from the parent; null for roots.</summary>
    public Relation? Relation { get; init; }

    /// <summary>The slot of the list with the index of each row's parent; -1 where rows have none.</summary>
    public int ParentSlot { get; init; } = -1;

    /// <summary>The fields that are given; of links the key of the target.</summary>
    public required IReadOnlyList<Field> Fields { get; init; }

    /// <summary>The slots of their lists.</summary>
    public required IReadOnlyList<int> Slots { get; init; }

    /// <summary>Whether the database makes the key of rows that are given none.</summary>
    public bool MakesKey { get; init; }

    /// <summary>The parts of the key that an external database makes, in the order in which the statement tells them; none: it makes none.</summary>
    public IReadOnlyList<Field> Returned { get; init; } = [];

    /// <summary>Owned children, then links.</summary>
    public IReadOnlyList<LoweredInsert> Children { get; init; } = [];
}

/// <summary>An update or a deletion as statements.</summary>
/// <param name="Statement">What changes or deletes the row.</param>
/// <param name="Exists">What finds the row by its key alone, to tell a missing row from one of another version; null: that no row changes is no failure.</param>
public sealed record LoweredChange(SqlStatement Statement, SqlStatement? Exists);

/// <summary>Inserts, updates and deletions as statements.</summary>
public sealed class WriteLowering(SqlDialect dialect)
{
    private static readonly FieldType Number = FieldType.Of(ScalarKind.Long);

    /// <summary>Lowers an insert.</summary>
    public LoweredInsert Lower(BoundInsert insert) => Rows(insert.Rows);

    /// <summary>Lowers pairs of a many-to-many relation; those that are there stay as they are.</summary>
    public LoweredInsert Lower(BoundLink links)
    {
        var link = links.Relation.Link!;
        var parameters = new ParameterList(dialect);
        Field[] fields = [.. links.Relation.SourceFields, .. links.Relation.TargetFields];
        int[] slots = [.. links.Source, .. links.Target];
        var names = link.Source.Concat(link.Target).Select(column => column.Name).ToList();
        var values = fields.Select((field, i) => parameters.Add(ParameterSource.RowSlot, slots[i], field.Type)).ToList();
        var insert = Insert(link.Entity, names, values, parameters);
        return new LoweredInsert
        {
            Statement = insert with { Text = $"{insert.Text}\nON CONFLICT DO NOTHING" },
            Relation = links.Relation,
            Fields = fields,
            Slots = slots,
        };
    }

    /// <summary>Lowers the end of a pair; one that is not there is not found.</summary>
    public LoweredChange Lower(BoundUnlink pair)
    {
        var link = pair.Relation.Link!;
        var columns = link.Source.Concat(link.Target).Select(column => dialect.Identifier(column.Name)).ToArray();
        Field[] fields = [.. pair.Relation.SourceFields, .. pair.Relation.TargetFields];
        int[] slots = [.. pair.Source, .. pair.Target];
        var parameters = new ParameterList(dialect);
        var where = string.Join(" AND ", columns.Select((column, i) => $"{column} = {parameters.Add(ParameterSource.Slot, slots[i], fields[i].Type)}"));
        var table = dialect.Table(link.Entity);
        return new LoweredChange(
            new SqlStatement($"DELETE FROM {table}\nWHERE {where}", [.. parameters.Parameters], []),
            new SqlStatement($"SELECT 1\nFROM {table}\nWHERE {where}", [.. parameters.Parameters], [Number]));
    }

    /// <summary>Lowers an update.</summary>
    public LoweredChange Lower(BoundUpdate update)
    {
        var parameters = new ParameterList(dialect);
        var text = Update(update, parameters);
        return new LoweredChange(new SqlStatement(text, [.. parameters.Parameters], []), Exists(update.Resource, update.Key, update.OfDeleted));
    }

    /// <summary>Lowers a deletion.</summary>
    public LoweredChange Lower(BoundDelete delete)
    {
        var parameters = new ParameterList(dialect);
        var text = $"DELETE FROM {Table(delete.Resource)}\nWHERE {Condition(delete.Resource, delete.Key, ofDeleted: true, delete.VersionSlot, parameters)}";
        return new LoweredChange(new SqlStatement(text, [.. parameters.Parameters], []), Exists(delete.Resource, delete.Key, ofDeleted: true));
    }

    /// <summary>The text of an update.</summary>
    internal string Update(BoundUpdate update, ParameterList parameters)
    {
        var sets = update.Fields.Select((field, i) =>
            $"{dialect.Identifier(field.Column.Name)} = {parameters.Add(ParameterSource.Slot, update.Slots[i], field.Type)}").ToList();
        if (update.Resource.Version is { } version && !update.Fields.Contains(version))
        {
            var column = dialect.Identifier(version.Column.Name);
            sets.Add($"{column} = {column} + 1");
        }
        if (sets.Count == 0)
        {
            var key = dialect.Identifier(update.Resource.Key[0].Column.Name);
            sets.Add($"{key} = {key}");
        }
        return $"UPDATE {Table(update.Resource)}\nSET {string.Join(", ", sets)}\nWHERE {Condition(update.Resource, update.Key, update.OfDeleted, update.VersionSlot, parameters)}";
    }

    /// <summary>The text of an insert.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="entity">The table.</param>
    /// <param name="names">The columns.</param>
    /// <param name="source">Where their values come from.</param>
    internal static string Insert(SqlDialect dialect, Entity entity, List<string> names, string source) => names.Count == 0
        ? $"INSERT INTO {dialect.Table(entity)} DEFAULT VALUES"
        : $"INSERT INTO {dialect.Table(entity)} ({string.Join(", ", names.Select(dialect.Identifier))})\n{source}";

    private SqlStatement Exists(Resource resource, IReadOnlyList<int> key, bool ofDeleted)
    {
        var parameters = new ParameterList(dialect);
        var text = $"SELECT 1\nFROM {Table(resource)}\nWHERE {Row(resource, key, ofDeleted, parameters)}";
        return new SqlStatement(text, [.. parameters.Parameters], [Number]);
    }

    private string Condition(Resource resource, IReadOnlyList<int> key, bool ofDeleted, int versionSlot, ParameterList parameters)
    {
        var where = Row(resource, key, ofDeleted, parameters);
        if (versionSlot < 0) return where;
        var version = resource.Version ?? throw new NotSupportedException($"'{resource}' has no version to compare.");
        var list = parameters.Add(ParameterSource.List, versionSlot, version.Type);
        return $"{where} AND {dialect.InList(dialect.Identifier(version.Column.Name), list, version.Type, negated: false)}";
    }

    private string Row(Resource resource, IReadOnlyList<int> key, bool ofDeleted, ParameterList parameters)
    {
        var same = resource.Key.Select((field, i) => $"{dialect.Identifier(field.Column.Name)} = {parameters.Add(ParameterSource.Slot, key[i], field.Type)}");
        var shown = resource.DeletedAt is { } deletedAt && !ofDeleted ? $" AND {dialect.Identifier(deletedAt.Column.Name)} IS NULL" : "";
        return string.Join(" AND ", same) + shown;
    }

    private LoweredInsert Rows(BoundRows rows)
    {
        var parameters = new ParameterList(dialect);
        var names = new List<string>();
        var values = new List<string>();
        for (var i = 0; i < rows.Fields.Count; i++)
        {
            var column = rows.Fields[i].Column;
            names.Add(column.Name);
            var value = parameters.Add(ParameterSource.RowSlot, rows.Slots[i], rows.Fields[i].Type);
            values.Add(column.Identity ? dialect.IdentityValue(rows.Resource.Entity, column, value) : value);
        }
        if (rows.Relation is { } relation && rows.ParentSlot >= 0)
        {
            for (var i = 0; i < relation.TargetFields.Count; i++)
            {
                names.Add(relation.TargetFields[i].Column.Name);
                values.Add(parameters.Add(ParameterSource.Parent, i, relation.SourceFields[i].Type));
            }
        }
        if (rows.Resource.Version is { } version && !rows.Fields.Contains(version))
        {
            names.Add(version.Column.Name);
            values.Add(1.ToString(CultureInfo.InvariantCulture));
        }
        var makesKey = rows.Resource.Key is [{ Column.Identity: true }];
        var children = rows.Children.Select(Rows).Concat(rows.Links.Select(Links));
        var insert = Insert(rows.Resource.Entity, names, values, parameters);
        if (makesKey) insert = new SqlStatement(insert.Text + dialect.ReturningClause(rows.Resource.Key[0].Column), insert.Parameters, [Number]);
        Field[] returned = [.. rows.Resource.Key.Where(field => field.Default == DefaultKind.Database && !rows.Fields.Contains(field))];
        if (returned.Length > 0)
        {
            var told = returned.Select(field => dialect.Output(dialect.Identifier(field.Column.Name), field.Type));
            insert = new SqlStatement($"{insert.Text}\nRETURNING {string.Join(", ", told)}", insert.Parameters, [.. returned.Select(field => field.Type)]);
        }
        return new LoweredInsert
        {
            Statement = insert,
            Returned = returned,
            Resource = rows.Resource,
            Relation = rows.Relation,
            ParentSlot = rows.Relation is null ? -1 : rows.ParentSlot,
            Fields = rows.Fields,
            Slots = rows.Slots,
            MakesKey = makesKey,
            Children = [.. children],
        };
    }

    private LoweredInsert Links(BoundLinks links)
    {
        var link = links.Relation.Link!;
        var parameters = new ParameterList(dialect);
        var names = link.Source.Concat(link.Target).Select(column => column.Name).ToList();
        var source = links.Relation.SourceFields.Select((field, i) => parameters.Add(ParameterSource.Parent, i, field.Type)).ToArray();
        var target = links.Relation.TargetFields.Select((field, i) => parameters.Add(ParameterSource.RowSlot, links.Slots[i], field.Type));
        return new LoweredInsert
        {
            Statement = Insert(link.Entity, names, [.. source, .. target], parameters),
            Relation = links.Relation,
            ParentSlot = links.ParentSlot,
            Fields = links.Relation.TargetFields,
            Slots = links.Slots,
        };
    }

    private SqlStatement Insert(Entity entity, List<string> names, List<string> values, ParameterList parameters)
    {
        var lists = Enumerable.Range(1, parameters.Parameters.Count).ToList();
        return new SqlStatement(Insert(dialect, entity, names, dialect.InsertSource(values, parameters.Parameters, lists)), [.. parameters.Parameters], []);
    }

    private string Table(Resource resource) => dialect.Table(resource.Entity);
}
