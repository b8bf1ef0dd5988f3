using Lintel.Sql.Lowering;
using Lintel.Stores;

namespace Lintel.Sqlite.Plans;

/// <summary>An insert: one statement for each table, run for each of its rows.</summary>
internal sealed class InsertPlan : IStorePlan
{
    public InsertPlan(LoweredInsert root)
    {
        Root = root;
        var statements = new List<string>();
        var tables = new HashSet<string>();
        Visit(root, insert => statements.Add(insert.Statement.Text));
        // Only a reference to a row of the same table, or to one that comes later, can lead to a row that is not there yet.
        Visit(root, insert => tables.Add(Constraints.EntityOf(insert).Table));
        Visit(root, insert =>
        {
            RefersForward |= Constraints.EntityOf(insert).ForeignKeys.Any(key => tables.Contains(key.TargetTable));
            tables.Remove(Constraints.EntityOf(insert).Table);
        });
        Statements = statements;
    }

    /// <summary>Whether rows may refer to rows that are inserted after them.</summary>
    public bool RefersForward { get; private set; }

    public LoweredInsert Root { get; }

    public IReadOnlyList<string> Statements { get; }

    private static void Visit(LoweredInsert insert, Action<LoweredInsert> visit)
    {
        visit(insert);
        foreach (var child in insert.Children) Visit(child, visit);
    }
}

/// <summary>An update or a deletion.</summary>
internal sealed class ChangePlan(LoweredChange change) : IStorePlan
{
    public SqlStatement Statement => change.Statement;

    public SqlStatement? Exists => change.Exists;

    public IReadOnlyList<string> Statements { get; } = [change.Statement.Text];
}
