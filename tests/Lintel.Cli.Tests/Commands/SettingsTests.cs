namespace Lintel.Cli.Tests.Commands;

/// <summary>Flags and environment variables that mean nothing.</summary>
public sealed class SettingsTests
{
    private const string Address = "an address to listen on is like http://127.0.0.1:8080 or http://*:8080";
    private const string Slow = "it must be a time like 100ms or 2s, or off";
    private const string Host = "the host to listen on is an IP address, localhost, or * for any";
    private const string Origin = "an origin is like https://shop.example, without a path; * is any";
    private const string Database = "a database is sqlite:PATH, such as sqlite:shop.db, or postgres://USER:PASSWORD@HOST/DATABASE";

    [Theory]
    [InlineData("--urls", "LINTEL_URLS", "foo", "foo", Address)]
    [InlineData("--urls", "LINTEL_URLS", "ftp://127.0.0.1", "ftp://127.0.0.1", Address)]
    [InlineData("--urls", "LINTEL_URLS", "http://127.0.0.1:99999", "http://127.0.0.1:99999", Address)]
    [InlineData("--urls", "LINTEL_URLS", "http://127.0.0.1:80/shop", "http://127.0.0.1:80/shop", Address)]
    [InlineData("--urls", "LINTEL_URLS", "http://*:5000;bar", "bar", Address)]
    [InlineData("--urls", "LINTEL_URLS", " ; ", " ; ", Address)]
    [InlineData("--urls", "LINTEL_URLS", "https://127.0.0.1/shop", "https://127.0.0.1/shop", Address)]
    [InlineData("--urls", "LINTEL_URLS", "http://shop.example:80", "http://shop.example:80", Host)]
    [InlineData("--cors", "LINTEL_CORS", "https://a.example, https://b.example/x", "https://b.example/x", Origin)]
    [InlineData("--cors", "LINTEL_CORS", "a.example", "a.example", Origin)]
    [InlineData("--log-level", "LINTEL_LOG_LEVEL", "loud", "loud", "it must be one of trace, debug, information, warning, error and none")]
    [InlineData("--log", "LINTEL_LOG", "xml", "xml", "it must be text or json")]
    [InlineData("--slow", "LINTEL_SLOW", "fast", "fast", Slow)]
    [InlineData("--slow", "LINTEL_SLOW", "-1s", "-1s", Slow)]
    [InlineData("--slow", "LINTEL_SLOW", "99999999999s", "99999999999s", Slow)]
    [InlineData("--metrics", "LINTEL_METRICS", "9464", "9464", Address)]
    [InlineData("--metrics", "LINTEL_METRICS", "http://127.0.0.1:9464/metrics", "http://127.0.0.1:9464/metrics", Address)]
    [InlineData("--queue", "LINTEL_QUEUE", "-1", "-1", "it must be a whole number from 0 to 1000000")]
    [InlineData("--connections", "LINTEL_CONNECTIONS", "0", "0", "it must be a whole number from 1 to 1000000")]
    [InlineData("--connections-per-address", "LINTEL_CONNECTIONS_PER_ADDRESS", "many", "many", "it must be a whole number from 1 to 1000000")]
    [InlineData("--trust-proxy", "LINTEL_TRUST_PROXY", "10.0.0.0/8, 10.0.0.0/33", "10.0.0.0/33", "the network of a proxy is like 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7")]
    [InlineData("--metrics", "LINTEL_METRICS", "https://127.0.0.1:9464", "https://127.0.0.1:9464", "metrics are served over http")]
    [InlineData("--graphql", "LINTEL_GRAPHQL", "private", "private", "it must be open, closed or off")]
    [InlineData("--graphql-documents", "LINTEL_GRAPHQL_DOCUMENTS", "nowhere.json", "nowhere.json", "there is no such file")]
    [InlineData("--store", "LINTEL_STORE", "sqlite:", "sqlite:", Database)]
    [InlineData("--store", "LINTEL_STORE", "shop.db", "shop.db", Database)]
    [InlineData("--store", "LINTEL_STORE", "mysql://root:secret@db/shop", "…@db/shop", Database)]
    public async Task A_wrong_value_is_one_line_that_names_the_flag_or_the_variable(string flag, string variable, string value, string shown, string why)
    {
        using var workspace = Workspace.With("shop");
        var ran = await InProcess.RunAsync("run", workspace.PathOf("shop"), flag, value);
        Assert.Equal($"{flag} is '{shown}', but {why}", ran.Failure());
        Assert.Equal(ExitCode.Misused, ran.Code);
        ran = await InProcess.RunAsync(new Dictionary<string, string> { [variable] = value }, "run", workspace.PathOf("shop"));
        Assert.Equal($"{variable} is '{shown}', but {why}", ran.Failure());
        Assert.False(Directory.Exists(workspace.PathOf("shop/.lintel")), "a database was made before the settings were read");
    }

    [Theory]
    [InlineData("redis://:secret@127.0.0.1:6379/shop", "the database of a Redis is a number, as in redis://HOST:6379/1")]
    [InlineData("http://:secret@127.0.0.1", "a Redis is like redis://:PASSWORD@HOST:6379, or rediss:// for TLS")]
    [InlineData("redis://:secret@127.0.0.1?ssl=true", "the address of a Redis has nothing behind its database")]
    public async Task A_wrong_address_of_a_Redis_is_not_repeated(string url, string why)
    {
        using var workspace = Workspace.With("shop");
        var ran = await InProcess.RunAsync(new Dictionary<string, string> { ["LINTEL_REDIS"] = url }, "run", workspace.PathOf("shop"));
        Assert.Equal($"LINTEL_REDIS is wrong: {why}", ran.Failure());
        Assert.Equal(ExitCode.Misused, ran.Code);
    }

    [Theory]
    [InlineData("an address of --urls begins with https://, which needs a --certificate; or let a proxy in front end TLS", "--urls", "https://127.0.0.1:0")]
    [InlineData("a --certificate means nothing where no address of --urls begins with https://", "--certificate", "shop.pem")]
    [InlineData("--certificate-key, --tls and --client-ca mean nothing without a --certificate", "--tls", "1.3")]
    [InlineData("--tls is '1.1', but it must be 1.2 or 1.3", "--urls", "https://127.0.0.1:0", "--certificate", "shop.pem", "--tls", "1.1")]
    public async Task What_TLS_lacks_is_told_before_anything_is_served(string why, params string[] args)
    {
        using var workspace = Workspace.With("shop");
        var ran = await InProcess.RunAsync(["run", workspace.PathOf("shop"), .. args]);
        Assert.Equal(why, ran.Failure());
        Assert.Equal(ExitCode.Misused, ran.Code);
    }

    [Theory]
    [InlineData("OTEL_TRACES_EXPORTER", "it must be otlp or none")]
    [InlineData("OTEL_METRICS_EXPORTER", "it must be otlp or none; --metrics serves Prometheus")]
    public async Task An_exporter_that_there_is_not_is_refused(string variable, string why)
    {
        using var workspace = Workspace.With("shop");
        var ran = await InProcess.RunAsync(new Dictionary<string, string> { [variable] = "zipkin" }, "run", workspace.PathOf("shop"));
        Assert.Equal($"{variable} is 'zipkin', but {why}", ran.Failure());
        Assert.Equal(ExitCode.Misused, ran.Code);
    }

    [Fact]
    public async Task A_flag_wins_over_its_variable()
    {
        using var workspace = Workspace.With("shop");
        var file = workspace.Write("products.csv", "sku,name,price\nTEA-1,Tea,1\n");
        var (flag, variable) = (workspace.PathOf("flag.db"), workspace.PathOf("variable.db"));
        var said = (await InProcess.RunAsync(new Dictionary<string, string> { ["LINTEL_STORE"] = "sqlite:" + variable }, "load", workspace.PathOf("shop"), "product", file, "--store", "sqlite:" + flag)).Success();
        Assert.StartsWith($"loaded 1 row of product into {flag} (SQLite, created with 4 tables) in ", said);
        Assert.False(File.Exists(variable));
        said = (await InProcess.RunAsync(new Dictionary<string, string> { ["LINTEL_STORE"] = "sqlite:" + variable }, "load", workspace.PathOf("shop"), "product", file)).Success();
        Assert.Contains(variable, said);
    }
}
