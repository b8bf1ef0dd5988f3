using Lintel.Binding;
using Lintel.Results;

namespace Lintel.Postgres.Plans;

/// <summary>The rows of one selection while they come in, and those below it.</summary>
internal sealed class SelectionRows : IDisposable
{
    private int[] _byParent = [];
    private int _parents;
    private long[] _totals = [];

    public SelectionRows(SelectionPlan plan, ResultBudget? budget = null)
    {
        Plan = plan;
        Rows = new RowBuffer(plan.Columns.Length, budget);
        Includes = plan.Includes.Length == 0 ? [] : new SelectionRows[plan.Includes.Length];
        for (var i = 0; i < Includes.Length; i++) Includes[i] = new SelectionRows(plan.Includes[i], budget);
    }

    public SelectionPlan Plan { get; }

    public RowBuffer Rows { get; }

    public SelectionRows[] Includes { get; }

    /// <summary>How many bytes all rows take, with those below them.</summary>
    public long Size
    {
        get
        {
            var size = Rows.Size;
            foreach (var include in Includes) size += include.Size;
            return size;
        }
    }

    /// <summary>Says that the next parent row has its rows from here on; of one row at most: which, or -1.</summary>
    public void NextParent(int row)
    {
        if (_parents == _byParent.Length) Array.Resize(ref _byParent, Math.Max(32, _parents * 2));
        _byParent[_parents++] = row;
    }

    /// <summary>Says how many rows there are in all for the parent row that was said last.</summary>
    public void NextTotal(long total)
    {
        if (_parents > _totals.Length) Array.Resize(ref _totals, _byParent.Length);
        _totals[_parents - 1] = total;
    }

    /// <summary>All rows as a result, which owns them from now on.</summary>
    public ResultNode ToNode(BoundSelection selection, long? total = null)
    {
        if (!Plan.IsToOne) NextParent(Rows.Count);
        var includes = Includes.Length == 0 ? [] : new ResultNode[Includes.Length];
        for (var i = 0; i < includes.Length; i++) includes[i] = Includes[i].ToNode(selection.Includes[i].Selection);
        return new ResultNode { Selection = selection, Rows = Rows, ByParent = _byParent, Totals = _totals, Includes = includes, Total = total };
    }

    public void Dispose()
    {
        Rows.Dispose();
        foreach (var include in Includes) include.Dispose();
    }
}
