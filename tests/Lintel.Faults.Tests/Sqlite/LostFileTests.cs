namespace Lintel.Faults.Tests.Sqlite;

/// <summary>A file that is taken away from under a service.</summary>
public sealed class MovedFileTests
{
    [Fact]
    public async Task A_file_that_was_moved_away_refuses_all_until_it_is_back()
    {
        await using var file = await FileService.StartAsync();
        File.Move(file.File, file.File + ".away");
        await file.Service.PassAsync("moves", 0.3);
        var during = await file.Service.PassAsync("during", 1);
        during.Expect(Kind.Read, "503 unavailable").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "503").Expect(Kind.Plain, "200").ExpectWithin(TimeSpan.FromSeconds(1));
        // Nothing took its place.
        Assert.False(File.Exists(file.File));
        File.Move(file.File + ".away", file.File);
        await file.HealedAsync();
    }
}

/// <summary>A file in whose place another one is put.</summary>
public sealed class ReplacedFileTests
{
    [Fact]
    public async Task A_file_that_was_replaced_refuses_all_and_the_other_one_is_not_touched()
    {
        await using var file = await FileService.StartAsync();
        var other = await OtherAsync();
        File.Move(file.File, file.File + ".away");
        await File.WriteAllBytesAsync(file.File, other, FaultyService.Cancellation);
        await file.Service.PassAsync("moves", 0.3);
        // More at a time than there are connections.
        file.Service.Load.Add(6);
        var during = await file.Service.PassAsync("during", 1);
        during.Expect(Kind.Read, "503 unavailable").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "503").Expect(Kind.Plain, "200").ExpectWithin(TimeSpan.FromSeconds(1));
        Assert.Equal(other, await File.ReadAllBytesAsync(file.File, FaultyService.Cancellation));
        File.Move(file.File + ".away", file.File, overwrite: true);
        await file.HealedAsync();
    }

    /// <summary>A database of the same schema without a row.</summary>
    private static async Task<byte[]> OtherAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lintel-other-").FullName;
        await using (var store = FileService.Open(Path.Combine(folder, "other.db"))) await store.PrepareAsync(FaultyService.Cancellation);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, "other.db"), FaultyService.Cancellation);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }
}
