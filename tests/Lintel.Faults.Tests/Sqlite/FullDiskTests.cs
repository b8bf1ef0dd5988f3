namespace Lintel.Faults.Tests.Sqlite;

/// <summary>A disk that is full.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_refuses_writes_and_goes_on_reading()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 16);
        await using var file = await FileService.StartAsync(disk.Path, note: 4000);
        await file.Service.PassAsync("fills", 0.5, disk.FillAsync);
        var during = await file.Service.PassAsync("during", 2);
        during.Expect(Kind.Read, "200").Expect(Kind.Write, "503 unavailable", "201").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200").ExpectWithin(TimeSpan.FromSeconds(1));
        Assert.Contains(during.Of(Kind.Write), answer => answer.Code == "unavailable");
        disk.Free();
        await file.HealedAsync();
    }
}
