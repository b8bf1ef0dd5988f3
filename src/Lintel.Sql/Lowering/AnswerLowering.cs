using System.Globalization;
using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>
/// Writes that answer with what they wrote as one statement each, for databases where a write can stand in WITH: the answer reads what the
/// write returned, and other tables as they were before.
/// </summary>
public sealed class AnswerLowering(SqlDialect dialect)
{
    /// <summary>Lowers an insert of one row with its owned children.</summary>
    /// <returns>The statement; null where more than one is needed.</returns>
    public SqlStatement? Lower(BoundInsert insert)
    {
        var root = insert.Rows;
        if (insert.Answer is not { } answer || root.Links.Count > 0 || GivesIdentity(root)) return null;
        if (root.Children.Any(rows => rows.Children.Count > 0 || rows.Links.Count > 0 || GivesIdentity(rows))) return null;
        var written = new Dictionary<Entity, string> { [root.Resource.Entity] = "w0" };
        foreach (var rows in root.Children)
        {
            if (!written.TryAdd(rows.Resource.Entity, string.Create(CultureInfo.InvariantCulture, $"w{written.Count}"))) return null;
        }
        if (!Answers(answer, written, isRoot: true)) return null;

        var select = new SelectLowering(dialect, insert.NowSlot, insert.Access, written);
        var text = Root(root, select.Parameters);
        if (IsAlone(answer) && root.Children.Count == 0) return Alone(answer, select, text);
        var tables = new List<string> { Returning("w0", text) };
        tables.AddRange(root.Children.Select(rows => Returning(written[rows.Resource.Entity], Children(root, rows, select.Parameters))));
        return Statement(answer, select, tables);
    }

    /// <summary>
    /// Lowers an update. One that waited for another write changes the row as that left it, and would read all other rows as they were before.
    /// </summary>
    /// <returns>The statement; null where more than one is needed.</returns>
    public SqlStatement? Lower(BoundUpdate update)
    {
        if (update.Answer is not { } answer || !IsOfRow(answer)) return null;
        var select = new SelectLowering(dialect, update.NowSlot, update.Access, new Dictionary<Entity, string> { [update.Resource.Entity] = "w0" });
        var text = new WriteLowering(dialect).Update(update, select.Parameters);
        return IsAlone(answer) ? Alone(answer, select, text) : Statement(answer, select, [Returning("w0", text)]);
    }

    private SqlStatement Statement(BoundSelection answer, SelectLowering select, List<string> tables)
    {
        var text = $"WITH {string.Join(",\n", tables)}\n{new NestedSelect(dialect, select).All(answer)}";
        return new SqlStatement(text, [.. select.Parameters.Parameters], [.. answer.Columns.Select(column => column.Field.Type)]);
    }

    // Whether no other row is read.
    private static bool IsOfRow(BoundSelection answer) =>
        answer.Includes.Count == 0 && answer.Columns.All(column => column.Field.IsStored || !ExpressionFacts.Followed(column.Field.Computed!).Any());

    // Whether columns of the row itself are all that is wanted, and what is computed from them.
    private static bool IsAlone(BoundSelection answer) =>
        answer.Includes.Count == 0 && answer.Columns.All(column => column.Field.IsStored || ExpressionFacts.IsOfOneRow(column.Field.Computed!));

    /// <summary>A write of one row that answers with nothing but its columns.</summary>
    private SqlStatement Alone(BoundSelection answer, SelectLowering select, string write)
    {
        var lowering = new ExpressionLowering(dialect, select.Parameters, new AliasSource(), null);
        var columns = answer.Columns.Select(column => column.Field.IsStored ? dialect.Output(dialect.Identifier(column.Field.Column.Name), column.Field.Type) : lowering.Value(column.Field.Computed!));
        return new SqlStatement($"{write}\nRETURNING {string.Join(", ", columns)}", [.. select.Parameters.Parameters], [.. answer.Columns.Select(column => column.Field.Type)]);
    }

    private static string Returning(string name, string write) => $"{name} AS (\n{write}\nRETURNING *)";

    // The sequence behind it must be moved by a statement of its own.
    private static bool GivesIdentity(BoundRows rows) => rows.Fields.Any(field => field.Column.Identity);

    /// <summary>
    /// Whether the answer reads of the written tables nothing but what was written: their other rows would be read as they were before.
    /// </summary>
    private static bool Answers(BoundSelection selection, Dictionary<Entity, string> written, bool isRoot)
    {
        if (selection.Columns.Any(column => column.Field is { IsStored: false, Computed: { } computed } && Reads(computed, written, isRoot))) return false;
        foreach (var (relation, below, _) in selection.Includes)
        {
            if (relation.Link is { } link && written.ContainsKey(link.Entity)) return false;
            var isNew = isRoot && relation.Kind == RelationKind.Children;
            if (!isNew && written.ContainsKey(relation.Target.Entity)) return false;
            // The values of these belong to a read of its own.
            if (below.Filter is not null || below.Page is { Cursor.Count: > 0 } or { End.Count: > 0 }) return false;
            if (!Answers(below, written, isRoot: false)) return false;
        }
        return true;
    }

    // Whether a computed field reads of a written table what was not written; the children of a new row all were.
    private static bool Reads(Expression computed, Dictionary<Entity, string> written, bool isRoot)
    {
        foreach (var (relation, isOwn) in ExpressionFacts.Followed(computed))
        {
            if (isRoot && isOwn && relation.Kind == RelationKind.Children) continue;
            if (written.ContainsKey(relation.Target.Entity) || (relation.Link is { } link && written.ContainsKey(link.Entity))) return true;
        }
        return false;
    }

    private string Root(BoundRows rows, ParameterList parameters)
    {
        var names = new List<string>();
        var values = new List<string>();
        for (var i = 0; i < rows.Fields.Count; i++)
        {
            names.Add(rows.Fields[i].Column.Name);
            values.Add(parameters.Add(ParameterSource.FirstRow, rows.Slots[i], rows.Fields[i].Type));
        }
        FirstVersion(rows, names, values);
        return WriteLowering.Insert(dialect, rows.Resource.Entity, names, $"VALUES ({string.Join(", ", values)})");
    }

    private string Children(BoundRows root, BoundRows rows, ParameterList parameters)
    {
        var names = new List<string>();
        var values = new List<string>();
        var lists = new List<int>();
        for (var i = 0; i < rows.Fields.Count; i++)
        {
            names.Add(rows.Fields[i].Column.Name);
            values.Add(parameters.Add(ParameterSource.RowSlot, rows.Slots[i], rows.Fields[i].Type));
            lists.Add(parameters.Parameters.Count);
        }
        // Children without a value of their own are counted by their parents' indexes.
        if (lists.Count == 0)
        {
            parameters.Add(ParameterSource.RowSlot, rows.ParentSlot, FieldType.Of(ScalarKind.Long));
            lists.Add(parameters.Parameters.Count);
        }
        for (var i = 0; i < rows.Relation!.TargetFields.Count; i++)
        {
            names.Add(rows.Relation.TargetFields[i].Column.Name);
            values.Add(Parent(root, rows.Relation.SourceFields[i], parameters));
        }
        FirstVersion(rows, names, values);
        return WriteLowering.Insert(dialect, rows.Resource.Entity, names, dialect.InsertSource(values, parameters.Parameters, lists));
    }

    private string Parent(BoundRows root, Field field, ParameterList parameters)
    {
        for (var i = 0; i < root.Fields.Count; i++)
        {
            if (root.Fields[i] == field) return parameters.Add(ParameterSource.FirstRow, root.Slots[i], field.Type);
        }
        return $"(SELECT {dialect.Identifier(field.Column.Name)} FROM w0)";
    }

    private static void FirstVersion(BoundRows rows, List<string> names, List<string> values)
    {
        if (rows.Resource.Version is not { } version || rows.Fields.Contains(version)) return;
        names.Add(version.Column.Name);
        values.Add("1");
    }
}
