using Lintel.Sqlite;

namespace Lintel.Faults.Tests.Sqlite;

/// <summary>A service on a SQLite file to which a test may do anything.</summary>
internal sealed class FileService(string folder, FaultyService service) : IAsyncDisposable
{
    /// <summary>Within what everything is served again once the file can be used.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public string File => Path.Combine(folder, "orders.db");

    public FaultyService Service => service;

    /// <summary>Starts it, and sees that all is served.</summary>
    /// <param name="folder">Where the file is; null: in a folder of its own.</param>
    /// <param name="note">How many characters an order has besides.</param>
    public static async Task<FileService> StartAsync(string? folder = null, int note = 0)
    {
        folder ??= Directory.CreateTempSubdirectory("lintel-faults-").FullName;
        FaultyFiles.Set(folder, FileFault.None);
        var file = new FileService(folder, await FaultyService.StartAsync(Open(Path.Combine(folder, "orders.db")), note: note));
        (await file.Service.PassAsync("before", 1)).ExpectGood();
        return file;
    }

    /// <summary>The file as another process has it.</summary>
    public static SqliteStore Open(string file) =>
        SqliteStore.Open(FaultyService.Model, new SqliteOptions { Path = file, Time = TimeProvider.System, BusyTimeout = TimeSpan.FromSeconds(1) });

    /// <summary>Lets its files fail for a while; gives what callers met.</summary>
    public async Task<Phase> FailAsync(FileFault fault)
    {
        FaultyFiles.Set(folder, fault);
        await service.PassAsync("breaks", 0.3);
        var during = await service.PassAsync("during", 1.5);
        FaultyFiles.Set(folder, FileFault.None);
        return during;
    }

    /// <summary>Sees that all is served again by itself, and that nothing was lost.</summary>
    public async Task HealedAsync()
    {
        Assert.InRange(await service.UntilServedAsync(), TimeSpan.Zero, Soon);
        (await service.EndAsync()).ExpectGood();
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        foreach (var file in Directory.GetFiles(folder)) System.IO.File.Delete(file);
        if (folder.Contains("lintel-faults-", StringComparison.Ordinal)) Directory.Delete(folder);
    }
}
