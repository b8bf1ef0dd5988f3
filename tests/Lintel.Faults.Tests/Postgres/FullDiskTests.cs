namespace Lintel.Faults.Tests.Postgres;

/// <summary>A PostgreSQL whose disk of tables is full.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_disk_without_room_refuses_writes_and_goes_on_reading()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 24, owner: "postgres");
        await using var server = await ServerService.StartAsync(note: 2000, async cluster =>
        {
            await cluster.ExecuteAsync($"CREATE TABLESPACE small LOCATION '{disk.Path}'");
            await cluster.ExecuteAsync("ALTER DATABASE postgres SET default_tablespace = small");
        });
        await server.Service.PassAsync("fills", 1.5, () => disk.FillAsync());
        var during = await server.Service.PassAsync("during", 2);
        // Where a page has room for a row it is written.
        during.Expect(Kind.Read, "200").Expect(Kind.Write, "503 unavailable", "201").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200");
        Assert.Contains(during.Of(Kind.Write), answer => answer.Code == "unavailable");
        disk.Free();
        await server.HealedAsync();
    }
}

/// <summary>A PostgreSQL whose log has no room: it crashes, and can't recover.</summary>
public sealed class FullLogTests
{
    [Fact]
    public async Task A_log_without_room_is_a_server_that_is_down()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 160);
        await using var server = await ServerService.StartAsync(note: 8000, folder: disk.Path);
        await server.Service.PassAsync("fills", 0, disk.FillAsync);
        var during = await server.Service.PassAsync("during", 8);
        disk.Free();
        await server.Cluster.ReviveAsync();
        await server.HealedAsync();
    }
}
