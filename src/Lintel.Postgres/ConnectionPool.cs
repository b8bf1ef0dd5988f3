using System.Collections.Concurrent;
using System.Globalization;
using Lintel.Postgres.Native;
using Lintel.Stores;
using Lintel.Telemetry;
using Npgsql;

namespace Lintel.Postgres;

/// <summary>
/// Connections that keep their prepared statements; who finds none free waits in line, for a bounded time and without a thread. Reads take no
/// more than half of them. No session leaves state behind, and so nothing is reset between two. Where no connection can be made, nobody waits for one.
/// </summary>
internal sealed class ConnectionPool : IAsyncDisposable
{
    // Who waits longer than this may wait for a database that is no longer there.
    private static readonly TimeSpan Suspicious = TimeSpan.FromSeconds(1);

    private const int WithMemoize = 14; // the first version that has the setting

    private readonly PostgresOptions _options;
    private readonly Circuit _circuit;
    private readonly Lookout _reach;
    private readonly Lookout _rights;
    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _free;
    private readonly SemaphoreSlim _freeForReads;
    private readonly ConcurrentStack<PostgresConnection> _idle = new();
    private readonly DatabaseAddress _address;
    private int _waiting;
    private int _generation;
    private int _live;
    private volatile bool _closed;

    public ConnectionPool(PostgresOptions options)
    {
        _options = options;
        Capacity = new StoreCapacity(Math.Max(1, options.Connections / 2), options.Connections, options.PoolTimeout);
        _free = new SemaphoreSlim(options.Connections, options.Connections);
        _freeForReads = new SemaphoreSlim(Capacity.Reads);
        var builder = new NpgsqlSlimDataSourceBuilder(Text(options));
        builder.EnableTransportSecurity();
        PasswordFile.Use(builder, options.PasswordFile);
        _source = builder.Build();
        _circuit = new Circuit(ProbeAsync, Place);
        _reach = new Lookout(_circuit.LookAsync);
        _rights = new Lookout(LookForRightsAsync);
        _address = new DatabaseAddress { System = "postgresql", Namespace = options.Database ?? options.User, Server = options.Host, Port = options.Port };
        Meter = new PoolMeter(Place, options.Connections, () => (_idle.Count, options.Connections - _free.CurrentCount, Volatile.Read(ref _waiting)));
    }

    /// <summary>What is seen of it from outside.</summary>
    public PoolMeter Meter { get; }

    /// <summary>Where the database is, for people.</summary>
    public string Place => PostgresUrl.Place(_options);

    /// <summary>How many it has for reads, and in all.</summary>
    public StoreCapacity Capacity { get; }

    /// <summary>A connection; given back with <see cref="ReturnAsync"/>.</summary>
    /// <param name="isRead">Whether it is for reads: those that wait here are served sooner than many that share the database's processors, while
    /// writes wait for its disk, and many wait together. docs/performance.md has the numbers.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<PostgresConnection> TakeAsync(bool isRead, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (isRead) await WaitAsync(_freeForReads, cancellation).ConfigureAwait(false);
        try
        {
            while (true)
            {
                await WaitAsync(_free, cancellation).ConfigureAwait(false);
                if (await TryTakeAsync(cancellation).ConfigureAwait(false) is not { } connection) continue;
                connection.IsRead = isRead;
                return connection;
            }
        }
        catch (Exception exception)
        {
            if (isRead) _freeForReads.Release();
            if (PostgresFailure.Is(exception)) throw _circuit.Refusal(exception);
            throw;
        }
    }

    /// <summary>A connection of its own, besides those of the pool, for whoever needs it longer than a request does.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresFailure.Is(exception))
        {
            throw _circuit.Refusal(exception);
        }
    }

    /// <summary>Tells that an answer is overdue: whether the database can still be reached is found out without those who wait for it.</summary>
    public void Suspect() => _reach.Ask();

    /// <summary>
    /// Tells that a connection may only read, as it is where its server was a standby or was told so. A new one may meet another server or setting: where it
    /// does, those before it are given up.
    /// </summary>
    public void SuspectRights() => _rights.Ask();

    /// <summary>Gives a connection back. One that broke tells of all that are idle: they are of the same server.</summary>
    public async ValueTask ReturnAsync(PostgresConnection connection)
    {
        var isRead = connection.IsRead;
        try
        {
            if (!connection.IsOpen)
            {
                Interlocked.CompareExchange(ref _generation, connection.Generation + 1, connection.Generation);
                _reach.Ask();
            }
            if (_closed || connection.Generation != _generation) await EndAsync(connection).ConfigureAwait(false);
            else _idle.Push(connection);
        }
        finally
        {
            _free.Release();
            if (isRead) _freeForReads.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        _circuit.Dispose();
        _reach.Dispose();
        _rights.Dispose();
        Meter.Dispose();
        while (_idle.TryPop(out var idle)) await EndAsync(idle).ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask WaitAsync(SemaphoreSlim free, CancellationToken cancellation)
    {
        if (free.Wait(0, CancellationToken.None)) return;
        _circuit.ThrowIfOpen();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _circuit.Opening);
        Interlocked.Increment(ref _waiting);
        try
        {
            var first = _options.PoolTimeout < Suspicious ? _options.PoolTimeout : Suspicious;
            if (await free.WaitAsync(first, both.Token).ConfigureAwait(false)) return;
            _reach.Ask();
            if (await free.WaitAsync(_options.PoolTimeout - first, both.Token).ConfigureAwait(false)) return;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _circuit.ThrowIfOpen();
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
        throw new StoreException(StoreFailure.Unavailable, $"Waited {_options.PoolTimeout} for one of {_options.Connections} connections to PostgreSQL at {Place}.");
    }

    /// <summary>A connection that is idle, or a new one; none where the server has no more for us, and others of ours come back.</summary>
    private async ValueTask<PostgresConnection?> TryTakeAsync(CancellationToken cancellation)
    {
        try
        {
            while (_idle.TryPop(out var idle))
            {
                if (idle.Generation == _generation) return idle;
                await EndAsync(idle).ConfigureAwait(false);
            }
            _circuit.ThrowIfOpen();
            return await ConnectAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (PostgresFailure.IsFull(exception) && Volatile.Read(ref _live) > 0)
        {
            // Who waits now waits for one of those that there are.
            _ = ReleaseLaterAsync();
            return null;
        }
        catch (Exception exception)
        {
            _free.Release();
            if (PostgresFailure.Is(exception)) _circuit.Open(exception);
            throw;
        }
    }

    private async Task<PostgresConnection> ConnectAsync(CancellationToken cancellation)
    {
        // A failure while it is made is one of connections before it.
        var generation = _generation;
        var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        try
        {
            await LeaveOutMemoizeAsync(connection, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        Interlocked.Increment(ref _live);
        return new PostgresConnection(connection, _address, _options.StatementCache, generation);
    }

    // A page is over before its joins repeat, but PostgreSQL remembers them for all rows behind it: a table of megabytes, filled with zeros for each statement.
    private static async Task LeaveOutMemoizeAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (connection.PostgreSqlVersion.Major < WithMemoize) return;
        using var command = new NpgsqlCommand("SET enable_memoize = off", connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private async Task ReleaseLaterAsync()
    {
        await Pauses.WaitAsync(Suspicious, CancellationToken.None).ConfigureAwait(false);
        _free.Release();
    }

    private ValueTask EndAsync(PostgresConnection connection)
    {
        Interlocked.Decrement(ref _live);
        return connection.DisposeAsync();
    }

    /// <summary>Makes a connection to see whether that is possible, and keeps it where there is room.</summary>
    private async Task ProbeAsync(CancellationToken cancellation)
    {
        PostgresConnection connection;
        try
        {
            connection = await ConnectAsync(cancellation).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (PostgresFailure.IsFull(exception) && Volatile.Read(ref _live) > 0)
        {
            // It is there, and others of ours come back.
            return;
        }
        if (!_closed && _free.CurrentCount > _idle.Count) _idle.Push(connection);
        else await EndAsync(connection).ConfigureAwait(false);
    }

    private async Task LookForRightsAsync(CancellationToken cancellation)
    {
        try
        {
            var connection = await ConnectAsync(cancellation).ConfigureAwait(false);
            try
            {
                using var command = new NpgsqlCommand("SHOW transaction_read_only", connection.Driver);
                if (await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is "off")
                    Interlocked.CompareExchange(ref _generation, connection.Generation + 1, connection.Generation);
            }
            finally
            {
                await EndAsync(connection).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (PostgresFailure.Is(exception) || exception is OperationCanceledException)
        {
            // The next write that is refused asks again.
        }
    }

    private static string Text(PostgresOptions options)
    {
        var statement = (long)options.StatementTimeout.TotalMilliseconds;
        var text = new NpgsqlConnectionStringBuilder
        {
            Host = options.Host,
            Port = options.Port,
            Username = options.User,
            Database = options.Database ?? options.User,
            ApplicationName = options.ApplicationName,
            Pooling = false,
            Timeout = (int)options.ConnectTimeout.TotalSeconds,
            // The server stops a statement itself; this is for one that no longer answers.
            CommandTimeout = (int)options.StatementTimeout.TotalSeconds + 5,
            // How long it is waited for the end of a statement that was asked to end, before its connection is given up.
            CancellationTimeout = 1000,
            // Only to be looked into for the row that broke a constraint.
            IncludeErrorDetail = true,
            Options = string.Create(CultureInfo.InvariantCulture, $"-c statement_timeout={statement} -c DateStyle=ISO -c TimeZone=UTC -c jit=off -c idle_in_transaction_session_timeout=300000{(options.ReadOnly ? " -c default_transaction_read_only=on" : "")}"),
        };
        if (options.Schema is { } schema) text.SearchPath = $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        if (options.Password is { } password) text.Password = password;
        if (options.SslMode is { } mode) text.SslMode = Mode(mode);
        if (options.SslRootCertificate is { } file) text.RootCertificate = file;
        return text.ConnectionString;
    }

    private static SslMode Mode(string libpq) => libpq switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => SslMode.Prefer,
    };
}
