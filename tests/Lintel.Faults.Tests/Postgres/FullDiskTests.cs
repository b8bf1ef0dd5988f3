using Lintel.Postgres.Testing;
using Npgsql;

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
    public async Task A_server_whose_log_has_no_room_is_used_again_once_it_has()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 160);
        await using var server = await ServerService.StartAsync(note: 8000, folder: disk.Path);
        await server.Service.PassAsync("fills", 0, disk.FillAsync);
        await server.Service.PassAsync("crashes", 0.5, () => UseUpLogAsync(server.Cluster));
        var during = await server.Service.PassAsync("during", 2);
        during.Expect(Kind.Write, "503 unavailable", "503 undecided").Expect(Kind.Read, "200", "503 unavailable").Expect(Kind.Plain, "200");
        disk.Free();
        await server.Cluster.ReviveAsync();
        await server.HealedAsync();
    }

    /// <summary>Goes on to further files of the log, until there is no room for one and the server ends itself.</summary>
    private static async Task UseUpLogAsync(PostgresCluster cluster)
    {
        try
        {
            for (var i = 0; i < 50; i++) await cluster.ExecuteAsync("SELECT pg_logical_emit_message(true, 'test', 'test'), pg_switch_wal()");
        }
        catch (NpgsqlException)
        {
            return;
        }
        throw new InvalidOperationException("The log still has room.");
    }
}
