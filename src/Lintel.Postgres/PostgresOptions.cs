namespace Lintel.Postgres;

/// <summary>How a PostgreSQL database is used.</summary>
public sealed record PostgresOptions
{
    /// <summary>The name or address of the server, or the folder of its Unix socket.</summary>
    public required string Host { get; init; }

    /// <summary>The port. Default: 5432.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>The database. Default: that of the user's name.</summary>
    public string? Database { get; init; }

    /// <summary>Who connects. Default: <c>postgres</c>.</summary>
    public string User { get; init; } = "postgres";

    /// <summary>The password; null: that of the environment (<c>PGPASSWORD</c>, <c>PGPASSFILE</c>), or none.</summary>
    public string? Password { get; init; }

    /// <summary>A file whose first line is the password, read for each new connection, so that another one can be put there meanwhile; null: none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>The schema that holds the tables; null: that of the user, which is <c>public</c> unless the server says otherwise.</summary>
    public string? Schema { get; init; }

    /// <summary>How TLS is used, in the words of libpq's <c>sslmode</c>; null: where the server offers it.</summary>
    public string? SslMode { get; init; }

    /// <summary>A file with the certificates that are trusted; null: those of the machine.</summary>
    public string? SslRootCertificate { get; init; }

    /// <summary>What the server calls the connections. Default: <c>lintel</c>.</summary>
    public string ApplicationName { get; init; } = "lintel";

    /// <summary>How many connections there are at most, opened when they are first needed; reads take half of them at most. Default: 24.</summary>
    public int Connections { get; init; } = 24;

    /// <summary>How long a session waits for a free connection before it fails as unavailable. Default: 5 s.</summary>
    public TimeSpan PoolTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a new connection may take. Default: 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one statement may run before the server stops it. Default: 30 s.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many prepared statements each connection keeps. Default: 256.</summary>
    public int StatementCache { get; init; } = 256;

    /// <summary>Whether the server refuses every write of these connections. Default: false.</summary>
    public bool ReadOnly { get; init; }
}
