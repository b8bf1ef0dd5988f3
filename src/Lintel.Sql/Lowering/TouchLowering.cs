using Lintel.Binding;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>The update that tells of a change which the database makes by itself: it raises versions, and asks nothing of what is hidden.</summary>
public static class TouchLowering
{
    /// <summary>Lowers a touch.</summary>
    public static SqlStatement Lower(SqlDialect dialect, BoundTouch touch)
    {
        var parameters = new ParameterList(dialect, touch.NowSlot);
        var sets = BoundTouch.Fields(touch.Resource).Select(field => $"{Name(field)} = {(field.Role == FieldRole.Version ? $"{Name(field)} + 1" : parameters.Now(field.Type))}").ToArray();
        var text = $"UPDATE {Table(touch.Resource)}\nSET {string.Join(", ", sets)}\nWHERE {Those()}";
        return new SqlStatement(text, [.. parameters.Parameters], []);

        // One by one, since databases look no index up for alternatives in other tables.
        string Those()
        {
            var conditions = touch.Paths.Select(path => Leads(path, 0)).ToArray();
            if (conditions.Length == 1) return conditions[0];
            var keys = string.Join(", ", touch.Resource.Key.Select(Name));
            return $"{Tuple(touch.Resource.Key)} IN (\n{string.Join("\nUNION\n", conditions.Select(condition => $"SELECT {keys} FROM {Table(touch.Resource)} WHERE {condition}"))})";
        }

        // That the rest of a path leads from a row to the one that is deleted, but for that row itself, whose version its deletion may ask for.
        string Leads(IReadOnlyList<Relation> path, int step)
        {
            var relation = path[step];
            var rest = step == path.Count - 1
                ? Key(relation.SourceFields)
                : $"{Tuple(relation.SourceFields)} IN (SELECT {string.Join(", ", relation.TargetFields.Select(Name))} FROM {Table(relation.Target)} WHERE {Leads(path, step + 1)})";
            return step == 0 && path[^1].Target == touch.Resource ? $"{rest} AND NOT ({Key(touch.Resource.Key)})" : rest;
        }

        string Key(IReadOnlyList<Field> fields) => string.Join(" AND ", fields.Select((field, i) => $"{Name(field)} = {parameters.Add(ParameterSource.Slot, i, field.Type)}"));

        string Tuple(IReadOnlyList<Field> fields) => fields.Count == 1 ? Name(fields[0]) : $"({string.Join(", ", fields.Select(Name))})";

        string Name(Field field) => dialect.Identifier(field.Column.Name);

        string Table(Resource resource) => dialect.Table(resource.Entity);
    }
}
