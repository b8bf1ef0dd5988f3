using Lintel.Binding;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Plans;

/// <summary>One run of an update or a deletion.</summary>
internal static class ChangeRun
{
    public static WriteResult Run(SqliteConnection connection, Constraints constraints, ChangePlan plan, BoundOperation operation)
    {
        connection.Observer.Begin(plan.Statement.Name, operation, operation.Resource.Entity.Table);
        var statement = connection.Prepare(plan.Statement);
        ParameterBinding.Bind(connection, statement, plan.Statement.Parameters, operation.Parameters);
        try
        {
            if (!statement.Run()) return WriteResult.Refused(constraints.OfChange(connection, operation));
            connection.Observer.End();
        }
        finally
        {
            statement.Reset();
        }
        if (plan.Exists is not { } exists || Sqlite3.Changes(connection.Handle) > 0) return WriteResult.Done;
        return Exists(connection, exists, operation) ? WriteResult.VersionMismatch : WriteResult.NotFound;
    }

    private static bool Exists(SqliteConnection connection, SqlStatement exists, BoundOperation operation)
    {
        connection.Observer.Begin(exists.Name, operation, operation.Resource.Entity.Table);
        var statement = connection.Prepare(exists);
        ParameterBinding.Bind(connection, statement, exists.Parameters, operation.Parameters);
        try
        {
            var found = statement.Step();
            connection.Observer.End(found ? 1 : 0);
            return found;
        }
        finally
        {
            statement.Reset();
        }
    }
}
