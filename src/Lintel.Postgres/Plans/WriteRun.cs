using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Results;
using Lintel.Sql.Lowering;
using Lintel.Stores;

namespace Lintel.Postgres.Plans;

/// <summary>One run of a write.</summary>
internal sealed class WriteRun(PostgresConnection connection, BoundOperation operation, CancellationToken cancellation)
{
    /// <summary>How many statements ran.</summary>
    public int Statements { get; private set; }

    public async ValueTask<WriteResult> RunAsync(IStorePlan plan)
    {
        switch (plan)
        {
            case InsertPlan { Answered: { } answered }:
                return new WriteResult { Status = WriteStatus.Done, Answer = await AnswerAsync(answered, ((BoundInsert)operation).Answer!).ConfigureAwait(false) };
            case InsertPlan insert:
                using (var ahead = (operation as BoundInsert)?.TakeAhead() as CopyTexts) return await InsertAsync(insert, ahead).ConfigureAwait(false);
            default:
                return await ChangeAsync((ChangePlan)plan).ConfigureAwait(false);
        }
    }

    /// <summary>Binds all values of a write that is one statement.</summary>
    public static void Bind(PreparedStatement statement, BoundOperation operation)
    {
        statement.Bind(operation.Parameters);
        // A list of each column of the rows of an insert.
        for (var i = 0; i < statement.Source.Parameters.Count; i++)
        {
            if (statement.Source.Parameters[i] is not { Source: ParameterSource.RowSlot } list) continue;
            statement.Text(i).List(list.Type, operation.Parameters[list.Index].AsList);
            statement.BindText(i);
        }
    }

    private async ValueTask<WriteResult> InsertAsync(InsertPlan plan, CopyTexts? ahead)
    {
        var run = new InsertRun(connection, operation, ahead, cancellation);
        try
        {
            return await run.RunAsync(plan, operation.Resource, InsertRows.CountOf(operation)).ConfigureAwait(false);
        }
        finally
        {
            Statements += run.Statements;
        }
    }

    private async ValueTask<WriteResult> ChangeAsync(ChangePlan plan)
    {
        if (plan.Answered is { } answered)
        {
            var answer = await AnswerAsync(answered, ((BoundUpdate)operation).Answer!).ConfigureAwait(false);
            if (answer.Rows.Count > 0) return new WriteResult { Status = WriteStatus.Done, Answer = answer };
            answer.Dispose();
        }
        else
        {
            var statement = await PrepareAsync(plan.Statement).ConfigureAwait(false);
            var changed = await statement.Command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            connection.Observer.End();
            if (changed > 0) return WriteResult.Done;
        }
        if (plan.Exists is null) return WriteResult.Done;
        var exists = await PrepareAsync(plan.Exists).ConfigureAwait(false);
        var found = await exists.Command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
        connection.Observer.End(found is null ? 0 : 1);
        return found is null ? WriteResult.NotFound : WriteResult.VersionMismatch;
    }

    private async ValueTask<ResultNode> AnswerAsync(AnsweredWrite write, BoundSelection answer)
    {
        var statement = await PrepareAsync(write.Statement).ConfigureAwait(false);
        var reader = await statement.Command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var node = await ReadRun.TakeAsync(connection, reader, new SelectionRows(write.Answer), counts: false, answer, cancellation).ConfigureAwait(false);
        try
        {
            // Whatever is wrong at the end of the transaction comes behind its last row.
            while (await reader.NextResultAsync(cancellation).ConfigureAwait(false)) { }
            connection.Observer.End(node.Rows.Count);
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    private async ValueTask<PreparedStatement> PrepareAsync(SqlStatement source)
    {
        Statements++;
        connection.Observer.Begin(source.Name, operation, operation.Resource.Entity.Table);
        var statement = await connection.PrepareAsync(source, cancellation).ConfigureAwait(false);
        Bind(statement, operation);
        return statement;
    }
}
