using Lintel.Engine;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Faults.Tests.Sqlite;

/// <summary>A file in which another process writes without end.</summary>
public sealed class LockedFileTests
{
    [Fact]
    public async Task A_lock_of_another_process_keeps_writers_waiting_and_no_reader()
    {
        await using var file = await FileService.StartAsync();
        await using var other = FileService.Open(file.File);
        await using (await other.OpenAsync(SessionKind.Write, FaultyService.Cancellation))
        {
            await file.Service.PassAsync("locks", 0.1);
            var during = await file.Service.PassAsync("during", 4);
            during.Expect(Kind.Read, "200").Expect(Kind.Write, "503 unavailable").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200");
            Assert.True(during.Slowest(Kind.Write) < TimeSpan.FromSeconds(3), during.ToString());
            Assert.True(during.Slowest(Kind.Read) < TimeSpan.FromSeconds(1), during.ToString());
        }
        await file.HealedAsync();
    }
}

/// <summary>A file whose log can't be written back, because another process reads what was before.</summary>
public sealed class KeptLogTests
{
    [Fact]
    public async Task A_reader_without_end_lets_the_log_grow_and_refuses_nobody()
    {
        await using var file = await FileService.StartAsync(note: 4000);
        await using var other = FileService.Open(file.File);
        var log = new FileInfo(file.File + "-wal");
        await using (var stream = await new LintelEngine(FaultyService.Model, other, TimeProvider.System).StreamAsync(new ReadOperation { Resource = "order" }, null, FaultyService.Cancellation))
        {
            Assert.Null(stream.Problem);
            (await file.Service.PassAsync("during", 2)).ExpectGood();
        }
        log.Refresh();
        TestContext.Current.TestOutputHelper?.WriteLine($"the log has {log.Length / 1024} KiB");
        await file.HealedAsync();
    }
}
