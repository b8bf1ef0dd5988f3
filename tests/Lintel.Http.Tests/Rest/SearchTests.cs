using System.Diagnostics;

namespace Lintel.Http.Tests.Rest;

/// <summary><c>search=</c> through the front door.</summary>
public sealed class SearchTests(SearchTests.Records records) : IClassFixture<SearchTests.Records>
{
    [Theory]
    [InlineData("rock", "3 1")]
    [InlineData("ROCK", "3 1")]
    [InlineData("rocks", "2")]
    [InlineData("roc*", "3 2 1")]
    [InlineData("rock+-live", "3")]
    [InlineData("%22the+rock%22", "3")]
    [InlineData("%22rock+the%22", "")]
    [InlineData("jose", "2")]
    [InlineData("Jos%C3%A9", "2")]
    [InlineData("jose@mail.example", "2")]
    [InlineData("rock+nothing", "")]
    public async Task Rows_that_have_all_words_are_found_the_best_first(string search, string ids) =>
        Assert.Equal(ids, (await records.Value.GetAsync($"records?search={search}")).Expect(200).Column("id"));

    [Theory]
    [InlineData("records?search=roc*&sort=id", "1 2 3")]
    [InlineData("records?search=roc*&sort=-title", "2 3 1")]
    [InlineData("records?search=roc*&label=1&sort=id", "1 2")]
    [InlineData("records?search=roc*&filter=id%3E1&sort=id", "2 3")]
    [InlineData("labels/1/records?search=roc*&sort=-id", "2 1")]
    [InlineData("records?search=roc*&limit=1&count=exact", "3")]
    [InlineData("records?search=roc*&search[eq]=two", "2")]
    [InlineData("records?search[contains]=wo", "2")]
    public async Task It_goes_with_filters_orders_counts_relations_and_a_field_of_that_name(string target, string ids) =>
        Assert.Equal(ids, (await records.Value.GetAsync(target)).Expect(200).Column("id"));

    [Fact]
    public async Task Pages_go_on_in_order_of_relevance_and_their_cursors_belong_to_the_search()
    {
        var first = (await records.Value.GetAsync("records?search=roc*&limit=2&count=exact")).Expect(200);
        Assert.Equal((3, "3 2"), (first.Total, first.Column("id")));
        var second = (await records.Value.GetAsync($"records?search=roc*&limit=2&after={first.Next}")).Expect(200);
        Assert.Equal(("1", null), (second.Column("id"), second.Next));
        Assert.Equal("3 2", (await records.Value.GetAsync($"records?search=roc*&limit=2&before={second.Prev}")).Expect(200).Column("id"));
        // The same terms are the same search.
        (await records.Value.GetAsync($"records?search=ROC*&limit=2&after={first.Next}")).Expect(200);
        foreach (var other in new[] { "search=rock", "search=roc", "search=roc*+x", "", "search=roc*&sort=id" })
            Assert.Equal("invalid-cursor", (await records.Value.GetAsync($"records?{other}&after={first.Next}")).Expect(400).Code);
    }

    [Theory]
    [InlineData("records?search=", "There is no word in this search")]
    [InlineData("records?search=%22%27;--", "There is no word in this search")]
    [InlineData("records?search=-rock", "needs a word that must be there")]
    [InlineData("records?search=a%00b", "no NUL")]
    [InlineData("records?search=1+2+3+4+5+6+7+8+9+10+11+12+13+14+15+16+17+18+19+20+21", "at most 20 words")]
    [InlineData("labels?search=rock", "'label' has no searchable fields. The contract could make these so: name.")]
    public async Task What_is_no_search_is_refused_with_a_reason(string target, string reason)
    {
        var reply = (await records.Value.GetAsync(target)).Expect(400);
        Assert.Equal(["?search invalid-parameter"], reply.Errors);
        Assert.Contains(reason, reply.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("records/1?search=rock")]
    [InlineData("records?search=a&search=b")]
    public async Task It_stands_once_and_on_lists(string target) =>
        Assert.Equal(["?search unknown-parameter"], (await records.Value.GetAsync(target)).Expect(400).Errors);

    [Fact]
    public async Task Hostile_searches_are_words_or_refused_and_take_no_time()
    {
        var service = records.Value;
        var before = await service.DumpAsync();
        await service.GetAsync("records?search=warm");
        foreach (var text in new[] { "' OR 1=1 --", "\"; DROP TABLE record; --", "rock) UNION SELECT * FROM label", "NEAR(a b)", "title:rock", "a AND NOT (b OR c)", "rock & !roll | (x <-> y):*", "{a b}: ^c", "\\'", "$1 ?1 :p" })
        {
            var reply = await service.GetAsync($"records?search={Uri.EscapeDataString(text)}");
            Assert.True(reply.Status is 200 or 400, $"{text}: {reply.Status} {reply.Body}");
            if (reply.Status == 200) Assert.Empty(reply.Data);
        }
        var started = Stopwatch.GetTimestamp();
        Assert.Contains("at most 500 characters", (await service.GetAsync("records?search=" + new string('(', 10_000))).Expect(400).Detail, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 0, 500);
        Assert.Equal(before, await service.DumpAsync());
    }

    public sealed class Records : SharedService
    {
        private const string Contract = """
              label:
                key: int
                managed: []
                fields: { name: string }
              record:
                key: int
                managed: []
                fields:
                  label: label
                  title: string searchable
                  contact: email? searchable
                  notes: text? searchable
                  search: string?
            """;

        internal override async Task<TestService> StartAsync()
        {
            var service = await TestService.StartAsync(Contract);
            await service.CreateAsync("labels", """{"name":"rock"}""", """{"name":"b"}""");
            await service.CreateAsync("records",
                """{"labelId":1,"title":"Live in Leeds","notes":"The night when all of them played rock, and one fell from the stage"}""",
                """{"labelId":1,"title":"The rocks of José","contact":"jose@mail.example","search":"two"}""",
                """{"labelId":2,"title":"On the Rock"}""",
                """{"labelId":2,"title":"Paper"}""");
            return service;
        }
    }
}
