using Lintel.Postgres.Testing;

namespace Lintel.Cli.Tests.Processes;

/// <summary><c>lintel run --watch</c> on the shop without its seed, and an editor for its contract.</summary>
internal sealed class WatchedShop : IAsyncDisposable
{
    // What the issue asks for is a second; a machine that runs other tests beside may be slower.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    private readonly Workspace _workspace;
    private readonly PostgresSchema? _schema;

    private WatchedShop(Workspace workspace, string contract, PostgresSchema? schema, ServerProcess server)
    {
        (_workspace, Contract, _schema, Server) = (workspace, contract, schema, server);
        Client = new HttpClient { BaseAddress = server.Address };
    }

    public string Contract { get; }

    public ServerProcess Server { get; }

    public HttpClient Client { get; }

    /// <summary>Starts it on <c>SQLite</c>, on <c>PostgreSQL</c>, or on the database of a URL. The contract is a file, or that file within a folder.</summary>
    public static async Task<WatchedShop> StartAsync(string store = "SQLite", bool isFolder = false)
    {
        var workspace = new Workspace();
        var contract = workspace.EmptyShop();
        if (isFolder) contract = workspace.Write("shop/contract.yaml", await File.ReadAllTextAsync(contract));
        var schema = store == "PostgreSQL" ? await PostgresServer.Shared.CreateSchemaAsync("pool=8") : null;
        var url = store == "SQLite" ? null : schema?.Url ?? store;
        var server = await ServerProcess.StartAsync([isFolder ? Path.GetDirectoryName(contract)! : contract, "--watch", .. url is null ? [] : new[] { "--store", url }]);
        return new WatchedShop(workspace, contract, schema, server);
    }

    /// <summary>Writes the contract with one text in place of another.</summary>
    public async Task EditAsync(string from, string to)
    {
        var text = await File.ReadAllTextAsync(Contract);
        Assert.Contains(from, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Contract, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Adds a field to orders.</summary>
    public Task AddFieldAsync(string field) => EditAsync("      note: ", $"      {field}\n      note: ");

    /// <summary>Does something to the contract, and waits for the line that tells what became of it; gives all that was said.</summary>
    public async Task<string> AfterAsync(Func<Task> edit, string expected)
    {
        var before = Server.Said.Length;
        await edit();
        return await Server.SaysAsync(expected, before);
    }

    /// <summary>Waits until a request is answered with a status; gives the answer's body.</summary>
    public async Task<string> AnsweredAsync(int status, string path)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var response = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            var elapsed = TimeProvider.System.GetElapsedTime(start);
            if ((int)response.StatusCode != status)
            {
                Assert.True(elapsed < Bound, $"{path} is still {(int)response.StatusCode} after {elapsed}: {body}\n{Server.Said}");
                continue;
            }
            TestContext.Current.TestOutputHelper?.WriteLine($"{status} after {elapsed.TotalMilliseconds:0} ms");
            return body;
        }
    }

    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(Server.Said);
        Client.Dispose();
        await Server.DisposeAsync();
        if (_schema is not null) await _schema.DisposeAsync();
        _workspace.Dispose();
    }
}
