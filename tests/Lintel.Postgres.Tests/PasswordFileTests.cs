using Lintel.Engine;
using Lintel.Postgres.Testing;
using Lintel.Stores;

namespace Lintel.Postgres.Tests;

/// <summary><c>?password_file=…</c>: passwords as containers are given them.</summary>
public sealed class PasswordFileTests(PasswordFileTests.Passworded server) : IClassFixture<PasswordFileTests.Passworded>, IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task A_password_is_read_for_each_connection()
    {
        var model = Database.Compile("  row:\n    fields: { text: string }\n");
        await File.WriteAllTextAsync(_file, "one\n", Database.Cancellation);
        await using var store = PostgresStore.Open(model, server.Options(_file));
        await store.PrepareAsync(Database.Cancellation);
        var engine = new LintelEngine(model, store, TimeProvider.System);
        Assert.True(await IsReadyAsync());

        await server.Cluster.ExecuteAsync("ALTER ROLE shop PASSWORD 'two'; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shop'");
        Assert.False(await IsReadyAsync());
        await File.WriteAllTextAsync(_file, "two", Database.Cancellation);
        // A connection is tried again a second later at most.
        for (var tries = 0; tries < 100 && !await IsReadyAsync(); tries++) await Task.Delay(50, Database.Cancellation);
        Assert.True(await IsReadyAsync());

        async Task<bool> IsReadyAsync()
        {
            // The first one may meet a connection that the server has closed.
            return await engine.IsReadyAsync(Database.Cancellation) || await engine.IsReadyAsync(Database.Cancellation);
        }
    }

    [Fact]
    public async Task A_file_without_a_password_is_told()
    {
        var folder = Path.GetTempPath().TrimEnd('/');
        Assert.EndsWith($"the password file {_file} is empty", await FailureAsync(_file));
        Assert.EndsWith("there is no password file /nowhere/password", await FailureAsync("/nowhere/password"));
        Assert.EndsWith($"the password file {folder} can't be read", await FailureAsync(folder));
        await File.WriteAllTextAsync(_file, "wrong secret\n", Database.Cancellation);
        Assert.DoesNotContain("secret", await FailureAsync(_file), StringComparison.Ordinal);
    }

    private async Task<string> FailureAsync(string file)
    {
        await using var store = PostgresStore.Open(Database.Compile("  row:\n    fields: { text: string }\n"), server.Options(file));
        return (await Assert.ThrowsAsync<StoreException>(() => store.PrepareAsync(Database.Cancellation))).Message;
    }

    /// <summary>A server of its own that asks one user for a password.</summary>
    public sealed class Passworded : IAsyncLifetime
    {
        public PostgresCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Cluster = await PostgresCluster.StartAsync();
            await Cluster.ExecuteAsync("CREATE ROLE shop LOGIN PASSWORD 'one'; CREATE SCHEMA shop AUTHORIZATION shop");
            await Cluster.ExecuteAsync("DO $$ BEGIN EXECUTE format('COPY (SELECT unnest(ARRAY[''host all shop all scram-sha-256'', ''host all all all trust''])) TO %L', current_setting('hba_file')); END $$");
            await Cluster.ExecuteAsync("SELECT pg_reload_conf()");
        }

        public PostgresOptions Options(string file) => Cluster.Options with { User = "shop", Schema = "shop", PasswordFile = file };

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
