using Lintel.Binding;
using Lintel.Postgres.Native;
using Lintel.Stores;

namespace Lintel.Postgres.Plans;

/// <summary>One run of an update or a deletion.</summary>
internal static class ChangeRun
{
    public static async ValueTask<WriteResult> RunAsync(PostgresConnection connection, ChangePlan plan, BoundOperation operation, CancellationToken cancellation)
    {
        var statement = await connection.PrepareAsync(plan.Statement, cancellation).ConfigureAwait(false);
        statement.Bind(operation.Parameters);
        if (await statement.Command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) > 0) return WriteResult.Done;
        var exists = await connection.PrepareAsync(plan.Exists, cancellation).ConfigureAwait(false);
        exists.Bind(operation.Parameters);
        return await exists.Command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is null ? WriteResult.NotFound : WriteResult.VersionMismatch;
    }
}
