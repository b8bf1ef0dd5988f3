using System.Runtime.InteropServices;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite;

/// <summary>A result of SQLite that is no success, as the exceptions of the store port.</summary>
internal static unsafe class SqliteFailure
{
    /// <summary>The last message of a connection.</summary>
    public static string Message(nint database) => Marshal.PtrToStringUTF8((nint)Sqlite3.ErrorMessage(database)) ?? "";

    /// <summary>The exception for a result that is neither success nor a broken constraint.</summary>
    public static Exception Of(nint database, string doing)
    {
        var code = Sqlite3.ErrorCode(database);
        var message = $"SQLite, while {doing}: {Message(database)} (result {code}).";
        return (code & 0xff) switch
        {
            // CORRUPT, NOTADB, FULL, IOERR, READONLY, CANTOPEN, BUSY, LOCKED, PERM, NOMEM, PROTOCOL, AUTH, NOLFS
            3 or 5 or 6 or 7 or 8 or 10 or 11 or 13 or 14 or 15 or 22 or 23 or 26 => new StoreException(StoreFailure.Unavailable, message),
            _ => new InvalidOperationException(message),
        };
    }
}
