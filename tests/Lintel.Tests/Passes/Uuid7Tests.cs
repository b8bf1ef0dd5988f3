using Lintel.Passes;
using Microsoft.Extensions.Time.Testing;

namespace Lintel.Tests.Passes;

public sealed class Uuid7Tests
{
    [Fact]
    public void Keys_made_in_one_millisecond_rise()
    {
        var keys = new Uuid7(new FakeTimeProvider());
        var made = Enumerable.Range(0, 100_000).Select(_ => keys.Next().ToString()).ToArray();
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Length, made.Distinct().Count());
    }

    [Fact]
    public void Keys_rise_although_the_clock_is_set_back()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        var keys = new Uuid7(clock);
        var before = keys.Next().ToString();
        clock.AdjustTime(DateTimeOffset.UnixEpoch.AddYears(49));
        Assert.True(string.CompareOrdinal(before, keys.Next().ToString()) < 0);
    }

    [Fact]
    public void A_key_tells_its_time_its_version_and_its_variant()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(0x0197_B2A4_6B1C));
        var key = new Uuid7(clock).Next().ToString();
        Assert.StartsWith("0197b2a4-6b1c-7", key, StringComparison.Ordinal);
        Assert.Contains(key[19], "89ab");
    }

    [Fact]
    public async Task Keys_made_by_many_threads_differ()
    {
        var keys = new Uuid7(new FakeTimeProvider());
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 10_000).Select(_ => keys.Next()).ToArray())));
        Assert.Equal(80_000, made.SelectMany(part => part).Distinct().Count());
    }
}
