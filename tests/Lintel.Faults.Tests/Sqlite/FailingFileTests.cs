namespace Lintel.Faults.Tests.Sqlite;

/// <summary>A disk that says it has no room.</summary>
public sealed class NoRoomTests : UnwritableFileTests
{
    private protected override FileFault Fault => FileFault.Full;

    protected override string Refusal => "503 unavailable";
}

/// <summary>A disk that can't be written to, just when a write is made durable.</summary>
public sealed class WriteErrorTests : UnwritableFileTests
{
    private protected override FileFault Fault => FileFault.Write;

    protected override string Refusal => "503 undecided";
}

/// <summary>A disk that does not say that it has what it was given.</summary>
public sealed class SyncErrorTests : UnwritableFileTests
{
    private protected override FileFault Fault => FileFault.Sync;

    protected override string Refusal => "503 undecided";
}

/// <summary>A disk that is gone.</summary>
public sealed class DeadDiskTests
{
    [Fact]
    public async Task A_disk_that_is_gone_refuses_what_it_is_needed_for()
    {
        await using var file = await FileService.StartAsync();
        var during = await file.FailAsync(FileFault.All);
        during.Expect(Kind.Read, "200", "503 unavailable").Expect(Kind.Write, "503 unavailable", "503 undecided").Expect(Kind.Ready, "200", "503").Expect(Kind.Plain, "200");
        during.ExpectWithin(TimeSpan.FromSeconds(1));
        await file.HealedAsync();
    }
}

/// <summary>A disk that takes no writes; a class for each way, so that they run side by side.</summary>
public abstract class UnwritableFileTests
{
    private protected abstract FileFault Fault { get; }

    /// <summary>The answer to a write.</summary>
    protected abstract string Refusal { get; }

    [Fact]
    public async Task A_disk_that_takes_no_writes_goes_on_being_read()
    {
        await using var file = await FileService.StartAsync();
        var during = await file.FailAsync(Fault);
        during.Expect(Kind.Read, "200").Expect(Kind.Write, Refusal).Expect(Kind.Ready, "200").Expect(Kind.Plain, "200").ExpectWithin(TimeSpan.FromSeconds(1));
        await file.HealedAsync();
    }
}
