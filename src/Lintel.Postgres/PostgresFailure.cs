using System.Net.Sockets;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres;

/// <summary>What the driver threw, as the exceptions of the store port.</summary>
internal static class PostgresFailure
{
    /// <summary>Whether a constraint refused a write: SQLSTATE class 23.</summary>
    public static bool IsViolation(PostgresException exception) => exception.SqlState.StartsWith("23", StringComparison.Ordinal) || IsWithoutKey(exception);

    /// <summary>Whether the database was to make a key and has none left: sequence_generator_limit_exceeded.</summary>
    public static bool IsWithoutKey(PostgresException exception) => exception.SqlState == "2200H";

    /// <summary>Whether a write met a standby, or a session that may only read: a connection keeps being one for as long as it lives.</summary>
    public static bool IsReadOnly(Exception exception) => exception is PostgresException { SqlState: "25006" };

    /// <summary>Whether the server has no connection for us: too_many_connections, for all, a database or a role.</summary>
    public static bool IsFull(Exception exception) => exception is PostgresException { SqlState: "53300" };

    /// <summary>Whether an exception is the database's, or that of the way to it.</summary>
    public static bool Is(Exception exception) => exception is NpgsqlException or SocketException or IOException or TimeoutException;

    /// <summary>
    /// Whether a function of the catalog was asked about what has been dropped meanwhile: a snapshot still tells of it, and <c>pg_get_indexdef</c> and its like look past the
    /// snapshot and fail. internal_error, as they have no code of their own.
    /// </summary>
    public static bool IsOfGone(Exception exception) => exception is PostgresException { SqlState: "XX000" };

    /// <summary>Whether a computation met values that it has no result for: data_exception, SQLSTATE class 22.</summary>
    public static bool IsOfData(Exception exception) => exception is PostgresException refused && refused.SqlState.StartsWith("22", StringComparison.Ordinal);

    /// <summary>
    /// Whether a text is no value of a type: what types' input functions say, such as invalid_text_representation, datetime_field_overflow and numeric_value_out_of_range. A division
    /// by zero is none of these.
    /// </summary>
    public static bool IsNoValue(Exception exception) => exception is PostgresException
    {
        SqlState: "22P02" or "22P03" or "22000" or "22001" or "22003" or "22007" or "22008" or "22009" or "22015" or "22018" or "22021" or "22023" or "22026" or "2200L" or "2200M" or "2200N",
    };

    /// <summary>The exception where a database that is not ours has no result: for a value that is looked for, or by its own views and functions, whatever is asked.</summary>
    public static StoreException OfData(Exception exception, string place) =>
        new(IsNoValue(exception) ? StoreFailure.NoValue : StoreFailure.Unavailable, $"PostgreSQL at {place}: {exception.Message}", exception);

    /// <summary>The exception where what was sent makes itself durable, and only the database could have said whether it did.</summary>
    public static StoreException Undecided(Exception exception, string place) =>
        new(StoreFailure.Undecided, $"PostgreSQL at {place}: {exception.Message}", exception);

    /// <summary>The exception for a failure that is no broken constraint.</summary>
    public static Exception Of(Exception exception, string place)
    {
        if (exception is not PostgresException { SqlState: var state } refused)
        {
            var timedOut = exception is TimeoutException || exception.InnerException is TimeoutException;
            return new StoreException(timedOut ? StoreFailure.TimedOut : StoreFailure.Unavailable, $"PostgreSQL at {place}: {exception.Message}", exception);
        }
        // The text of a detail may hold rows: it is not repeated.
        var message = $"PostgreSQL at {place}: {refused.MessageText} ({state}).";
        return state switch
        {
            // query_canceled by statement_timeout, lock_not_available
            "57014" or "55P03" => new StoreException(StoreFailure.TimedOut, message, exception),
            // undefined table or column, wrong type: someone changed the schema under us
            "42P01" or "42703" or "42804" => new StoreException(StoreFailure.SchemaMismatch, message, exception),
            // serialization_failure, deadlock_detected
            "40001" or "40P01" => new StoreException(StoreFailure.Conflict, message, exception),
            // read_only_sql_transaction: a standby
            "25006" => new StoreException(StoreFailure.Unavailable, message, exception),
            // connections, authorization, no such database, resources (disk full, too many connections), shutdown, system and internal errors
            _ when state[..2] is "08" or "28" or "3D" or "53" or "57" or "58" or "XX" or "42" && (state[..2] != "42" || state == "42501") =>
                new StoreException(StoreFailure.Unavailable, message, exception),
            _ => new InvalidOperationException(message, exception),
        };
    }
}
