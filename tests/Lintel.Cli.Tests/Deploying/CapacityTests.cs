using Lintel.Cli.Deploying;
using Lintel.Model;

namespace Lintel.Cli.Tests.Deploying;

/// <summary>How many replicas a contract's <c>slo</c> asks for.</summary>
public sealed class CapacityTests
{
    [Theory]
    [InlineData(null, null, 2, 4, 18)]
    [InlineData(500, 99.0, 2, 4, 18)]
    [InlineData(500, 99.9, 3, 6, 12)]
    [InlineData(5000, 99.0, 3, 6, 12)] // half of the peak at once
    [InlineData(9500, 99.9, 5, 11, 7)] // all of it, and one to spare
    [InlineData(23_000, 99.9, 12, 24, 3)]
    public void Replicas_follow_from_availability_and_peak(int? peak, double? availability, int least, int most, int pool)
    {
        var capacity = Capacity.Of(new ServiceObjectives(null, peak, (decimal?)availability), StoreKind.Postgres);
        Assert.Equal((least, most, pool), (capacity.Replicas, capacity.MaxReplicas, capacity.Pool));
        Assert.Null(capacity.Shortfall);
        Assert.InRange((capacity.MaxReplicas + 1) * capacity.Pool, 1, 97); // PostgreSQL's own default, without those for superusers
    }

    [Fact]
    public void A_contract_without_objectives_has_two_replicas() => Assert.Equal(2, Capacity.Of(null, StoreKind.Postgres).Replicas);

    [Theory]
    [InlineData(24_000)]
    [InlineData(999_999_999)]
    public void A_peak_that_one_database_can_t_serve_is_told(int peak)
    {
        var capacity = Capacity.Of(new ServiceObjectives(null, peak, null), StoreKind.Postgres);
        Assert.Equal((24, 3), (capacity.MaxReplicas, capacity.Pool));
        Assert.Contains("24 are written", capacity.Shortfall, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, 99.0, null)]
    [InlineData(500, 99.9, "an availability of 99.9% is promised")]
    [InlineData(1001, 99.0, "a peak of 1,001/s is promised")]
    public void A_file_has_one_replica_and_what_that_can_t_hold_is_told(int peak, double availability, string? told)
    {
        var capacity = Capacity.Of(new ServiceObjectives(null, peak, (decimal)availability), StoreKind.Sqlite);
        Assert.Equal((1, 1), (capacity.Replicas, capacity.MaxReplicas));
        if (told is null) Assert.Null(capacity.Shortfall);
        else Assert.StartsWith(told, capacity.Shortfall);
    }

    [Fact]
    public async Task What_can_t_be_held_is_a_note_and_no_failure()
    {
        using var shop = new WebShop("{ peak: 30000/s }");
        var ran = await shop.ExportAsync();
        Assert.Equal(0, ran.Code);
        Assert.StartsWith("note: a peak of 30,000/s asks for 31 replicas, and 24 are written", ran.Error);
    }
}
