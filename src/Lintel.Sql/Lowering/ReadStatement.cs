using Lintel.Stores;

namespace Lintel.Sql.Lowering;

/// <summary>One statement of a plan that reads.</summary>
/// <param name="Reads">What it reads, for people: <c>order</c>, <c>order.lines</c>.</param>
/// <param name="Statement">The statement.</param>
public readonly record struct ReadStatement(string Reads, SqlStatement Statement)
{
    /// <summary>The statement with what the database says of it.</summary>
    /// <param name="steps">What the database does.</param>
    /// <param name="databasePlan">What it printed, as JSON.</param>
    public StatementExplanation Explained(IReadOnlyList<PlanStep> steps, string databasePlan) => new()
    {
        Reads = Reads,
        Sql = Statement.Text,
        Parameters = [.. Statement.Parameters.Select(TypeOf)],
        Steps = steps,
        DatabasePlan = databasePlan,
    };

    private static string TypeOf(SqlParameter parameter) => parameter.Source switch
    {
        ParameterSource.Slot or ParameterSource.Argument or ParameterSource.Element or ParameterSource.FirstRow => parameter.Type.ToString(),
        ParameterSource.List or ParameterSource.RowSlot => $"{parameter.Type}[]",
        // In a form that is the database's own.
        ParameterSource.ParentKeys or ParameterSource.Parent => "keys",
        ParameterSource.SearchQuery or ParameterSource.SearchPhrases or ParameterSource.SearchMistyped or ParameterSource.SearchedWords => "search",
    };
}

/// <summary>A plan that reads, and so can be explained.</summary>
public interface IReadStatements
{
    /// <summary>Its statements, in the order they run.</summary>
    IReadOnlyList<ReadStatement> Reads { get; }
}
