using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Lintel.Sql.Lowering;
using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Sqlite.Native;

/// <summary>One connection with its prepared statements. Used by one session at a time.</summary>
internal sealed unsafe class SqliteConnection : IDisposable
{
    private const int StepsBetweenChecks = 1000;

    private readonly Dictionary<SqlStatement, PreparedStatement> _statements = [];
    private readonly SqliteOptions _options;
    private GCHandle _self;
    private CancellationToken _cancellation;
    private long _started;
    private long _uses;
    private bool _timedOut;

    private SqliteConnection(nint handle, SqliteOptions options)
    {
        Observer = new StatementObserver(new DatabaseAddress { System = "sqlite", Namespace = Path.GetFileName(options.Path) });
        Handle = handle;
        _options = options;
        _self = GCHandle.Alloc(this, GCHandleType.Weak);
        Functions.Register(handle);
        Sqlite3.ProgressHandler(handle, StepsBetweenChecks, &OnProgress, GCHandle.ToIntPtr(_self));
    }

    /// <summary>SQLite's own handle.</summary>
    public nint Handle { get; private set; }

    /// <summary>The bytes of parameters while they are bound.</summary>
    public ParameterBuffer Buffer { get; } = new();

    /// <summary>Is told of each statement.</summary>
    public StatementObserver Observer { get; }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => Sqlite3.IsAutoCommit(Handle) == 0;

    /// <summary>Whether its file is no longer the one by that name: it was deleted, moved away or replaced. What is written to it nobody finds again.</summary>
    public bool HasLostFile => Sqlite3.FileControl(Handle, null, Sqlite3.FileHasMoved, out var moved) == Sqlite3.Ok && moved != 0;

    /// <summary>Whether the last call failed because the operating system could not read or write.</summary>
    public bool HasIoError => (Sqlite3.ErrorCode(Handle) & 0xff) == Sqlite3.IoError;

    /// <summary>How many rows the last statement changed that changes rows.</summary>
    public long Changes => Sqlite3.Changes(Handle);

    /// <summary>Opens a file; it is created where there is none, unless <paramref name="create"/> is 0.</summary>
    public static SqliteConnection Open(string path, SqliteOptions options, string settings, int create = Sqlite3.OpenCreate)
    {
        var result = Sqlite3.Open(
            path, out var handle, Sqlite3.OpenReadWrite | create | Sqlite3.OpenNoMutex | Sqlite3.OpenExtendedResults, 0);
        if (result != Sqlite3.Ok)
        {
            var message = handle == 0 ? "out of memory" : SqliteFailure.Message(handle);
            _ = Sqlite3.Close(handle);
            throw new StoreException(StoreFailure.Unavailable, $"The SQLite database '{path}' can't be opened: {message} (result {result}).");
        }
        var connection = new SqliteConnection(handle, options);
        try
        {
            connection.Execute(settings);
            return connection;
        }
        catch (StoreException exception) when ((Sqlite3.ErrorCode(handle) & 0xff) == Sqlite3.NotADatabase)
        {
            connection.Dispose();
            throw new StoreException(StoreFailure.Unavailable, $"The file '{path}' is not a SQLite database: name another, or move it away.", exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The clock that statements are stopped by.</summary>
    public TimeProvider Clock => _options.Time;

    /// <summary>Says whose patience the next statements have.</summary>
    public void Watch(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _cancellation = cancellation;
        _started = _options.Time.GetTimestamp();
        _timedOut = false;
    }

    /// <summary>Lets the next statements run as long as they need: an index over a large table is one.</summary>
    public void WatchWithoutLimit(CancellationToken cancellation)
    {
        Watch(cancellation);
        _started = 0;
    }

    /// <summary>The statement, prepared.</summary>
    public PreparedStatement Prepare(SqlStatement statement)
    {
        ref var prepared = ref CollectionsMarshal.GetValueRefOrAddDefault(_statements, statement, out var known);
        if (!known)
        {
            try
            {
                prepared = new PreparedStatement(this, PrepareText(statement.Text, Sqlite3.PreparePersistent, out _), statement);
            }
            catch
            {
                _statements.Remove(statement);
                throw;
            }
        }
        var result = prepared!;
        result.LastUse = ++_uses;
        if (!known && _statements.Count > _options.StatementCache) Forget();
        return result;
    }

    /// <summary>Runs statements that take and deliver nothing, separated by semicolons.</summary>
    public void Execute(string script)
    {
        var rest = script;
        while (!string.IsNullOrWhiteSpace(rest))
        {
            var handle = PrepareText(rest, 0, out rest);
            if (handle == 0) continue;
            using var statement = new PreparedStatement(this, handle, null);
            while (statement.Step())
            {
            }
        }
    }

    /// <summary>Begins a transaction that writes; false where another process does.</summary>
    public bool TryBegin(SqlStatement begin)
    {
        var statement = Prepare(begin);
        var result = Sqlite3.Step(statement.Handle);
        statement.Reset();
        if (result == Sqlite3.Done) return true;
        return (result & 0xff) == Sqlite3.Busy ? false : throw Failure(result & 0xff, "beginning a transaction");
    }

    /// <summary>Runs one statement that is not kept and gives its rows as text: for schemas and explanations, not for rows of resources.</summary>
    public List<string?[]> Query(string text, int columns)
    {
        var rows = new List<string?[]>();
        using var statement = new PreparedStatement(this, PrepareText(text, 0, out _), null);
        while (statement.Step())
        {
            var row = new string?[columns];
            for (var i = 0; i < columns; i++) row[i] = statement.Text(i);
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>Runs one statement that is not kept, and hands each row over by SQLite's own handle.</summary>
    public void ForEach(string text, Action<nint> row)
    {
        using var statement = new PreparedStatement(this, PrepareText(text, 0, out _), null);
        while (statement.Step()) row(statement.Handle);
    }

    /// <summary>The exception for what the last call gave.</summary>
    public Exception Failure(int result, string doing)
    {
        var failure = Find(result, doing);
        if (failure is StoreException store) Observer.Fail(store.Failure.ToString());
        else Observer.Fail(failure);
        return failure;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Handle == 0) return;
        foreach (var statement in _statements.Values) statement.Dispose();
        _statements.Clear();
        Buffer.Dispose();
        _ = Sqlite3.Close(Handle);
        Handle = 0;
        _self.Free();
    }

    private Exception Find(int result, string doing)
    {
        if (result is Sqlite3.Interrupt or Sqlite3.Error && (_timedOut || _cancellation.IsCancellationRequested))
        {
            return _timedOut
                ? new StoreException(StoreFailure.TimedOut, $"A statement ran longer than {_options.StatementTimeout}.")
                : new OperationCanceledException(_cancellation);
        }
        return SqliteFailure.Of(Handle, doing);
    }

    private nint PrepareText(string text, uint flags, out string rest)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            var result = Sqlite3.Prepare(Handle, start, bytes.Length, flags, out var statement, out var tail);
            if (result != Sqlite3.Ok) throw Failure(result, $"preparing \"{text}\"");
            rest = tail == null ? "" : Encoding.UTF8.GetString(bytes.AsSpan((int)(tail - start)));
            return statement;
        }
    }

    private void Forget()
    {
        PreparedStatement? oldest = null;
        foreach (var statement in _statements.Values)
        {
            if (oldest is null || statement.LastUse < oldest.LastUse) oldest = statement;
        }
        _statements.Remove(oldest!.Source!);
        oldest.Dispose();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnProgress(nint state)
    {
        if (GCHandle.FromIntPtr(state).Target is not SqliteConnection connection) return 0;
        if (connection._cancellation.IsCancellationRequested) return 1;
        if (connection._started == 0) return 0;
        connection._timedOut = connection._options.Time.GetElapsedTime(connection._started) > connection._options.StatementTimeout;
        return connection._timedOut ? 1 : 0;
    }
}
