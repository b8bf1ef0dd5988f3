using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Sql.Lowering;
using Lintel.Stores;

namespace Lintel.Postgres.Plans;

/// <summary>Asks PostgreSQL what it does for the statements of a plan, with the values of one request.</summary>
/// <param name="connection">The connection, which is in a transaction that can't write.</param>
/// <param name="parameters">The values.</param>
/// <param name="measures">Whether the statements run.</param>
internal sealed class ExplainRun(PostgresConnection connection, Value[] parameters, bool measures)
{
    private readonly string _explain = measures ? "EXPLAIN (FORMAT JSON, ANALYZE, BUFFERS) " : "EXPLAIN (FORMAT JSON) ";
    private readonly List<StatementExplanation> _explained = [];

    /// <summary>What it does for each statement so far.</summary>
    public IReadOnlyList<StatementExplanation> Explained => _explained;

    /// <summary>How long they took; null: none ran.</summary>
    public TimeSpan? Elapsed { get; private set; }

    /// <summary>Asks for one statement. It is not kept: nobody asks twice.</summary>
    public async ValueTask AddAsync(ReadStatement read, CancellationToken cancellation)
    {
        using var statement = new PreparedStatement(connection.Driver, read.Statement with { Text = _explain + read.Statement.Text });
        statement.Bind(parameters);
        var printed = (string)(await statement.Command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
        using var report = new PlanReport(printed);
        _explained.Add(read.Explained(report.Steps(), printed));
        if (report.Elapsed is { } elapsed) Elapsed = elapsed + (Elapsed ?? TimeSpan.Zero);
    }
}
