using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace Lintel.Redis;

/// <summary>The URL of a Redis as its own tools read it: <c>redis://user:password@host:port/database</c>, or <c>rediss://</c> for TLS.</summary>
public static class RedisUrl
{
    private const int Port = 6379;

    /// <summary>Reads a URL.</summary>
    /// <returns>What is wrong with it, without any part that may be secret; null: nothing.</returns>
    public static string? TryRead(string url, out RedisOptions? options)
    {
        options = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0)
            return "a Redis is like redis://:PASSWORD@HOST:6379, or rediss:// for TLS";
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0) return "the address of a Redis has nothing behind its database";
        var path = uri.AbsolutePath.Trim('/');
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return "the database of a Redis is a number, as in redis://HOST:6379/1";
        var user = uri.UserInfo.Split(':', 2);
        options = new RedisOptions
        {
            Host = uri.Host.Trim('[', ']'),
            Port = uri.IsDefaultPort || uri.Port < 0 ? Port : uri.Port,
            IsSecure = uri.Scheme == "rediss",
            User = user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : null,
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            Database = path.Length > 0 ? int.Parse(path, CultureInfo.InvariantCulture) : 0,
        };
        return null;
    }
}

/// <summary>Where a Redis is.</summary>
public sealed record RedisOptions
{
    /// <summary>Its name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Its port. Default: 6379.</summary>
    public int Port { get; init; } = 6379;

    /// <summary>Whether it speaks TLS. Default: no.</summary>
    public bool IsSecure { get; init; }

    /// <summary>As whom; null: as Redis's default user. Default: null.</summary>
    public string? User { get; init; }

    /// <summary>The password; null: none. Default: null.</summary>
    public string? Password { get; init; }

    /// <summary>The number of its database. Default: 0.</summary>
    public int Database { get; init; }

    /// <summary>How long a connection may take. Default: 1 second.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it is left alone after a connection failed. Default: half a second.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Where it is, for people: without user or password.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    internal ConfigurationOptions ToConfiguration()
    {
        var configuration = new ConfigurationOptions
        {
            // Who can't reach it serves all the same, and looks for it beside that.
            AbortOnConnectFail = false,
            BacklogPolicy = BacklogPolicy.FailFast,
            ConnectTimeout = (int)ConnectTimeout.TotalMilliseconds,
            ReconnectRetryPolicy = new LinearRetry((int)Pause.TotalMilliseconds),
            // What went wrong is told in a line of the log, for people.
            IncludeDetailInExceptions = false,
            IncludePerformanceCountersInExceptions = false,
            ClientName = "lintel",
            DefaultDatabase = Database,
            Ssl = IsSecure,
            SslHost = IsSecure ? Host : null,
            User = User,
            Password = Password,
        };
        if (IPAddress.TryParse(Host, out var address)) configuration.EndPoints.Add(address, Port);
        else configuration.EndPoints.Add(Host, Port);
        return configuration;
    }
}
