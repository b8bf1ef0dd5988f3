using System.Globalization;
using System.Text;
using Lintel.Engine;
using Lintel.Engine.Admission;
using Lintel.Model;
using Lintel.Testing;

namespace Lintel.Http.Tests.Limits;

/// <summary>Each row of docs/limits.md, produced: what is just within a bound is answered, what is beyond it is refused as the page says, and changes nothing.</summary>
public sealed class LimitsTests(SmallService small, UsualService usual) : IClassFixture<SmallService>, IClassFixture<UsualService>
{
    public static TheoryData<string> Rows => [.. LimitTable.All.Select(limit => limit.Key), .. LimitTable.Others.Select(limit => limit.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Each_bound_holds_and_is_answered_as_the_page_says(string row)
    {
        var probe = LimitProbes.All[row];
        var other = LimitTable.Others.FirstOrDefault(limit => limit.Name == row);
        var error = other is null ? LimitTable.All.First(limit => limit.Key == row).Error : other.Error;
        if (error is null)
        {
            (await probe.Own!()).Expect(other!.BareStatus ?? CrowdProbes.Closed);
            return;
        }
        var service = probe.IsUsual ? usual.Value : small.Value;
        if (probe.Own is { } own)
        {
            var reply = (await own()).Expect(error.Status);
            Assert.Equal(error.Code, reply.Code);
            return;
        }
        var within = await probe.Within(service);
        Assert.True(within.Status is >= 200 and < 300, within.Body);
        var before = await DumpAsync(service);
        var refused = (await probe.Beyond(service)).Expect(error.Status);
        Assert.Equal(error.Code, refused.Code);
        Assert.Contains(probe.Words, refused.Body, StringComparison.Ordinal);
        Assert.Equal(before, await DumpAsync(service));
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public void No_bound_is_without_its_row_and_no_row_without_its_bound()
    {
        Assert.Equal(Rows.Select(row => row.Data).Order(StringComparer.Ordinal), LimitProbes.All.Keys.Order(StringComparer.Ordinal));
        string[] derived = [nameof(ServiceLimits.ResultRows)];
        var bounds = typeof(ServiceLimits).GetProperties().Where(one => one is { CanWrite: true } && !derived.Contains(one.Name)).Select(one => one.Name);
        Assert.Equal(bounds.Order(StringComparer.Ordinal), LimitTable.All.Select(limit => char.ToUpperInvariant(limit.Key[0]) + limit.Key[1..]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_row_sets_its_own_bound_within_its_range()
    {
        foreach (var limit in LimitTable.All)
        {
            Assert.InRange(limit.Default, limit.Least, limit.Most);
            foreach (var value in (long[])[limit.Least, limit.Most])
            {
                var set = limit.Set(ServiceLimits.Default, value);
                Assert.Equal(value, limit.Get(set));
                Assert.All(LimitTable.All, other => Assert.Equal(other == limit ? value : other.Default, other.Get(set)));
            }
        }
    }

    [Fact]
    public void What_is_set_where_a_service_runs_has_the_value_of_its_row()
    {
        var (connections, admission) = (new ConnectionOptions(), new AdmissionOptions());
        Dictionary<string, string> values = new()
        {
            ["streamsWaiting"] = Text(admission.WaitingStreams),
            ["queue"] = Text(admission.Waiting),
            ["slowBody"] = Text(connections.BodyBytesPerSecond),
            ["slowHeaders"] = LimitText.Of(LimitUnit.Time, (long)connections.HeadersTimeout.TotalMilliseconds),
            ["slowReader"] = LimitText.Of(LimitUnit.Bytes, (long)connections.AnswerBytesPerSecond),
            ["idle"] = LimitText.Of(LimitUnit.Time, (long)connections.IdleTimeout.TotalMilliseconds),
            ["connections"] = Text(connections.Most),
            ["streams"] = Text(new EngineOptions().Streams),
        };
        Assert.All(values, value => Assert.Equal(value.Value, LimitTable.Others.Single(limit => limit.Name == value.Key).Value));
        Assert.Equal(TimeSpan.FromSeconds(5), connections.Grace);

        static string Text(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void The_page_is_that_of_the_table() => Golden.Matches("docs/limits.md", Page());

    // Whole lists: they have no pages.
    private static async Task<string> DumpAsync(TestService service) =>
        (await service.GetAsync("books", ("Accept", "application/x-ndjson"))).Expect(200).Body + (await service.GetAsync("authors", ("Accept", "application/x-ndjson"))).Expect(200).Body;

    private static string Page()
    {
        var page = new StringBuilder("""
            # Limits

            Whatever a request asks for, something bounds it. A request beyond a bound is answered with the status and the [code](errors.md) below, its `detail` tells the bound, and nothing is changed.

            ## Set a bound

            To set bounds for a whole service, write them below [`limits`](contract.md#limits) of the contract:

            ```yaml
            limits: { body: 256KB, page: 50, time: 2s }
            ```

            `lintel check` refuses what is out of a bound's range; [`lintel diff`](diff.md) tells which are lowered, since that breaks clients that need more. What is not a key of `limits` is set elsewhere, or nowhere.

            ## All bounds

            | bounds | set by | default | least | greatest | status | code |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var limit in LimitTable.All)
            page.Append(CultureInfo.InvariantCulture, $"| {limit.Meaning} | `limits: {limit.Key}` | {Text(limit, limit.Default)} | {Text(limit, limit.Least)} | {Text(limit, limit.Most)} | {limit.Error.Status} | `{limit.Error.Code}` |\n");
        foreach (var limit in LimitTable.Others)
            page.Append(CultureInfo.InvariantCulture, $"| {limit.Meaning} | {limit.Where ?? "–"} | {limit.Value} | – | – | {Answer(limit)} |\n");
        page.Append("""

            - The server reads a target of up to 128 KiB and headers of up to 128 KiB and 400 lines. Beyond these there is no request that could be answered: the status is the same, without a body.
            - `result` is measured before the first byte is sent. A read is stopped in the database already when its rows take from four to eight times that in memory. What a write reads for its answer is bounded by its
              memory alone, before anything is kept; the row that its own statement brings comes whatever its size. The results of a unit are added up.
            - `time` ends the request in the database too. Whole lists are exempt once their first rows have come, and so are imports: how long these take is up to their size.
            - What counts as [a caller, an API key or an address](rates.md), and why no rate is set by itself, has a page of its own.
            - Whole lists (`application/x-ndjson`, `text/csv`) have neither `page` nor `result`: no more than a batch of them is ever held.
            - Characters of `filter` count as UTF-16 does: one beyond U+FFFF is two. Those of `search` are code points.

            ## Memory

            What an endless row of different questions leaves behind is bounded as well: plans, the texts of expressions and the prepared statements of each connection are kept in caches that forget.
            `bench/shapes` measures it, with a million different questions to the bare engine. From what it was after 20,000 of them the process grew from 71 to 82 MB on SQLite (115 %) and from 92 to 103 MB on
            PostgreSQL (112 %), most of it in the first 200,000; the managed heap stayed at 3 to 8 and at 10 to 17 MB. PostgreSQL's own processes keep the prepared statements of their connections: together 62 MB after
            20,000, and 104 to 163 MB from 118,000 on.

            `lintel` tells glibc to have two arenas: with eight for each processor, its own default, what was freed stays with each, and on SQLite the process grew to 124 %. `MALLOC_ARENA_MAX` overrides it; hosts of your
            own have to set that themselves.

            This page is made from [LimitTable.cs](../src/Lintel/Model/LimitTable.cs); each row of it is produced by a test.

            """);
        return page.ToString();
    }

    private static string Answer(OtherLimit limit) => limit switch
    {
        { Error: { } error } => string.Create(CultureInfo.InvariantCulture, $"{error.Status} | `{error.Code}`"),
        { BareStatus: { } status } => string.Create(CultureInfo.InvariantCulture, $"{status} | without a body"),
        _ => "closed | –",
    };

    private static string Text(Limit limit, long value) => limit.Unit == LimitUnit.Count ? value.ToString("N0", CultureInfo.InvariantCulture) : LimitText.Of(limit.Unit, value);
}

/// <summary>A service whose bounds are all small.</summary>
public sealed class SmallService : SharedService
{
    internal override async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(LimitProbes.Contract + LimitProbes.SmallLimits);
        await LimitProbes.FillAsync(service);
        return service;
    }
}

/// <summary>The same service with the usual bounds.</summary>
public sealed class UsualService : SharedService
{
    internal override async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(LimitProbes.Contract);
        await LimitProbes.FillAsync(service);
        return service;
    }
}
