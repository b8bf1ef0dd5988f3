using Lintel.Binding;
using Lintel.Model;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Plans;

/// <summary>One run of an insert. References may lead to rows of the same insert that come later, as within one statement of SQL.</summary>
internal sealed class InsertRun(SqliteConnection connection, Constraints constraints, BoundOperation operation)
{
    private static readonly SqlStatement Defer = new("PRAGMA defer_foreign_keys = ON", [], []);
    /// <summary>Has references looked at with each statement again, and not at the end of the transaction.</summary>
    public static readonly SqlStatement DeferNoMore = new("PRAGMA defer_foreign_keys = OFF", [], []);

    private readonly Value[] _parameters = operation.Parameters;

    /// <summary>How many statements ran.</summary>
    public int Statements { get; private set; }

    public WriteResult Run(InsertPlan plan, Resource resource, int count)
    {
        if (plan.RefersForward) Execute(Defer);
        var root = new Level(plan.Root, null, count);
        if (Insert(root) is { } violation) return WriteResult.Refused(violation);
        if (plan.RefersForward)
        {
            _ = Sqlite3.DatabaseStatus(connection.Handle, Sqlite3.StatusDeferredForeignKeys, out var broken, out _, 0);
            if (broken > 0) return WriteResult.Refused(MissingReference(root) ?? new Violation(ViolationKind.MissingReference, resource, [], -1));
            Execute(DeferNoMore);
        }
        return new WriteResult { Status = WriteStatus.Done, Keys = plan.Root.Resource is null ? [] : Keys(root, resource) };
    }

    private Violation? Insert(Level level)
    {
        var lowered = level.Lowered;
        if (level.Count > 0) connection.Observer.Begin(lowered.Statement.Name, operation, Constraints.EntityOf(lowered).Table);
        var statement = connection.Prepare(lowered.Statement);
        var sources = lowered.Statement.Parameters;
        for (var row = 0; row < level.Count; row++)
        {
            for (var i = 0; i < sources.Count; i++)
            {
                var value = sources[i].Source == ParameterSource.Parent
                    ? Value(level.Parent!, lowered.Relation!.SourceFields[sources[i].Index], ParentRow(level, row))
                    : _parameters[sources[i].Index].AsList[row];
                statement.Bind(i + 1, sources[i].Type, value);
            }
            bool done;
            Value[]? told = null;
            try
            {
                done = lowered.Returned.Count == 0 ? statement.Run() : Return(statement, lowered, out told);
                if (!done && !Constraints.IsReference(connection)) return constraints.OfInsert(connection, lowered, row);
            }
            finally
            {
                statement.Reset();
            }
            if (!done) return MissingReference(level, row, row + 1) ?? new Violation(ViolationKind.MissingReference, lowered.Resource ?? lowered.Relation!.Source, [], row);
            if (lowered.Returned.Count > 0) level.Returned[row] = told!;
            if (level.Made is { } made)
            {
                made[row] = Sqlite3.LastInsertRowId(connection.Handle);
                // SQLite counts on beyond what the key's type can hold.
                if (lowered.Resource!.Key[0] is { Type.Kind: ScalarKind.Int } key && made[row] > int.MaxValue) return new Violation(ViolationKind.NoKeyLeft, lowered.Resource, [key], row);
            }
            Statements++;
        }
        connection.Observer.End(batch: level.Count);
        foreach (var child in lowered.Children)
        {
            var rows = child.ParentSlot >= 0 ? _parameters[child.ParentSlot].AsList.Length : _parameters[child.Slots[0]].AsList.Length;
            var next = new Level(child, level, rows);
            level.Next.Add(next);
            if (Insert(next) is { } violation) return violation;
        }
        return null;
    }

    /// <summary>Runs an insert of one row that tells what the database made of its key.</summary>
    private static bool Return(PreparedStatement statement, LoweredInsert lowered, out Value[]? told)
    {
        told = null;
        if (!statement.TryStep(out var isRow)) return false;
        using var rows = new RowBuffer(lowered.Returned.Count, budget: null);
        if (!isRow) throw new InvalidOperationException("An insert told nothing of its key.");
        FieldType[] types = [.. lowered.Returned.Select(field => field.Type)];
        ReadRun.ReadRow(statement.Handle, 0, [.. types.Select(CellForms.Of)], [.. types.Select(CellForms.Foreign)], new bool[types.Length], rows);
        told = [.. types.Select((type, i) => CellValues.Read(type, rows[0, i], rows.Arena))];
        // The row is in when the statement has ended.
        return statement.Run();
    }

    private int ParentRow(Level level, int row) => (int)_parameters[level.Lowered.ParentSlot].AsList[row].AsInteger;

    /// <summary>A field of a row: given, made by the database, or the parent's.</summary>
    private Value Value(Level level, Field field, int row)
    {
        var lowered = level.Lowered;
        for (var i = 0; i < lowered.Returned.Count; i++)
        {
            if (lowered.Returned[i] == field) return level.Returned[row] is { } told ? told[i] : Model.Value.Null;
        }
        for (var i = 0; i < lowered.Fields.Count; i++)
        {
            if (lowered.Fields[i] != field) continue;
            var given = _parameters[lowered.Slots[i]].AsList[row];
            return given.IsNull && field.Column.Identity && level.Made is { } keys ? Model.Value.Of(keys[row]) : given;
        }
        if (lowered.ParentSlot >= 0)
        {
            var matched = lowered.Relation!.TargetFields;
            for (var i = 0; i < matched.Count; i++)
            {
                if (matched[i] == field) return Value(level.Parent!, lowered.Relation.SourceFields[i], ParentRow(level, row));
            }
        }
        return level.Made is { } made && field.Column.Identity ? Model.Value.Of(made[row]) : Model.Value.Null;
    }

    private Value[][] Keys(Level root, Resource resource)
    {
        var keys = new Value[root.Count][];
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = new Value[resource.Key.Count];
            for (var i = 0; i < keys[row].Length; i++) keys[row][i] = Value(root, resource.Key[i], row);
        }
        return keys;
    }

    private Violation? MissingReference(Level level)
    {
        if (MissingReference(level, 0, level.Count) is { } own) return own;
        foreach (var next in level.Next)
        {
            if (MissingReference(next) is { } violation) return violation;
        }
        return null;
    }

    /// <summary>SQLite does not say which reference is missing: they are looked up one after the other.</summary>
    private Violation? MissingReference(Level level, int start, int end)
    {
        foreach (var reference in Constraints.EntityOf(level.Lowered).ForeignKeys)
        {
            for (var row = start; row < end; row++)
            {
                var values = new Value[reference.Columns.Count];
                for (var i = 0; i < values.Length; i++) values[i] = Column(level, reference.Columns[i], row);
                if (constraints.IsMissing(connection, reference, values)) return Constraints.Missing(level.Lowered, reference, row);
            }
        }
        return null;
    }

    private Value Column(Level level, Column column, int row)
    {
        var lowered = level.Lowered;
        if (lowered.Resource is { } resource)
        {
            foreach (var field in resource.Fields)
            {
                if (field.IsIn(column)) return Value(level, field, row);
            }
            return Model.Value.Null;
        }
        var relation = lowered.Relation!;
        for (var i = 0; i < relation.Link!.Source.Count; i++)
        {
            if (relation.Link.Source[i] != column) continue;
            return level.Parent is null ? _parameters[lowered.Slots[i]].AsList[row] : Value(level.Parent, relation.SourceFields[i], ParentRow(level, row));
        }
        for (var i = 0; i < relation.Link.Target.Count; i++)
        {
            if (relation.Link.Target[i] == column) return _parameters[lowered.Slots[^(relation.Link.Target.Count - i)]].AsList[row];
        }
        return Model.Value.Null;
    }

    private void Execute(SqlStatement text)
    {
        var statement = connection.Prepare(text);
        statement.Step();
        statement.Reset();
    }

    /// <summary>The rows of one table in this insert.</summary>
    private sealed class Level(LoweredInsert lowered, Level? parent, int count)
    {
        public LoweredInsert Lowered => lowered;

        public Level? Parent => parent;

        public int Count => count;

        /// <summary>The keys that the database made, by row.</summary>
        public long[]? Made { get; } = lowered.MakesKey ? new long[count] : null;

        /// <summary>What the database made of the keys, by row; empty: nothing that the statement tells.</summary>
        public Value[]?[] Returned { get; } = lowered.Returned.Count > 0 ? new Value[]?[count] : [];

        public List<Level> Next { get; } = [];
    }
}
