using System.Diagnostics;

namespace Lintel.Testing;

/// <summary>Runs the tools of <c>eng/judges</c>, and of other folders with a lock file, which it installs once as that says. Without node there is a failure, never a skip.</summary>
public static class Judges
{
    private static readonly SemaphoreSlim Installing = new(1, 1);

    public static string Folder { get; } = Path.Combine(Golden.Repository, "eng", "judges");

    /// <summary>A new folder from which tools find the installed packages.</summary>
    public static string NewOutput(string name)
    {
        var folder = Path.Combine(Folder, "out", $"{name}-{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Runs a script or an installed tool with node.</summary>
    public static Task<Verdict> RunAsync(string script, params string[] arguments) => RunInAsync(Folder, script, arguments);

    /// <summary>Runs a script of another folder that has packages of its own.</summary>
    public static async Task<Verdict> RunInAsync(string folder, string script, params string[] arguments)
    {
        await InstallAsync(folder);
        return await StartAsync(folder, "node", [Path.Combine(folder, script), .. arguments], TimeSpan.FromMinutes(2));
    }

    /// <summary>Has Prometheus' own linter look at a scrape.</summary>
    public static Task<Verdict> CheckMetricsAsync(string file) => StartAsync(Folder, "sh", ["-c", "promtool check metrics <\"$0\"", file], TimeSpan.FromMinutes(1));

    /// <summary>Installs the tools, if they are not there.</summary>
    public static Task InstallAsync() => InstallAsync(Folder);

    private static async Task InstallAsync(string folder)
    {
        await Installing.WaitAsync();
        try
        {
            if (IsInstalled(folder)) return;
            // Other test processes wait for the one that installs.
            await using var gate = await LockAsync(Path.Combine(Path.GetTempPath(), "lintel-judges.lock"));
            if (IsInstalled(folder)) return;
            var verdict = await StartAsync(folder, "npm", ["ci", "--no-audit", "--no-fund"], TimeSpan.FromMinutes(5));
            if (verdict.ExitCode != 0) throw new InvalidOperationException($"npm ci failed in {folder}:\n{verdict}");
        }
        finally
        {
            Installing.Release();
        }
    }

    // The same rule as in ./test: npm writes its own lock file last, and a newer package-lock.json asks for another install.
    private static bool IsInstalled(string folder)
    {
        var installed = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc > File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json"));
    }

    private static async Task<FileStream> LockAsync(string path)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 600)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }
    }

    private static async Task<Verdict> StartAsync(string folder, string program, IEnumerable<string> arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Nothing may call home, and no warning about node's age or colours may get into what is read.
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("REDOCLY_TELEMETRY", "off"), ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"), ("NO_COLOR", "1"), ("FORCE_COLOR", "0"), ("CI", "true")])
        {
            start.Environment[name] = value;
        }
        using var process = Start(start);
        using var stop = new CancellationTokenSource(limit);
        var output = process.StandardOutput.ReadToEndAsync(stop.Token);
        var error = process.StandardError.ReadToEndAsync(stop.Token);
        try
        {
            await process.WaitForExitAsync(stop.Token);
            return new Verdict(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', start.ArgumentList)} took longer than {limit}.");
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"'{start.FileName}' can't be started: the judges need node 20.19 or newer with npm on the PATH.", missing);
        }
    }
}

/// <summary>What a tool said.</summary>
public sealed record Verdict(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}
