using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Postgres.Security;

/// <summary>What the policies of a table and their functions are called, so that a script can be run again and taken away.</summary>
internal static class PolicyNames
{
    public const string Read = "read";
    public const string Create = "create";
    public const string Update = "update";
    public const string Delete = "delete";

    /// <summary>Of a row as an update leaves it.</summary>
    public const string Updated = "updated";

    /// <summary>A policy of each table.</summary>
    public static string Policy(SqlDialect dialect, string command) => dialect.Identifier($"lintel_{command}");

    /// <summary>The function that a policy of a table asks.</summary>
    public static string Function(SqlDialect dialect, Entity entity, string command) => dialect.Identifier($"lintel_{command}_{entity.Table}");

    /// <summary>The statements that drop all policies of a table.</summary>
    public static IEnumerable<string> Drop(SqlDialect dialect, Entity entity) =>
        ((string[])[Read, Create, Update, Delete]).Select(command => $"DROP POLICY IF EXISTS {Policy(dialect, command)} ON {dialect.Table(entity)}");

    /// <summary>The statements that drop all functions of a table, once no policy asks them.</summary>
    public static IEnumerable<string> DropFunctions(SqlDialect dialect, Entity entity) =>
        ((string[])[Read, Create, Update, Updated, Delete]).Select(command => $"DROP FUNCTION IF EXISTS {Function(dialect, entity, command)}({dialect.Table(entity)})");
}
