namespace Lintel.Http.Tests.Rest;

/// <summary>Entity tags, <c>If-Match</c> and <c>If-None-Match</c> (RFC 9110 §13), with and without a version.</summary>
public sealed class PreconditionTests
{
    private const string Contract = """
          group:
            key: int
            managed: [version]
            fields: { name: string }
          versioned:
            key: int
            managed: [version]
            fields:
              n: int?
              group: group?
          plain:
            key: int
            managed: []
            fields:
              n: int?
              s: string?
              d: decimal(30,2)?
          versionedPart:
            partOf: versioned
            key: int
            fields: { n: int }
        """;

    [Theory]
    [InlineData("versioneds/1")]
    [InlineData("plains/1")]
    public async Task A_write_is_done_while_the_tag_is_current_and_refused_after(string target)
    {
        await using var service = await StartAsync();
        var tag = (await service.GetAsync(target)).ETag;
        var changed = (await service.PatchAsync(target, """{"n":2}""", ("If-Match", tag))).Expect(200);
        Assert.NotEqual(tag, changed.ETag);
        Assert.Equal(changed.ETag, (await service.GetAsync(target)).ETag);

        var refused = (await service.PatchAsync(target, """{"n":3}""", ("If-Match", tag))).Expect(412);
        Assert.Equal("precondition-failed", refused.Code);
        Assert.Equal(["If-Match precondition-failed"], refused.Errors);
        (await service.PatchAsync(target, "{}", ("If-Match", tag))).Expect(412);
        (await service.DeleteAsync(target, ("If-Match", tag))).Expect(412);
        Assert.Equal("2", (await service.GetAsync(target)).Raw("n"));
        (await service.DeleteAsync(target, ("If-Match", changed.ETag))).Expect(204);
    }

    [Theory]
    [InlineData("versioneds/1")]
    [InlineData("plains/1")]
    public async Task Any_tag_of_a_list_will_do_a_star_matches_every_row_and_a_weak_tag_none(string target)
    {
        await using var service = await StartAsync();
        var tag = (await service.GetAsync(target)).ETag;
        (await service.PatchAsync(target, """{"n":2}""", ("If-Match", "W/" + tag))).Expect(412);
        (await service.PatchAsync(target, """{"n":2}""", ("If-Match", "\"none\""))).Expect(412);
        (await service.PatchAsync(target, """{"n":2}""", ("If-Match", "nonsense"))).Expect(412);
        (await service.PatchAsync(target, """{"n":2}""", ("If-Match", "\"\""))).Expect(412);
        (await service.PatchAsync(target, """{"n":2}""", ("If-Match", "\"none\", " + tag))).Expect(200);
        (await service.PatchAsync(target, """{"n":3}""", ("If-Match", "*"))).Expect(200);
        (await service.PatchAsync(target.Replace('1', '9'), """{"n":3}""", ("If-Match", "*"))).Expect(404);
    }

    [Theory]
    [InlineData("versioneds/1")]
    [InlineData("plains/1")]
    public async Task A_known_representation_is_not_sent_again(string target)
    {
        await using var service = await StartAsync();
        var tag = (await service.GetAsync(target)).ETag;
        foreach (var method in new[] { "GET", "HEAD" })
        {
            foreach (var known in new[] { tag, "W/" + tag, "\"other\", " + tag, "*" })
            {
                var reply = (await service.SendAsync(method, target, null, ("If-None-Match", known))).Expect(304);
                Assert.Empty(reply.Bytes);
                Assert.Equal(tag, reply.ETag);
                Assert.Null(reply["Content-Type"]);
            }
            (await service.SendAsync(method, target, null, ("If-None-Match", "\"other\""))).Expect(200);
        }
        (await service.PatchAsync(target, """{"n":2}""")).Expect(200);
        (await service.GetAsync(target, ("If-None-Match", tag))).Expect(200);
    }

    [Fact]
    public async Task A_tag_tells_apart_representations_that_hold_more_than_the_row_and_still_guards_writes()
    {
        await using var service = await StartAsync();
        var bare = (await service.GetAsync("versioneds/1")).ETag;
        var with = (await service.GetAsync("versioneds/1?include=group")).ETag;
        Assert.Equal("\"1\"", bare);
        Assert.StartsWith("\"1.", with, StringComparison.Ordinal);

        (await service.PatchAsync("groups/1", """{"name":"new"}""")).Expect(200);
        (await service.GetAsync("versioneds/1", ("If-None-Match", bare))).Expect(304);
        (await service.GetAsync("versioneds/1?include=group", ("If-None-Match", with))).Expect(200);
        (await service.PatchAsync("versioneds/1", """{"n":5}""", ("If-Match", with))).Expect(200);
    }

    [Fact]
    public async Task Owned_children_are_part_of_the_version()
    {
        await using var service = await StartAsync();
        Assert.Equal("\"1\"", (await service.GetAsync("versioneds/1?include=parts")).ETag);
    }

    [Fact]
    public async Task The_tag_of_a_row_without_version_covers_fields_that_are_not_shown()
    {
        await using var service = await StartAsync();
        var tag = (await service.GetAsync("plains/1?fields=n")).ETag;
        (await service.PatchAsync("plains/1", """{"s":"other"}""")).Expect(200);
        (await service.PatchAsync("plains/1", """{"n":2}""", ("If-Match", tag))).Expect(412);
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("groups", """{"name":"A"}""");
        await service.CreateAsync("versioneds", """{"n":1,"groupId":1,"parts":[{"n":1}]}""");
        await service.CreateAsync("plains", """{"n":1,"s":"x","d":1.10}""");
        return service;
    }
}
