using System.Diagnostics;

namespace Lintel.Faults.Tests;

/// <summary>A file system of a few megabytes, for a disk that is really full. Where this machine lets nobody mount one, the test says so and is skipped.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filling => System.IO.Path.Combine(Path, "filling");

    public static async Task<SmallDisk> MountAsync(int megabytes, string? owner = null)
    {
        var path = Directory.CreateTempSubdirectory("lintel-disk-").FullName;
        var disk = new SmallDisk(path);
        if (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "lintel-test", path) == 0)
        {
            if (owner is not null) await RunAsync("chown", owner, path);
            return disk;
        }
        Directory.Delete(path);
        Assert.Skip("A file system can't be mounted here.");
        throw new UnreachableException();
    }

    /// <summary>Takes all that is left.</summary>
    public async Task FillAsync()
    {
        var zeros = new byte[4096];
        try
        {
            await using var file = new FileStream(Filling, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true) await file.WriteAsync(zeros, FaultyService.Cancellation);
        }
        catch (IOException)
        {
            // No space left on device.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Filling);

    public async ValueTask DisposeAsync()
    {
        // What still has a file open there keeps it from being unmounted now, but not from going.
        await RunAsync("umount", "--lazy", Path);
        Directory.Delete(Path);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
