using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres;

/// <summary>What PostgreSQL reported of a function that was called, where it is no failure of the database.</summary>
internal static class FunctionRefusal
{
    /// <summary>The state of what a function's author raised: raise_exception.</summary>
    public const string Raised = "P0001";

    /// <summary>The most characters of an author's message that are passed on.</summary>
    private const int MostCharacters = 1000;

    /// <summary>Why the function said no; null: the database failed, or no longer has it.</summary>
    public static Refusal? Of(PostgresException exception) => exception.SqlState switch
    {
        // What stands there was written to be read by who calls it.
        Raised => new Refusal(RefusalKind.Raised, Cut(exception.MessageText)),
        "23505" or "23P01" => new Refusal(RefusalKind.NotUnique),
        "23503" or "23001" => new Refusal(RefusalKind.Reference),
        // read_only_sql_transaction, and feature_not_supported: what a function must not do that says it is stable
        "25006" => new Refusal(RefusalKind.Writes),
        "0A000" => new Refusal(RefusalKind.Writes),
        // invalid_transaction_termination
        "2D000" => new Refusal(RefusalKind.EndsTransaction),
        // connection, locks and deadlocks, resources, intervention, system and internal errors; names and rights
        { } state when state[..2] is "08" or "25" or "28" or "3D" or "40" or "42" or "53" or "55" or "57" or "58" or "XX" => null,
        // data exceptions, broken constraints, codes of the author's own
        _ => new Refusal(RefusalKind.Values),
    };

    private static string Cut(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
}
