using Lintel.Http.Tests.Tours;

namespace Lintel.Http.Tests.Rest;

/// <summary>What must hold holds after each write, and who breaks it is told by which rule and where.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("""{"title":"x","start":"2026-05-02","due":"2026-05-01","projectId":"p"}""", " rule dueAfterStart")]
    [InlineData("""{"title":"x","due":"2026-03-01","projectId":"p"}""", "/due rule dueAfterStart")]
    [InlineData("""{"title":"x","effort":-1,"projectId":"p"}""", " rule effort >= 0 or title == 'debt'")]
    [InlineData("""{"title":"x","effort":null,"projectId":"p"}""", " rule effort >= 0 or title == 'debt'")]
    [InlineData("""{"title":"x","effort":-1,"due":"2026-03-01","projectId":"p"}""", "/due rule dueAfterStart", " rule effort >= 0 or title == 'debt'")]
    [InlineData("""{"title":"x","projectId":"p","steps":[{"name":"a"},{"name":""},{"name":"c","hours":9}],"effort":9}""", "/steps/1/name rule named", "/steps/2/hours rule ofADay")]
    [InlineData("""{"title":"x","projectId":"p","effort":3,"steps":[{"name":"a","hours":2},{"name":"b","hours":2}]}""", "/effort rule hoursFit")]
    [InlineData("""{"title":"x","projectId":"p","effort":3,"steps":[{"name":"a","hours":2,"parts":[{"share":40},{"share":61}]},{"name":"b","hours":1,"parts":[{"share":101}]}]}""",
        "/steps/0 rule shares", "/steps/1 rule shares", "/steps/1/parts/0/share rule share <= 100")]
    [InlineData("""{"title":"x","projectId":"p","reminder":"2026-03-04T05:06:07Z"}""", "/reminder rule ahead")]
    [InlineData("""{"title":"big","projectId":"p","effort":101}""", "/effort rule budget")]
    [InlineData("""{"title":"x","projectId":"p","steps":[{"name":"a"},{"name":"b","by":"someone","hours":1}]}""", "/steps/1/by rule byTheOwner")]
    public async Task A_create_that_breaks_rules_is_told_all_of_them_with_their_places(string body, params string[] errors)
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        var reply = (await service.PostAsync("tasks", body)).Expect(422);
        Assert.Equal("rule", reply.Code);
        Assert.Equal(errors, Errors(reply));
        Assert.Equal(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("""{"due":"2026-03-01"}""", "/due rule dueAfterStart")]
    [InlineData("""{"start":"2026-05-02","due":"2026-05-01"}""", " rule dueAfterStart")]
    [InlineData("""{"title":"new","effort":-1}""", " rule effort >= 0 or title == 'debt'")]
    [InlineData("""{"effort":2}""", "/effort rule hoursFit")]
    [InlineData("""{"effort":-1}""", "/effort rule effort >= 0 or title == 'debt'")]
    [InlineData("""{"effort":null}""", "/effort rule effort >= 0 or title == 'debt'")]
    [InlineData("""{"due":"2026-03-01","effort":-1,"start":"2026-05-01"}""", " rule dueAfterStart", "/effort rule effort >= 0 or title == 'debt'")]
    [InlineData("""{"owner":"x"}""", " rule byTheOwner")]
    [InlineData("""{"reminder":"2026-03-04T05:06:07Z"}""", "/reminder rule ahead")]
    [InlineData("""{"effort":101}""", "/effort rule budget")]
    [InlineData("""{"effort":101,"reminder":"2026-03-04T05:06:07Z"}""", "/reminder rule ahead", "/effort rule budget")]
    public async Task A_change_that_breaks_rules_is_refused_whole(string patch, params string[] errors)
    {
        await using var service = await StartAsync();
        var path = (await service.CreateAsync("tasks", """{"title":"t","owner":"me","projectId":"p","effort":3,"start":"2026-05-01","steps":[{"name":"a","hours":3,"by":"me"}]}"""))[0].Location;
        var before = await service.DumpAsync();
        var reply = (await service.PatchAsync(path, patch)).Expect(422);
        Assert.Equal("rule", reply.Code);
        Assert.Equal(errors, Errors(reply));
        Assert.Equal(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("""{"title":"debt","effort":-1,"projectId":"p"}""")]
    [InlineData("""{"title":"x","start":"2026-05-01","due":"2026-05-01","projectId":"p"}""")]
    [InlineData("""{"title":"x","projectId":"p","effort":4,"steps":[{"name":"a","hours":2,"parts":[{"share":39},{"share":61}]},{"name":"b","hours":2}]}""")]
    [InlineData("""{"title":"x","projectId":"p","reminder":"2026-03-04T05:06:08Z"}""")]
    [InlineData("""{"title":"x","projectId":"p","effort":100}""")]
    public async Task What_keeps_the_rules_is_written(string body)
    {
        await using var service = await StartAsync();
        var created = (await service.PostAsync("tasks", body)).Expect(201);
        (await service.PatchAsync(created.Location, """{"title":"debt"}""")).Expect(200);
    }

    [Fact]
    public async Task The_detail_is_the_message_of_the_rule_or_its_text()
    {
        await using var service = await StartAsync();
        var reply = await service.PostAsync("tasks", """{"title":"x","effort":-1,"due":"2026-03-01","projectId":"p"}""");
        Assert.Equal(["The due date lies after the start.", "This must hold: effort >= 0 or title == 'debt'"],
            reply.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_row_with_other_mistakes_is_told_those_first()
    {
        await using var service = await StartAsync();
        var reply = (await service.PostAsync("tasks", """{"title":"x","effort":"many","due":"2026-03-01","projectId":"p","steps":[{"name":""},{"name":7}]}""")).Expect(422);
        Assert.Equal(["/effort wrong-type", "/steps/1/name wrong-type", "/steps/0/name rule"], reply.Errors);
    }

    [Fact]
    public async Task A_rule_over_the_time_is_asked_at_each_write()
    {
        await using var service = await StartAsync();
        var path = (await service.CreateAsync("tasks", """{"title":"x","projectId":"p","reminder":"2026-03-04T06:00:00Z"}"""))[0].Location;
        service.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([" rule ahead"], Errors((await service.PatchAsync(path, """{"title":"y"}""")).Expect(422)));
        (await service.PatchAsync(path, """{"title":"y","reminder":null}""")).Expect(200);
    }

    [Fact]
    public async Task A_rule_over_a_reference_sees_the_other_row_as_it_is()
    {
        await using var service = await StartAsync();
        (await service.PostAsync("tasks", """{"title":"x","projectId":"p","effort":101}""")).Expect(422);
        (await service.PatchAsync("projects/p", """{"budget":101}""")).Expect(200);
        (await service.PostAsync("tasks", """{"title":"x","projectId":"p","effort":101}""")).Expect(201);
    }

    [Fact]
    public async Task A_row_whose_key_the_database_makes_can_not_be_asked_before_it_is_there()
    {
        await using var service = await TestService.StartAsync("""
              item:
                key: int
                managed: []
                fields: { n: int }
                rules:
                  - { name: few, check: id <= 2 }
                  - { name: lessThanParts, check: "parts.all(p, p.n >= id)" }
              itemPart:
                partOf: item
                key: int
                fields: { n: int }
                rules: [n > 0]
            """);
        await service.CreateAsync("items", """{"n":1}""", """{"n":1,"parts":[{"n":3},{"n":2}]}""");
        Assert.Equal([" rule few"], Errors((await service.PostAsync("items", """{"n":1}""")).Expect(422)));
        Assert.Equal(["/parts/0/n rule n > 0"], Errors((await service.PostAsync("items", """{"n":1,"parts":[{"n":0}]}""")).Expect(422)));
        Assert.Equal(2, (await service.GetAsync("items?count=exact")).Total);
    }

    [Theory]
    [InlineData(900, "/lines/0/n rule single", "/lines/899/n rule single")]
    [InlineData(1100, "/lines/0/n rule single", "/lines/1099/n rule single")]
    public async Task A_rule_over_all_pairs_of_many_rows_is_asked_by_whom_it_can_be_stopped(int count, params string[] errors)
    {
        await using var service = await TestService.StartAsync("""
              order:
                fields: { note: string? }
                rules: ["note != null or lines.all(l, l.n >= 0)"]
              orderLine:
                partOf: order
                maxItems: 2000
                fields: { n: int }
                rules: [{ name: single, check: "order.lines.count(other, other.n == n) == 1" }]
            """);
        (await service.PostAsync("orders", Body(Enumerable.Range(0, count)))).Expect(201);
        Assert.Equal(errors, Errors((await service.PostAsync("orders", Body(Enumerable.Range(0, count - 1).Append(0)))).Expect(422)));
        Assert.Equal(1, (await service.GetAsync("orders?count=exact")).Total);

        static string Body(IEnumerable<int> lines) => $$"""{"lines":[{{string.Join(',', lines.Select(n => $$"""{"n":{{n}}}"""))}}]}""";
    }

    [Fact]
    public async Task Of_two_callers_who_only_together_break_a_rule_one_is_refused()
    {
        await using var service = await TestService.StartAsync("""
              scale:
                fields: { left: int = 1, right: int = 1 }
                rules: [{ name: bears, check: left + right + sum(plates.weight) <= 10 }]
              scalePlate:
                partOf: scale
                fields: { weight: int }
            """);
        for (var round = 0; round < 20; round++)
        {
            var path = (await service.CreateAsync("scales", """{"plates":[{"weight":1}]}"""))[0].Location;
            var replies = await Task.WhenAll(service.PatchAsync(path, """{"left":7}"""), service.PatchAsync(path, """{"right":7}"""));
            Assert.Single(replies, reply => reply.Status == 200);
            var refused = Assert.Single(replies, reply => reply.Status == 422);
            Assert.Equal(" rule bears", Assert.Single(Errors(refused))[^11..]);
        }
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(RulesTour.Contract);
        await service.CreateAsync("projects", """{"id":"p","budget":100}""");
        return service;
    }

    // pointer code rule
    internal static string[] Errors(Reply reply) => [.. reply.Errors.Zip(reply.Json.GetProperty("errors").EnumerateArray(), (error, json) => $"{error} {json.GetProperty("rule").GetString()}")];
}
