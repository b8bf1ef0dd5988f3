namespace Lintel.Http.Tests.Rest;

/// <summary>Merge patches, RFC 7396.</summary>
public sealed class PatchTests
{
    private const string Contract = """
          group:
            key: int
            managed: []
            fields: { name: string }
          user:
            key: int
            fields:
              name: string(1..10)
              nick: string?
              age: int?
              group: group?
              tier: enum(basic, gold) = basic
              born: { type: date?, immutable: true }
              score: { type: int = 5, readOnly: true }
              meta: json?
            state: tier
            actions:
              promote: { from: [basic], to: gold }
          userPhone:
            partOf: user
            fields: { number: string }
        """;

    [Fact]
    public async Task Null_clears_and_what_is_absent_stays()
    {
        await using var service = await StartAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var reply = (await service.PatchAsync("users/1", """{"nick":null,"age":31}""")).Expect(200);
        Assert.Equal(
            """{"id":1,"name":"Ann","nick":null,"age":31,"groupId":1,"tier":"basic","born":"2000-01-01","score":5,"meta":{"a":{"b":1,"c":2}},"createdAt":"2026-03-04T05:06:07Z","updatedAt":"2026-03-04T05:06:08Z","version":2}""",
            reply.Body);
        Assert.Equal("\"2\"", reply.ETag);
        Assert.Equal(reply.Body, (await service.GetAsync("users/1")).Body);
    }

    [Fact]
    public async Task An_empty_patch_changes_nothing_and_raises_no_version()
    {
        await using var service = await StartAsync();
        var before = await service.GetAsync("users/1");
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var reply = (await service.PatchAsync("users/1", "{}")).Expect(200);
        Assert.Equal(before.Body, reply.Body);
        Assert.Equal(before.ETag, reply.ETag);
        (await service.PatchAsync("users/9", "{}")).Expect(404);
    }

    [Fact]
    public async Task A_plain_json_media_type_is_taken_too()
    {
        await using var service = await StartAsync();
        Assert.Equal("32", (await service.SendAsync("PATCH", "users/1", Body.Json("""{"age":32}"""))).Expect(200).Raw("age"));
    }

    [Fact]
    public async Task A_reference_is_changed_by_its_key_and_cleared_by_null()
    {
        await using var service = await StartAsync();
        Assert.Equal("2", (await service.PatchAsync("users/1", """{"groupId":2}""")).Expect(200).Raw("groupId"));
        Assert.Equal("null", (await service.PatchAsync("users/1", """{"groupId":null}""")).Expect(200).Raw("groupId"));
        Assert.Equal(["/groupId missing-reference"], (await service.PatchAsync("users/1", """{"groupId":99}""")).Expect(422).Errors);
        Assert.Equal("null", (await service.GetAsync("users/1")).Raw("groupId"));
    }

    [Theory]
    [InlineData("""{"id":2}""", "/id not-writable")]
    [InlineData("""{"version":2}""", "/version not-writable")]
    [InlineData("""{"createdAt":"2020-01-01T00:00:00Z"}""", "/createdAt not-writable")]
    [InlineData("""{"tier":"gold"}""", "/tier not-writable")]
    [InlineData("""{"born":"2001-01-01"}""", "/born not-writable")]
    [InlineData("""{"score":6}""", "/score not-writable")]
    [InlineData("""{"group":{"id":1}}""", "/group unknown-member")]
    [InlineData("""{"nope":1}""", "/nope unknown-member")]
    [InlineData("""{"name":null}""", "/name required")]
    [InlineData("""{"name":""}""", "/name out-of-range")]
    [InlineData("""{"age":"31"}""", "/age wrong-type")]
    public async Task A_patch_of_what_can_not_be_written_is_refused_whole(string patch, string error)
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        Assert.Equal([error], (await service.PatchAsync("users/1", patch.Insert(1, "\"age\":77,").Replace("\"age\":77,\"age\"", "\"age\"", StringComparison.Ordinal))).Expect(422).Errors);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task The_answer_is_the_whole_row_and_what_is_included()
    {
        await using var service = await StartAsync();
        var reply = (await service.PatchAsync("users/1?include=group", """{"age":40}""")).Expect(200);
        Assert.Contains("\"age\":40,", reply.Body, StringComparison.Ordinal);
        Assert.Contains("\"group\":{\"id\":1,\"name\":\"A\"", reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATCH", "users/1?fields=age", "?fields", "There is no parameter 'fields' here: a write answers the whole row.")]
    [InlineData("PATCH", "users/1?sort=age", "?sort", "There is no parameter 'sort' here.")]
    [InlineData("DELETE", "users/1?include=group", "?include", "There is no parameter 'include' here.")]
    [InlineData("DELETE", "users/1?age=40", "?age", "There is no parameter 'age' here.")]
    public async Task A_write_ignores_no_parameter(string method, string target, string pointer, string detail)
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        var reply = (await service.SendAsync(method, target, method == "PATCH" ? Body.Json("""{"age":40}""") : null)).Expect(400);
        Assert.Equal("unknown-parameter", reply.Code);
        Assert.Contains(pointer, reply.Body, StringComparison.Ordinal);
        Assert.Contains(detail, reply.Body, StringComparison.Ordinal);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task A_patch_goes_on_within_a_json_field()
    {
        await using var service = await StartAsync();
        Assert.Equal("""{"a":{"b":1,"c":3},"d":[1]}""", (await service.PatchAsync("users/1", """{"meta":{"a":{"c":3},"d":[1]}}""")).Expect(200).Raw("meta"));
        Assert.Equal("""{"a":{"c":3}}""", (await service.PatchAsync("users/1", """{"meta":{"a":{"b":null},"d":null}}""")).Expect(200).Raw("meta"));
        Assert.Equal("""[1.10]""", (await service.PatchAsync("users/1", """{"meta":[1.10]}""")).Expect(200).Raw("meta"));
        Assert.Equal("null", (await service.PatchAsync("users/1", """{"meta":null}""")).Expect(200).Raw("meta"));
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("groups", """{"name":"A"}""", """{"name":"B"}""");
        await service.CreateAsync("users", """{"name":"Ann","nick":"A","age":30,"groupId":1,"born":"2000-01-01","meta":{"a":{"b":1,"c":2}},"phones":[{"number":"1"}]}""");
        return service;
    }
}
