using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Sql.Lowering;
using Lintel.Stores;

namespace Lintel.Postgres.Plans;

/// <summary>A read: one statement, whatever comes along, and so one snapshot.</summary>
internal sealed class ReadPlan(NestedRead read, BoundSelection selection) : IStorePlan, IReadStatements
{
    public SqlStatement Statement => read.Statement;

    /// <summary>Whether the number of all rows is the first column.</summary>
    public bool Counts => read.Counts;

    public SelectionPlan Root { get; } = new(selection, null);

    public IReadOnlyList<string> Statements { get; } = [read.Statement.Text];

    public IReadOnlyList<ReadStatement> Reads { get; } = [new(selection.Resource.Name, read.Statement)];
}

/// <summary>How the rows of one selection stand in the result.</summary>
internal sealed class SelectionPlan
{
    public SelectionPlan(BoundSelection selection, BoundInclude? include)
    {
        Columns = [.. selection.Columns.Select(column => new ResultColumn(column.Field.Type, column.Nullable))];
        IsToOne = include is { Relation.IsToOne: true };
        Sent = [.. NestedRow.Sent(selection, include)];
        Present = Array.IndexOf(Sent, NestedRow.Present(selection, include));
        Includes = [.. selection.Includes.Select(inner => new SelectionPlan(inner.Selection, inner))];
        Counts = include is not null && NestedRow.Counts(include);
        Width = Sent.Length + Includes.Sum(inner => inner.IsToOne ? inner.Width : inner.Counts ? 2 : 1);
    }

    /// <summary>All columns of the selection.</summary>
    public ResultColumn[] Columns { get; }

    /// <summary>Whether it stands in the row of its parent, and not as an array in one column.</summary>
    public bool IsToOne { get; }

    /// <summary>Whether the number of all its rows stands behind the array of them.</summary>
    public bool Counts { get; }

    /// <summary>The places of the columns that the database sends; the others are null.</summary>
    public int[] Sent { get; }

    /// <summary>Which of the sent columns is null only where there is no row at all.</summary>
    public int Present { get; }

    public SelectionPlan[] Includes { get; }

    /// <summary>How many columns its rows have with all that comes along.</summary>
    public int Width { get; }
}
