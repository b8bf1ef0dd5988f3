namespace Lintel.Http.Tests.Rest;

/// <summary>The acceptance: the whole Chinook sample through the API.</summary>
public sealed class ChinookTests(ChinookTests.Chinook chinook) : IClassFixture<ChinookTests.Chinook>
{
    [Fact]
    public async Task Every_track_is_met_once_forward_and_once_back()
    {
        var service = chinook.Value;
        var forward = new List<int>();
        var page = (await service.GetAsync("tracks?sort=-unitPrice,name&limit=100&fields=id")).Expect(200);
        while (true)
        {
            forward.AddRange(Ids(page));
            if (page.Next is not { } next) break;
            page = (await service.GetAsync($"tracks?sort=-unitPrice,name&limit=100&fields=id&after={next}")).Expect(200);
        }
        Assert.Equal(3503, forward.Count);
        Assert.Equal(3503, forward.Distinct().Count());

        var back = new List<int>(Ids(page));
        while (page.Prev is { } previous)
        {
            page = (await service.GetAsync($"tracks?sort=-unitPrice,name&limit=100&fields=id&before={previous}")).Expect(200);
            back.InsertRange(0, Ids(page));
        }
        Assert.Equal(forward, back);
    }

    [Fact]
    public async Task An_exact_count_counts_all_artists() => Assert.Equal(275, (await chinook.Value.GetAsync("artists?count=exact&limit=1")).Expect(200).Total);

    [Fact]
    public async Task All_rows_are_there()
    {
        var service = chinook.Value;
        var rows = 0L;
        foreach (var resource in service.Engine.Model.Resources.Where(resource => resource.Owner is null))
            rows += (await service.GetAsync($"{resource.Path}?count=exact&limit=1")).Expect(200).Total!.Value;
        rows += await SumAsync("invoices", "lines");
        rows += await SumAsync("playlists", "tracks");
        Assert.Equal(15_607, rows);
    }

    [Fact]
    public async Task Invoices_nest_their_customer_and_the_tracks_of_their_lines_in_a_few_statements()
    {
        var service = chinook.Value;
        service.Log.Clear();
        var reply = (await service.GetAsync("invoices?limit=2&include=customer,lines.track")).Expect(200);
        Assert.Equal(2, reply.Data.Length);
        foreach (var invoice in reply.Data)
        {
            Assert.Equal(invoice.GetProperty("customerId").GetInt32(), invoice.GetProperty("customer").GetProperty("id").GetInt32());
            var lines = invoice.GetProperty("lines").EnumerateArray().ToArray();
            Assert.NotEmpty(lines);
            Assert.All(lines, line => Assert.Equal(line.GetProperty("trackId").GetInt32(), line.GetProperty("track").GetProperty("id").GetInt32()));
        }
        Assert.InRange(await service.Log.StatementsAsync("/v1/invoices"), 1, 4); // invoices, customer, lines, track
    }

    private static IEnumerable<int> Ids(Reply page) => page.Data.Select(row => row.GetProperty("id").GetInt32());

    private async Task<long> SumAsync(string path, string relation)
    {
        var sum = 0L;
        var target = $"{path}?limit=100&fields=id";
        for (var page = (await chinook.Value.GetAsync(target)).Expect(200); ; page = (await chinook.Value.GetAsync($"{target}&after={page.Next}")).Expect(200))
        {
            foreach (var id in Ids(page)) sum += (await chinook.Value.GetAsync($"{path}/{id}/{relation}?count=exact&limit=1")).Expect(200).Total!.Value;
            if (page.Next is null) return sum;
        }
    }

    public sealed class Chinook : SharedService
    {
        internal override Task<TestService> StartAsync() => TestService.StartSampleAsync("chinook");
    }
}
