using System.Diagnostics;
using Lintel.Testing;

namespace Lintel.Postgres.Testing;

/// <summary>A PostgreSQL of a test's own, for what others must not meet; gone with its files when it is disposed.</summary>
public sealed class PostgresCluster : PostgresServer, IAsyncDisposable
{
    private readonly string _name;

    private PostgresCluster(string name, string url)
        : base(url) => _name = name;

    public static async Task<PostgresCluster> StartAsync()
    {
        var name = $"test-{Guid.NewGuid():N}"[..13];
        return new PostgresCluster(name, (await RunAsync("start", name)).Trim());
    }

    /// <summary>Kills it and starts it again: <c>pg_ctl restart -m immediate</c>. Returns when it answers.</summary>
    public Task CrashAsync() => RunAsync("crash", _name);

    /// <summary>Kills it: <c>pg_ctl stop -m immediate</c>.</summary>
    public Task HaltAsync() => RunAsync("halt", _name);

    /// <summary>Starts it again, at the same URL. Returns when it answers.</summary>
    public Task ResumeAsync() => RunAsync("resume", _name);

    public async ValueTask DisposeAsync() => await RunAsync("stop", _name);

    private static async Task<string> RunAsync(string verb, string name)
    {
        var start = new ProcessStartInfo(Path.Combine(Golden.Repository, "eng", "postgres.sh"), [verb, name]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"eng/postgres.sh {verb} {name} ended with {process.ExitCode}: {await error}");
    }
}
