namespace Lintel.Faults.Tests.Sqlite;

/// <summary>A disk that says it has no room.</summary>
public sealed class NoRoomTests
{
    [Fact]
    public async Task A_disk_without_room_refuses_writes_and_goes_on_reading()
    {
        await using var file = await FileService.StartAsync();
        var during = await file.FailAsync(FileFault.Full);
        during.Expect(Kind.Read, "200").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200").ExpectWithin(TimeSpan.FromSeconds(1));
        await file.HealedAsync();
    }
}

/// <summary>A disk that can't be written to.</summary>
public sealed class WriteErrorTests
{
    [Fact]
    public async Task A_disk_that_can_not_be_written_refuses_writes_and_goes_on_reading()
    {
        await using var file = await FileService.StartAsync();
        var during = await file.FailAsync(FileFault.Write);
        during.Expect(Kind.Read, "200").Expect(Kind.Write, "503 undecided").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200").ExpectWithin(TimeSpan.FromSeconds(1));
        await file.HealedAsync();
    }
}

/// <summary>A disk that does not say that it has what it was given.</summary>
public sealed class SyncErrorTests
{
    [Fact]
    public async Task A_write_that_was_not_made_durable_is_not_acknowledged()
    {
        await using var file = await FileService.StartAsync();
        var during = await file.FailAsync(FileFault.Sync);
        during.Expect(Kind.Read, "200").Expect(Kind.Write, "503 undecided").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200").ExpectWithin(TimeSpan.FromSeconds(1));
        await file.HealedAsync();
    }
}

/// <summary>A disk that is gone.</summary>
public sealed class DeadDiskTests
{
    [Fact]
    public async Task A_disk_that_is_gone_refuses_what_it_is_needed_for()
    {
        await using var file = await FileService.StartAsync();
        var during = await file.FailAsync(FileFault.All);
        during.Expect(Kind.Read, "200", "503 unavailable").Expect(Kind.Write, "503 unavailable", "503 undecided").Expect(Kind.Ready, "200", "503").Expect(Kind.Plain, "200").ExpectWithin(TimeSpan.FromSeconds(1));
        await file.HealedAsync();
    }
}
