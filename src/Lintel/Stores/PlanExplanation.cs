namespace Lintel.Stores;

/// <summary>What a database says that it does for a plan.</summary>
/// <param name="Statements">Each statement of the plan, in the order they run.</param>
/// <param name="Elapsed">How long all of them took in the database; null: nothing ran.</param>
public sealed record PlanExplanation(IReadOnlyList<StatementExplanation> Statements, TimeSpan? Elapsed);

/// <summary>One statement, and what the database says that it does for it.</summary>
public sealed record StatementExplanation
{
    /// <summary>What it reads, for people: <c>order</c>, <c>order.lines</c>.</summary>
    public required string Reads { get; init; }

    /// <summary>The statement, with placeholders.</summary>
    public required string Sql { get; init; }

    /// <summary>The types of its placeholders, the first that of number 1, as the contract's short form writes them.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>What the database does, in words that all databases share.</summary>
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    /// <summary>What the database itself printed, as JSON.</summary>
    public required string DatabasePlan { get; init; }
}

/// <summary>One step of what a database does for a statement. It works on what its inner steps give it.</summary>
public sealed record PlanStep
{
    /// <summary>What it does, in the database's words: <c>Index Scan using order_status_created_at on order</c>.</summary>
    public required string Does { get; init; }

    /// <summary>The table that it reads; null: none.</summary>
    public string? Table { get; init; }

    /// <summary>How it reads that table.</summary>
    public TableAccess Access { get; init; }

    /// <summary>The indexes that it reads the table by; empty unless <see cref="Access"/> is <see cref="TableAccess.Index"/>.</summary>
    public IReadOnlyList<string> Indexes { get; init; } = [];

    /// <summary>Whether it puts rows into an order, and so must take them all before it gives the first.</summary>
    public bool Sorts { get; init; }

    /// <summary>What else the database tells of it, a line each: conditions, and rows and times where they were measured.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>The inner steps.</summary>
    public IReadOnlyList<PlanStep> Steps { get; init; } = [];

    /// <summary>The step and all within it, from the outside in.</summary>
    public IEnumerable<PlanStep> All() => Steps.SelectMany(step => step.All()).Prepend(this);
}

/// <summary>How a step reads its table.</summary>
public enum TableAccess
{
    /// <summary>It reads none.</summary>
    None,

    /// <summary>From its first row to its last.</summary>
    Whole,

    /// <summary>By an index.</summary>
    Index,

    /// <summary>By the key that its rows are kept by.</summary>
    Key,
}
