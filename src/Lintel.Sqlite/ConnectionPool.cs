using System.Collections.Concurrent;
using Lintel.Sqlite.Native;
using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Sqlite;

/// <summary>
/// One connection that writes and several that read. Who finds none free waits in line, for a bounded time and without a thread.
/// </summary>
internal sealed class ConnectionPool : IAsyncDisposable
{
    private const string ForAll =
        "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000; PRAGMA trusted_schema = OFF;";

    // A look at the file costs about what a small read does.
    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(100);

    private readonly SqliteOptions _options;
    private readonly string _path;
    private readonly bool _temporary;
    private readonly bool _foreign;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SemaphoreSlim _reading;
    private readonly ConcurrentStack<SqliteConnection> _readers = new();
    private readonly SqliteConnection _writer;
    private int _writersWaiting;
    private int _readersWaiting;
    // Only ever asked whether its file is still the one by that name.
    private readonly SqliteConnection _witness;
    private long _confirmed;
    private volatile bool _closed;
    // The pool was closed while somebody wrote: who gives the connection back closes it. Guarded by the witness.
    private bool _abandoned;

    /// <summary>Opens the connection that writes.</summary>
    /// <param name="options">How the database is used.</param>
    /// <param name="foreign">Whether the file is not ours: it is not created, and its journal stays as it is.</param>
    public ConnectionPool(SqliteOptions options, bool foreign = false)
    {
        _options = options;
        _foreign = foreign;
        _temporary = options.Path == ":memory:";
        _path = _temporary ? Path.Combine(Path.GetTempPath(), $"lintel-{Guid.NewGuid():N}.db") : Path.GetFullPath(options.Path);
        var folder = Path.GetDirectoryName(_path);
        if (!Directory.Exists(folder))
            throw new StoreException(StoreFailure.Unavailable, $"The folder '{folder}' of the SQLite database does not exist: create it, or name another.");
        if (Directory.Exists(_path))
            throw new StoreException(StoreFailure.Unavailable, $"'{_path}' is a folder, not a SQLite database.");
        _reading = new SemaphoreSlim(options.Readers, options.Readers);
        _writer = Open(_temporary ? "OFF" : "FULL", foreign ? 0 : Sqlite3.OpenCreate);
        _witness = Open("OFF");
        var file = Path.GetFileName(options.Path);
        WriterMeter = new PoolMeter($"{file} (writer)", 1, () => (_writing.CurrentCount, 1 - _writing.CurrentCount, Volatile.Read(ref _writersWaiting)));
        ReaderMeter = new PoolMeter($"{file} (readers)", options.Readers, () => (_readers.Count, options.Readers - _reading.CurrentCount, Volatile.Read(ref _readersWaiting)));
    }

    /// <summary>What is seen from outside of the connection that writes.</summary>
    public PoolMeter WriterMeter { get; }

    /// <summary>What is seen from outside of those that read.</summary>
    public PoolMeter ReaderMeter { get; }

    /// <summary>The connection that writes; given back with <see cref="Return"/>.</summary>
    public async ValueTask<SqliteConnection> WriterAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _writersWaiting);
        try
        {
            await EnterAsync(_writing, "another write", cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _writersWaiting);
        }
        try
        {
            Confirm();
            return _writer;
        }
        catch
        {
            _writing.Release();
            throw;
        }
    }

    /// <summary>Has writes look at no reference: SQLite looks at all of a table or at none.</summary>
    public async ValueTask KeepNoReferencesAsync(CancellationToken cancellation)
    {
        var connection = await WriterAsync(cancellation).ConfigureAwait(false);
        try
        {
            connection.Execute("PRAGMA foreign_keys = OFF");
        }
        finally
        {
            Return(connection);
        }
    }

    /// <summary>A connection that reads; given back with <see cref="Return"/>.</summary>
    public async ValueTask<SqliteConnection> ReaderAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _readersWaiting);
        try
        {
            await EnterAsync(_reading, "all connections that read", cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _readersWaiting);
        }
        SqliteConnection? reader = null;
        try
        {
            if (!_readers.TryPop(out reader))
            {
                // SQLite takes a log that it finds beside a file for the file's own: another one must never be opened beside ours.
                Confirm();
                return Open("FULL; PRAGMA query_only = ON");
            }
            if (_options.Time.GetElapsedTime(Volatile.Read(ref _confirmed)) > Trust) Confirm();
            return reader;
        }
        catch
        {
            reader?.Dispose();
            _reading.Release();
            throw;
        }
    }

    /// <summary>Gives a connection back.</summary>
    public void Return(SqliteConnection connection)
    {
        if (connection == _writer)
        {
            lock (_witness)
            {
                if (_abandoned) connection.Dispose();
                else _writing.Release();
            }
            return;
        }
        _readers.Push(connection);
        if (_closed) CloseReaders();
        _reading.Release();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_closed) return;
        _closed = true;
        WriterMeter.Dispose();
        ReaderMeter.Dispose();
        var idle = await _writing.WaitAsync(_options.BusyTimeout).ConfigureAwait(false);
        CloseReaders();
        lock (_witness)
        {
            idle = idle || _writing.Wait(0);
            _abandoned = !idle;
            _witness.Dispose();
        }
        if (idle)
        {
            if (!_foreign) Checkpoint();
            _writer.Dispose();
        }
        if (!_temporary) return;
        foreach (var ending in (ReadOnlySpan<string>)["", "-wal", "-shm"]) File.Delete(_path + ending);
    }

    private void CloseReaders()
    {
        while (_readers.TryPop(out var reader)) reader.Dispose();
    }

    private unsafe void Checkpoint() => _ = Sqlite3.Checkpoint(_writer.Handle, null, Sqlite3.CheckpointTruncate, out _, out _);

    /// <summary>Refuses where the file was deleted, moved away or replaced: what is written there nobody finds again, and what is read may be of the past.</summary>
    private void Confirm()
    {
        lock (_witness)
        {
            if (!_closed && _witness.HasLostFile)
            {
                throw new StoreException(
                    StoreFailure.Unavailable, $"The file '{_path}' of the SQLite database was deleted, moved away or replaced: put it back as it was, or start anew with what is there.");
            }
        }
        Volatile.Write(ref _confirmed, _options.Time.GetTimestamp());
    }

    private SqliteConnection Open(string synchronous, int create = 0)
    {
        if (_foreign) return OpenForeign(synchronous);
        // The time-out is for what SQLite can't be asked to do later: recovery after a crash. Writers wait in line without it.
        var connection = SqliteConnection.Open(
            _path, _options, $"PRAGMA busy_timeout = 1000; PRAGMA journal_mode = WAL; {ForAll} PRAGMA synchronous = {synchronous};", create);
        _ = Sqlite3.BusyTimeout(connection.Handle, 0);
        return connection;
    }

    // Without a log beside the file, whoever commits waits for all who read, and they for it: SQLite itself waits, for no longer than a session would.
    private SqliteConnection OpenForeign(string synchronous)
    {
        if (!File.Exists(_path))
            throw new StoreException(StoreFailure.Unavailable, $"There is no file '{_path}': the contract says `schema: external`, so that none is created. Name the file of the database.");
        var connection = SqliteConnection.Open(_path, _options, $"{ForAll} PRAGMA synchronous = {synchronous};{(_options.ReadOnly ? " PRAGMA query_only = ON;" : "")}", create: 0);
        _ = Sqlite3.BusyTimeout(connection.Handle, (int)_options.BusyTimeout.TotalMilliseconds);
        return connection;
    }

    private async ValueTask EnterAsync(SemaphoreSlim gate, string what, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (gate.Wait(0, CancellationToken.None)) return;
        if (!await gate.WaitAsync(_options.BusyTimeout, cancellation).ConfigureAwait(false))
            throw new StoreException(StoreFailure.Unavailable, $"Waited {_options.BusyTimeout} for {what} on the SQLite database '{_path}'.");
        if (!_closed) return;
        gate.Release();
        throw new ObjectDisposedException(nameof(SqliteStore));
    }
}
