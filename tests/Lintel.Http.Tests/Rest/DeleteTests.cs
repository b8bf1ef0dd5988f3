namespace Lintel.Http.Tests.Rest;

/// <summary>Deletions and what they do to other rows.</summary>
public sealed class DeleteTests
{
    private const string Contract = """
          group:
            key: int
            managed: []
            fields: { name: string }
          user:
            key: int
            managed: []
            fields:
              group: group
              boss: user? onDelete setNull
          note:
            key: int
            managed: []
            fields:
              user: user onDelete cascade
              text: string
          tag:
            key: int
            managed: []
            fields:
              name: string
              users: user[]
          userPhone:
            partOf: user
            key: int
            fields: { number: string }
        """;

    [Fact]
    public async Task A_deleted_row_is_gone_with_its_children_and_links()
    {
        await using var service = await StartAsync();
        var reply = (await service.DeleteAsync("users/1")).Expect(204);
        Assert.Empty(reply.Bytes);
        (await service.GetAsync("users/1")).Expect(404);
        (await service.GetAsync("users/1/phones")).Expect(404);
        (await service.DeleteAsync("users/1")).Expect(404);
        Assert.Equal("2", (await service.GetAsync("tags/1/users")).Column("id"));
    }

    [Fact]
    public async Task A_reference_that_cascades_takes_its_rows_along_and_one_that_sets_null_is_cleared()
    {
        await using var service = await StartAsync();
        (await service.DeleteAsync("users/1")).Expect(204);
        Assert.Equal("2", (await service.GetAsync("notes")).Column("id"));
        Assert.Equal("null", (await service.GetAsync("users/2")).Raw("bossId"));
    }

    [Fact]
    public async Task A_row_that_others_refer_to_stays()
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        Assert.Equal("still-referenced", (await service.DeleteAsync("groups/1")).Expect(409).Code);
        Assert.Equal(before, await service.DumpAsync());
        (await service.DeleteAsync("groups/2")).Expect(204);
    }

    [Theory]
    [InlineData("users/9")]
    [InlineData("users/x")]
    public async Task What_is_not_there_can_not_be_deleted(string target)
    {
        await using var service = await StartAsync();
        Assert.Equal("not-found", (await service.DeleteAsync(target)).Expect(404).Code);
    }

    [Fact]
    public async Task What_changes_with_a_deletion_has_another_tag()
    {
        await using var service = await TestService.StartAsync("""
              part:
                key: int
                fields: { name: string, twin: part? onDelete setNull }
              kit:
                key: int
                fields: { part: part? onDelete setNull }
              kitItem:
                partOf: kit
                key: int
                fields: { part: part onDelete cascade }
              drawing:
                key: int
                fields: { part: part onDelete cascade }
              copy:
                key: int
                managed: [version]
                fields: { drawing: drawing? onDelete setNull, item: kitItem? onDelete setNull }
            """);
        await service.CreateAsync("parts", """{"name":"a"}""", """{"name":"b","twinId":1}""", """{"name":"c"}""");
        await service.PatchAsync("parts/1", """{"twinId":1}""");
        await service.CreateAsync("kits", """{"partId":1}""", """{"items":[{"partId":1},{"partId":3}]}""", """{"partId":1,"items":[{"partId":1}]}""", """{"partId":3}""");
        await service.CreateAsync("drawings", """{"partId":1}""", """{"partId":3}""");
        await service.CreateAsync("copies", """{"drawingId":1}""", """{"drawingId":2}""", """{"itemId":1}""");
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        (await service.DeleteAsync("parts/1", ("If-Match", "\"1\""))).Expect(412);
        Assert.Equal("2 1 1", (await service.GetAsync("parts")).Column("version"));
        (await service.DeleteAsync("parts/1", ("If-Match", "\"2\""))).Expect(204);
        Assert.Equal("2 1", (await service.GetAsync("parts")).Column("version"));
        Assert.Equal("2 2 2 1", (await service.GetAsync("kits")).Column("version"));
        Assert.Equal("2 1 2", (await service.GetAsync("copies")).Column("version"));
        Assert.Equal("2026-03-04T05:06:08Z", (await service.GetAsync("kits/2")).Json.GetProperty("updatedAt").GetString());
        (await service.PatchAsync("kits/1", """{"partId":3}""", ("If-Match", "\"1\""))).Expect(412);
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("groups", """{"name":"A"}""", """{"name":"B"}""");
        await service.CreateAsync("users", """{"groupId":1,"phones":[{"number":"1"},{"number":"2"}]}""", """{"groupId":1,"bossId":1,"phones":[{"number":"3"}]}""");
        await service.CreateAsync("notes", """{"userId":1,"text":"x"}""", """{"userId":2,"text":"y"}""");
        await service.CreateAsync("tags", """{"name":"t","userIds":[1,2]}""");
        return service;
    }
}
