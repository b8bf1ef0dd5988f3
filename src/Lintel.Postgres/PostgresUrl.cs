using System.Globalization;

namespace Lintel.Postgres;

/// <summary>The URL of a database as PostgreSQL's own tools read it: <c>postgres://user:password@host:port/database?name=value</c>.</summary>
public static class PostgresUrl
{
    private const string Known = "host, port, user, dbname, password_file, schema, sslmode, sslrootcert, application_name, connect_timeout, pool, pool_timeout and statement_timeout (times in seconds)";

    /// <summary>Whether it is one, right or wrong.</summary>
    public static bool Is(string url) => url.StartsWith("postgres://", StringComparison.Ordinal) || url.StartsWith("postgresql://", StringComparison.Ordinal);

    /// <summary>The host, port and database for people, without user or password.</summary>
    public static string Place(PostgresOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"{options.Host}:{options.Port}/{options.Database ?? options.User}");

    /// <summary>Reads a URL.</summary>
    /// <returns>What is wrong with it, without any part that may be secret; null: nothing.</returns>
    public static string? TryRead(string url, out PostgresOptions? options)
    {
        options = null;
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var (head, query) = Cut(rest, '?');
        var (authority, database) = Cut(head, '/');
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? ("", null) : Cut(authority[..at], ':');
        var found = new PostgresOptions { Host = "127.0.0.1", Password = password is null ? null : Uri.UnescapeDataString(password) };
        if (user.Length > 0) found = found with { User = Uri.UnescapeDataString(user) };
        if (!string.IsNullOrEmpty(database)) found = found with { Database = Uri.UnescapeDataString(database) };
        if (Address(authority[(at + 1)..], ref found) is { } wrong) return wrong;
        foreach (var pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(pair, '=');
            if (Set(name, Uri.UnescapeDataString(value ?? ""), ref found) is { } refusal) return refusal;
        }
        if (found is { Password: not null, PasswordFile: not null }) return "it has both a password and a password_file";
        options = found;
        return null;
    }

    private static string? Address(string text, ref PostgresOptions options)
    {
        if (text.Length == 0) return null;
        if (text.Contains(',', StringComparison.Ordinal)) return "it names several hosts, and one is used";
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            if (Set("port", text[(colon + 1)..], ref options) is { } wrong) return wrong;
            text = text[..colon];
        }
        if (text.Length > 0) options = options with { Host = Uri.UnescapeDataString(text.Trim('[', ']')) };
        return null;
    }

    private static string? Set(string name, string value, ref PostgresOptions options)
    {
        var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
        if (name is "port" or "connect_timeout" or "pool" or "pool_timeout" or "statement_timeout" && !isNumber) return $"its {name} is not a number above 0";
        if (name == "port" && number > 65535) return "its port is above 65535";
        if (name == "sslmode" && value is not ("disable" or "allow" or "prefer" or "require" or "verify-ca" or "verify-full"))
            return "its sslmode is none of disable, allow, prefer, require, verify-ca and verify-full";
        switch (name)
        {
            case "host": options = options with { Host = value }; break;
            case "port": options = options with { Port = number }; break;
            case "user": options = options with { User = value }; break;
            case "dbname": options = options with { Database = value }; break;
            case "password_file": options = options with { PasswordFile = value }; break;
            case "schema": options = options with { Schema = value }; break;
            case "sslmode": options = options with { SslMode = value }; break;
            case "sslrootcert": options = options with { SslRootCertificate = value }; break;
            case "application_name": options = options with { ApplicationName = value }; break;
            case "connect_timeout": options = options with { ConnectTimeout = TimeSpan.FromSeconds(number) }; break;
            case "pool": options = options with { Connections = number }; break;
            case "pool_timeout": options = options with { PoolTimeout = TimeSpan.FromSeconds(number) }; break;
            case "statement_timeout": options = options with { StatementTimeout = TimeSpan.FromSeconds(number) }; break;
            default: return $"after the ? it may have {Known}";
        }
        return null;
    }

    private static (string Before, string? After) Cut(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, null);
}
