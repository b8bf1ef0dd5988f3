namespace Lintel.Http.Tests.Rest;

/// <summary>Callers who write at the same time.</summary>
public sealed class ConcurrencyTests
{
    private const int Callers = 12;

    private const string Contract = """
          versioned:
            key: int
            managed: [version]
            fields: { n: int }
          plain:
            key: int
            managed: []
            fields: { n: int }
          account:
            key: int
            managed: []
            fields: { name: string unique }
        """;

    [Theory]
    [InlineData("versioneds")]
    [InlineData("plains")]
    public async Task Of_all_who_saw_the_same_state_one_writes(string target)
    {
        await using var service = await TestService.StartAsync(Contract);
        var tag = (await service.CreateAsync(target, """{"n":-1}"""))[0].ETag;
        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => service.PatchAsync($"{target}/1", $$"""{"n":{{i}}}""", ("If-Match", tag))));
        var winner = Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal(Callers - 1, replies.Count(reply => reply.Status == 412));
        Assert.Equal(winner.Body, (await service.GetAsync($"{target}/1")).Body);
    }

    [Fact]
    public async Task Each_write_raises_the_version_by_one()
    {
        await using var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("versioneds", """{"n":-1}""");
        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => service.PatchAsync("versioneds/1", $$"""{"n":{{i}}}""")));
        Assert.Equal(Enumerable.Range(2, Callers), replies.Select(reply => reply.Expect(200).Json.GetProperty("version").GetInt32()).Order());
    }

    [Fact]
    public async Task Of_all_who_want_the_same_name_one_gets_it()
    {
        await using var service = await TestService.StartAsync(Contract);
        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => service.PostAsync("accounts", """{"name":"x"}""")));
        Assert.Single(replies, reply => reply.Status == 201);
        Assert.Equal(Callers - 1, replies.Count(reply => reply.Status == 409));
        Assert.Equal(1, (await service.GetAsync("accounts?count=exact")).Total);
    }

    [Fact]
    public async Task Of_all_who_delete_a_row_one_did()
    {
        await using var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("plains", """{"n":1}""");
        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => service.DeleteAsync("plains/1")));
        Assert.Single(replies, reply => reply.Status == 204);
        Assert.Equal(Callers - 1, replies.Count(reply => reply.Status == 404));
    }
}
