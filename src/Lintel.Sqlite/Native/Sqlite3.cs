using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Lintel.Sqlite.Native;

/// <summary>
/// The functions of SQLite that are used, as sqlite3.h has them. Those that only read or set a number do so without
/// leaving the runtime's mode, which is what makes a cell cost nanoseconds.
/// </summary>
internal static unsafe partial class Sqlite3
{
    private const string Library = "e_sqlite3";

    public const int Ok = 0, Error = 1, Busy = 5, NoMemory = 7, Interrupt = 9, IoError = 10, Constraint = 19, NotADatabase = 26, Row = 100, Done = 101;
    public const int TypeInteger = 1, TypeFloat = 2, TypeText = 3, TypeBlob = 4, TypeNull = 5;
    public const int OpenReadWrite = 2, OpenCreate = 4, OpenNoMutex = 0x8000, OpenExtendedResults = 0x02000000;
    public const int PreparePersistent = 1;
    public const int Utf8 = 1, Deterministic = 0x800, Innocuous = 0x200000;
    public const int StatusDeferredForeignKeys = 10;
    public const int CheckpointTruncate = 3;
    public const int FileHasMoved = 20;

    /// <summary>The value as destructor that asks SQLite to copy what is bound.</summary>
    public const nint Transient = -1;

    [LibraryImport(Library, EntryPoint = "sqlite3_open_v2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, out nint database, int flags, nint vfs);

    [LibraryImport(Library, EntryPoint = "sqlite3_close_v2")]
    public static partial int Close(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v3")]
    public static partial int Prepare(nint database, byte* text, int length, uint flags, out nint statement, out byte* tail);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    public static partial int Complete(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    public static partial int BindInteger(nint statement, int place, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_double"), SuppressGCTransition]
    public static partial int BindDouble(nint statement, int place, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    public static partial int BindNull(nint statement, int place);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    public static partial int BindText(nint statement, int place, byte* text, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    public static partial int BindBlob(nint statement, int place, byte* bytes, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type"), SuppressGCTransition]
    public static partial int ColumnType(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64"), SuppressGCTransition]
    public static partial long ColumnInteger(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_double"), SuppressGCTransition]
    public static partial double ColumnDouble(nint statement, int column);

    /// <summary>The bytes of a blob; of text its UTF-8, without a copy.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob"), SuppressGCTransition]
    public static partial byte* ColumnBytes(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes"), SuppressGCTransition]
    public static partial int ColumnLength(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_changes64"), SuppressGCTransition]
    public static partial long Changes(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_last_insert_rowid"), SuppressGCTransition]
    public static partial long LastInsertRowId(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_get_autocommit"), SuppressGCTransition]
    public static partial int IsAutoCommit(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_extended_errcode")]
    public static partial int ErrorCode(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg")]
    public static partial byte* ErrorMessage(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_status")]
    public static partial int DatabaseStatus(nint database, int operation, out int current, out int highest, int reset);

    [LibraryImport(Library, EntryPoint = "sqlite3_busy_timeout")]
    public static partial int BusyTimeout(nint database, int milliseconds);

    [LibraryImport(Library, EntryPoint = "sqlite3_wal_checkpoint_v2")]
    public static partial int Checkpoint(nint database, byte* name, int mode, out int frames, out int done);

    [LibraryImport(Library, EntryPoint = "sqlite3_file_control")]
    public static partial int FileControl(nint database, byte* name, int operation, out int value);

    [LibraryImport(Library, EntryPoint = "sqlite3_progress_handler")]
    public static partial void ProgressHandler(nint database, int steps, delegate* unmanaged[Cdecl]<nint, int> handler, nint state);

    [LibraryImport(Library, EntryPoint = "sqlite3_create_collation_v2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateCollation(
        nint database, string name, int encoding, nint state, delegate* unmanaged[Cdecl]<nint, int, byte*, int, byte*, int> compare, nint destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_create_function_v2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateFunction(
        nint database, string name, int arguments, int flags, nint state, delegate* unmanaged[Cdecl]<nint, int, nint*, void> function,
        nint step, nint final, nint destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_create_function_v2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateAggregate(
        nint database, string name, int arguments, int flags, nint state, nint function,
        delegate* unmanaged[Cdecl]<nint, int, nint*, void> step, delegate* unmanaged[Cdecl]<nint, void> final, nint destroy);

    [LibraryImport(Library, EntryPoint = "sqlite3_aggregate_context")]
    public static partial void* AggregateContext(nint context, int bytes);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type"), SuppressGCTransition]
    public static partial int ValueType(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64"), SuppressGCTransition]
    public static partial long ValueInteger(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_double"), SuppressGCTransition]
    public static partial double ValueDouble(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob")]
    public static partial byte* ValueBytes(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes")]
    public static partial int ValueLength(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_int64")]
    public static partial void ResultInteger(nint context, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_double")]
    public static partial void ResultDouble(nint context, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_text")]
    public static partial void ResultText(nint context, byte* text, int length, nint destructor);
}
