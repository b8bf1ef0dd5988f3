using System.Collections.Concurrent;
using System.Globalization;
using Lintel.Postgres.Native;
using Lintel.Stores;
using Npgsql;

namespace Lintel.Postgres;

/// <summary>
/// Connections that keep their prepared statements; who finds none free waits in line, for a bounded time and without a thread. Reads take no
/// more than half of them. No session leaves state behind, and so nothing is reset between two.
/// </summary>
internal sealed class ConnectionPool : IAsyncDisposable
{
    private readonly PostgresOptions _options;
    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _free;
    private readonly SemaphoreSlim _freeForReads;
    private readonly ConcurrentStack<PostgresConnection> _idle = new();
    private int _generation;
    private volatile bool _closed;

    public ConnectionPool(PostgresOptions options)
    {
        _options = options;
        _free = new SemaphoreSlim(options.Connections, options.Connections);
        _freeForReads = new SemaphoreSlim(Math.Max(1, options.Connections / 2));
        var builder = new NpgsqlSlimDataSourceBuilder(Text(options));
        builder.EnableTransportSecurity();
        PasswordFile.Use(builder, options.PasswordFile);
        _source = builder.Build();
    }

    /// <summary>Where the database is, for people.</summary>
    public string Place => PostgresUrl.Place(_options);

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
            await WaitAsync(_free, cancellation).ConfigureAwait(false);
            try
            {
                var connection = await TakeAsync(cancellation).ConfigureAwait(false);
                connection.IsRead = isRead;
                return connection;
            }
            catch
            {
                _free.Release();
                throw;
            }
        }
        catch (Exception exception)
        {
            if (isRead) _freeForReads.Release();
            if (PostgresFailure.Is(exception)) throw Unavailable(exception);
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
            throw Unavailable(exception);
        }
    }

    /// <summary>Gives a connection back. One that broke tells of all that are idle: they are of the same server.</summary>
    public async ValueTask ReturnAsync(PostgresConnection connection)
    {
        var isRead = connection.IsRead;
        try
        {
            if (!connection.IsOpen) Interlocked.CompareExchange(ref _generation, connection.Generation + 1, connection.Generation);
            if (_closed || connection.Generation != _generation) await connection.DisposeAsync().ConfigureAwait(false);
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
        while (_idle.TryPop(out var idle)) await idle.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask WaitAsync(SemaphoreSlim free, CancellationToken cancellation)
    {
        if (!free.Wait(0, CancellationToken.None) && !await free.WaitAsync(_options.PoolTimeout, cancellation).ConfigureAwait(false))
            throw new StoreException(StoreFailure.Unavailable, $"Waited {_options.PoolTimeout} for one of {_options.Connections} connections to PostgreSQL at {Place}.");
    }

    private async ValueTask<PostgresConnection> TakeAsync(CancellationToken cancellation)
    {
        while (_idle.TryPop(out var idle))
        {
            if (idle.Generation == _generation) return idle;
            await idle.DisposeAsync().ConfigureAwait(false);
        }
        return new PostgresConnection(await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false), _options.StatementCache, _generation);
    }

    private StoreException Unavailable(Exception exception) => new(StoreFailure.Unavailable, $"PostgreSQL at {Place}: {PasswordFile.WhyNot(exception) ?? exception.Message}", exception);

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
            // Only to be looked into for the row that broke a constraint.
            IncludeErrorDetail = true,
            Options = string.Create(CultureInfo.InvariantCulture, $"-c statement_timeout={statement} -c DateStyle=ISO -c TimeZone=UTC -c jit=off -c idle_in_transaction_session_timeout=300000"),
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
