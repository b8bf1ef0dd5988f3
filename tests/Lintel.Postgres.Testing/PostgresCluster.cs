using System.Diagnostics;
using Lintel.Testing;

namespace Lintel.Postgres.Testing;

/// <summary>A PostgreSQL of a test's own, for what others must not meet; gone with its files when it is disposed.</summary>
public sealed class PostgresCluster : PostgresServer, IAsyncDisposable
{
    private readonly string _name;
    private readonly string? _folder;

    private PostgresCluster(string name, string? folder, string url)
        : base(url) => (_name, _folder) = (name, folder);

    /// <summary>Starts one.</summary>
    /// <param name="folder">Where its files are; null: in the folder for temporary files.</param>
    public static async Task<PostgresCluster> StartAsync(string? folder = null)
    {
        var name = $"test-{Guid.NewGuid():N}"[..13];
        return new PostgresCluster(name, folder, (await RunAsync("start", name, folder)).Trim());
    }

    /// <summary>Starts it again, at the same URL, where it has ended by itself.</summary>
    public async Task ReviveAsync()
    {
        try
        {
            await RunAsync("url", _name, _folder);
        }
        catch (InvalidOperationException)
        {
            await ResumeAsync();
        }
    }

    /// <summary>Kills it and starts it again: <c>pg_ctl restart -m immediate</c>. Returns when it answers.</summary>
    public Task CrashAsync() => RunAsync("crash", _name, _folder);

    /// <summary>Kills it: <c>pg_ctl stop -m immediate</c>.</summary>
    public Task HaltAsync() => RunAsync("halt", _name, _folder);

    /// <summary>Starts it again, at the same URL. Returns when it answers.</summary>
    public Task ResumeAsync() => RunAsync("resume", _name, _folder);

    public async ValueTask DisposeAsync() => await RunAsync("stop", _name, _folder);

    private static async Task<string> RunAsync(string verb, string name, string? folder)
    {
        var start = new ProcessStartInfo(Path.Combine(Golden.Repository, "eng", "postgres.sh"), [verb, name]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (folder is not null) start.Environment["TMPDIR"] = folder;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"eng/postgres.sh {verb} {name} ended with {process.ExitCode}: {await error}");
    }
}
