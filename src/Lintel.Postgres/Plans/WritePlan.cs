using Lintel.Binding;
using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Sql.Lowering;
using Lintel.Stores;

namespace Lintel.Postgres.Plans;

/// <summary>An insert: one statement with its answer, or one for each table, run once for all of its rows.</summary>
internal sealed class InsertPlan(InsertLevel root, AnsweredWrite? answered) : IStorePlan
{
    public InsertLevel Root => root;

    /// <summary>The insert and its answer as one statement; null: they are several.</summary>
    public AnsweredWrite? Answered => answered;

    public IReadOnlyList<string> Statements { get; } = answered is null ? [.. root.All().Select(level => level.Lowered.Statement.Text)] : [answered.Statement.Text];

    /// <inheritdoc/>
    public void Ahead(BoundInsert insert)
    {
        var rows = new InsertRows(root, null, insert.Rows.Count, insert.Parameters);
        if (root.Copy is { } copy && copy.Serves(rows)) insert.Ahead = copy.Ahead(rows);
    }
}

/// <summary>A write whose result is its answer.</summary>
internal sealed class AnsweredWrite(SqlStatement statement, BoundSelection answer)
{
    public SqlStatement Statement => statement;

    public SelectionPlan Answer { get; } = new(answer, null);

    public static AnsweredWrite? Of(SqlStatement? statement, BoundSelection? answer) => statement is null ? null : new AnsweredWrite(statement, answer!);
}

/// <summary>The rows of one table.</summary>
internal sealed class InsertLevel(LoweredInsert lowered, PostgresDialect dialect)
{
    private static readonly FieldType Number = FieldType.Of(ScalarKind.Long);

    public LoweredInsert Lowered => lowered;

    /// <summary>The slot of keys that some rows may give although the database makes them; -1: none does.</summary>
    public int GivenKeySlot { get; } = Given(lowered);

    /// <summary>Moves the sequence behind keys that were given, so that what it makes next is not there yet.</summary>
    public SqlStatement? Advance { get; } = Given(lowered) < 0 ? null : Moving(lowered, dialect);

    /// <summary>How many rows go in; null: by the statement like few.</summary>
    public CopyPlan? Copy { get; } = CopyPlan.Of(lowered, dialect, Given(lowered));

    /// <summary>The columns of what the database makes of the keys.</summary>
    public ResultColumn[] Returned { get; } = [.. lowered.Returned.Select(field => new ResultColumn(field.Type, false))];

    public InsertLevel[] Children { get; } = [.. lowered.Children.Select(child => new InsertLevel(child, dialect))];

    public IEnumerable<InsertLevel> All() => Children.SelectMany(child => child.All()).Prepend(this);

    private static int Given(LoweredInsert lowered)
    {
        for (var i = 0; lowered.MakesKey && i < lowered.Fields.Count; i++)
        {
            if (lowered.Fields[i].Column.Identity) return lowered.Slots[i];
        }
        return -1;
    }

    private static SqlStatement Moving(LoweredInsert lowered, PostgresDialect dialect)
    {
        var sequence = dialect.Sequence(lowered.Resource!.Entity, lowered.Resource.Key[0].Column);
        var text = $"SELECT setval({sequence}, $1)\nWHERE $1 > coalesce(pg_sequence_last_value({sequence}::regclass), 0)";
        return new SqlStatement(text, [new SqlParameter(ParameterSource.Slot, 0, Number)], [Number]);
    }
}

/// <summary>An update or a deletion.</summary>
internal sealed class ChangePlan(LoweredChange change, AnsweredWrite? answered) : IStorePlan
{
    /// <summary>The change and its answer as one statement; null: it is without an answer, or they are several.</summary>
    public AnsweredWrite? Answered => answered;

    public SqlStatement Statement => change.Statement;

    public SqlStatement? Exists => change.Exists;

    public IReadOnlyList<string> Statements { get; } = [(answered?.Statement ?? change.Statement).Text];
}
