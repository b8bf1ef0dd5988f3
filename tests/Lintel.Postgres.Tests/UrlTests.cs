namespace Lintel.Postgres.Tests;

/// <summary>URLs as PostgreSQL's own tools read them.</summary>
public sealed class UrlTests
{
    [Fact]
    public void Every_part_is_read()
    {
        Assert.Null(PostgresUrl.TryRead("postgresql://me:p%40ss@db.example:6543/my%20shop?sslmode=require&pool=8&statement_timeout=5&schema=api", out var options));
        Assert.Equal(
            new PostgresOptions
            {
                Host = "db.example",
                Port = 6543,
                User = "me",
                Password = "p@ss",
                Database = "my shop",
                SslMode = "require",
                Connections = 8,
                StatementTimeout = TimeSpan.FromSeconds(5),
                Schema = "api",
            },
            options);
        Assert.Equal("db.example:6543/my shop", PostgresUrl.Place(options!));
    }

    [Fact]
    public void A_password_may_be_in_a_file()
    {
        Assert.Null(PostgresUrl.TryRead("postgres://me@h/d?password_file=/run/secrets/database%20password", out var options));
        Assert.Equal((null, "/run/secrets/database password"), (options!.Password, options.PasswordFile));
    }

    [Theory]
    [InlineData("postgres://h:x/d", "port")]
    [InlineData("postgres://h:70000/d", "port")]
    [InlineData("postgres://h/d?pool=0", "pool")]
    [InlineData("postgres://h/d?sslmode=maybe", "sslmode")]
    [InlineData("postgres://h/d?colour=red", "it may have")]
    [InlineData("postgres://me:secret@h/d?password_file=/run/secrets/one", "both a password and a password_file")]
    [InlineData("postgres://me:secret@a,b/d", "several hosts")]
    public void What_is_wrong_is_told_without_a_secret(string url, string told)
    {
        var wrong = PostgresUrl.TryRead(url, out _);
        Assert.Contains(told, wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong, StringComparison.Ordinal);
    }
}
