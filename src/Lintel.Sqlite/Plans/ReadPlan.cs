using Lintel.Binding;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Foreign;
using Lintel.Stores;

namespace Lintel.Sqlite.Plans;

/// <summary>A read: one statement for each selection and one for the count, run in one snapshot.</summary>
internal sealed class ReadPlan : IStorePlan, IReadStatements
{
    public ReadPlan(SeparateReads read, BoundSelection selection)
    {
        Root = new SelectionPlan(read.Root, selection, null);
        Count = read.Count;
        var reads = new List<ReadStatement>();
        Root.AddTo(reads, selection.Resource.Name);
        if (Count is not null) reads.Add(new ReadStatement($"the number of {selection.Resource.Name}", Count));
        Reads = reads;
        Statements = [.. reads.Select(read => read.Statement.Text)];
    }

    public SelectionPlan Root { get; }

    public SqlStatement? Count { get; }

    public IReadOnlyList<ReadStatement> Reads { get; }

    public IReadOnlyList<string> Statements { get; }
}

/// <summary>One selection: one statement, which runs once, however many parent rows an included relation has.</summary>
internal sealed class SelectionPlan
{
    private readonly string? _relation;

    public SelectionPlan(SeparateRead lowered, BoundSelection selection, SelectionPlan? parent)
    {
        Statement = lowered.Statement;
        Forms = [.. selection.Columns.Select(column => CellForms.Of(column.Field.Type))];
        Foreign = [.. selection.Columns.Select(column => CellForms.Foreign(column.Field.Type))];
        Nullable = [.. selection.Columns.Select(column => column.Nullable)];
        _relation = lowered.Relation?.Name;
        IsToOne = lowered.Relation is { IsToOne: true };
        ParentColumns = [.. lowered.ParentColumns];
        KeysNumber = Keys(lowered.Statement);
        Count = lowered.Count;
        CountKeysNumber = Count is null ? 0 : Keys(Count);
        ParentForms = [.. ParentColumns.Select(column => parent!.Forms[column])];
        ParentForeign = [.. ParentColumns.Select(column => parent!.Foreign[column])];
        ParentInArena = [.. ParentForms.Select(form => form is CellForm.Text or CellForm.Blob)];
        Includes = [.. lowered.Includes.Select((include, i) => new SelectionPlan(include, selection.Includes[i].Selection, this))];
    }

    public SqlStatement Statement { get; }

    /// <summary>Counts the rows of each parent; null: they are not counted.</summary>
    public SqlStatement? Count { get; }

    /// <summary>The number of the placeholder of the parents' keys in what counts.</summary>
    public int CountKeysNumber { get; }

    /// <summary>How each column becomes a cell.</summary>
    public CellForm[] Forms { get; }

    /// <summary>The forms of columns of a file that is not ours; null: of one that is.</summary>
    public ForeignForm?[] Foreign { get; }

    /// <summary>Which columns may be null.</summary>
    public bool[] Nullable { get; }

    /// <summary>Whether it leads from each parent row to at most one row.</summary>
    public bool IsToOne { get; }

    /// <summary>The number of the placeholder of the parents' keys; 0 for the root.</summary>
    public int KeysNumber { get; }

    /// <summary>The places of the matched fields among the parent's columns.</summary>
    public int[] ParentColumns { get; }

    /// <summary>Their forms.</summary>
    public CellForm[] ParentForms { get; }

    /// <summary>Their forms in a file that is not ours.</summary>
    public ForeignForm?[] ParentForeign { get; }

    /// <summary>Which of them hold bytes in the arena.</summary>
    public bool[] ParentInArena { get; }

    public SelectionPlan[] Includes { get; }

    private static int Keys(SqlStatement statement) =>
        statement.Parameters.Index().FirstOrDefault(pair => pair.Item.Source == ParameterSource.ParentKeys, (-1, default)).Index + 1;

    /// <summary>Adds its statement, and those of what comes along.</summary>
    public void AddTo(List<ReadStatement> reads, string name)
    {
        reads.Add(new ReadStatement(name, Statement));
        if (Count is not null) reads.Add(new ReadStatement($"the number of {name}", Count));
        foreach (var include in Includes) include.AddTo(reads, $"{name}.{include._relation}");
    }
}
