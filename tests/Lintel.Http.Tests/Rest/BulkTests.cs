using System.Globalization;

namespace Lintel.Http.Tests.Rest;

/// <summary>Writes of all rows that a filter finds.</summary>
public sealed class BulkTests
{
    private const string Contract = """
          item:
            key: int
            fields:
              n: int
              name: string? unique
              status: enum(open, done) = open
              pad: json?
              parts: string[]?
            rules:
              - { name: positive, check: n >= 0, message: It is never negative. }
          itemNote:
            partOf: item
            key: int
            fields: { text: string }
          use:
            key: int
            managed: []
            fields: { item: item }
          folder:
            key: int
            managed: []
            fields:
              parent: folder? reverse folders onDelete cascade
              name: string = x
          pair:
            key: [a, b]
            managed: []
            fields:
              a: string
              b: int
              n: int = 0
        """;

    [Fact]
    public async Task All_that_are_found_are_changed()
    {
        await using var service = await StartAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"affected":3}""", (await service.PatchAsync("items?n[gte]=2", """{"status":"done"}""")).Expect(200).Body);
        Assert.Equal("open done done done", (await service.GetAsync("items?sort=id")).Column("status"));
        Assert.Equal("1 2 2 2", (await service.GetAsync("items?sort=id")).Column("version"));
        Assert.Equal("""{"affected":2}""", (await service.PatchAsync("items?filter=n%20==%201%20or%20n%20==%204", """{"n":9}""")).Expect(200).Body);
        Assert.Equal("""{"affected":0}""", (await service.PatchAsync("items?n=77", """{"n":1}""")).Expect(200).Body);
        Assert.Equal("""{"affected":1}""", (await service.PatchAsync("pairs?a=x%2Cy", """{"n":1}""")).Expect(200).Body);
    }

    [Theory]
    [InlineData("items?n=77")]
    [InlineData("items?n=1")]
    [InlineData("items/77")]
    public async Task What_is_never_right_is_wrong_whatever_is_found(string target)
    {
        await using var service = await StartAsync();
        var reply = (await service.PatchAsync(target, $$"""{"notes":[{"text":"x"},{"text":"{{new string('x', 300)}}"},{"text":null}]}""")).Expect(422);
        Assert.Equal(["/notes/1/text out-of-range", "/notes/2/text required"], reply.Errors);
    }

    [Fact]
    public async Task All_that_are_found_are_deleted_with_what_they_own()
    {
        await using var service = await StartAsync();
        Assert.Equal("""{"affected":3}""", (await service.DeleteAsync("items?n[lt]=4")).Expect(200).Body);
        Assert.Equal("4", (await service.GetAsync("items")).Column("id"));
        Assert.Equal("""{"affected":2}""", (await service.DeleteAsync("pairs?n=0")).Expect(200).Body);
    }

    [Fact]
    public async Task Rows_that_go_with_one_that_is_found_may_be_found_too()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("folders", "{}", """{"parentId":1}""", """{"parentId":2}""", "{}");
        Assert.Equal("""{"affected":4}""", (await service.DeleteAsync("folders?name=x")).Expect(200).Body);
        Assert.Empty((await service.GetAsync("folders")).Data);
    }

    [Theory]
    [InlineData("PATCH", "items", "?filter")]
    [InlineData("DELETE", "items", "?filter")]
    [InlineData("DELETE", "items?maxAffected=10", "?filter")]
    [InlineData("DELETE", "items?n=1&maxAffected=0", "?maxAffected")]
    [InlineData("DELETE", "items?n=1&maxAffected=10001", "?maxAffected")]
    [InlineData("DELETE", "items?n=1&maxAffected=99999999999999999999", "?maxAffected")]
    [InlineData("DELETE", "items?n=1&maxAffected=-1", "?maxAffected")]
    [InlineData("DELETE", "items?n=1&maxAffected=", "?maxAffected")]
    [InlineData("DELETE", "items?n=1&limit=5", "?limit")]
    [InlineData("DELETE", "items?n=1&include=notes", "?include")]
    [InlineData("DELETE", "items?m=1", "?m")]
    [InlineData("PATCH", "items?n[x]=1", "?n[x]")]
    [InlineData("PATCH", "items?filter=n", "?filter")]
    [InlineData("PATCH", "items?filter=", "?filter")]
    public async Task A_query_that_does_not_tell_which_rows_is_refused(string method, string target, string pointer)
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        var reply = (await service.SendAsync(method, target, method == "PATCH" ? Body.Json("""{"n":1}""") : null)).Expect(400);
        Assert.Contains($"\"{pointer}\"", reply.Body, StringComparison.Ordinal);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task More_than_was_reckoned_with_are_none()
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        var reply = (await service.PatchAsync("items?n[gte]=1&maxAffected=3", """{"status":"done"}""")).Expect(409);
        Assert.Equal("too-many-affected", reply.Code);
        Assert.Equal("The filter finds more than 3 rows.", reply.Detail);
        (await service.DeleteAsync("items?n[gte]=1&maxAffected=3")).Expect(409);
        Assert.Equal(before, await service.DumpAsync());
        (await service.PatchAsync("items?n[gte]=1&maxAffected=4", """{"status":"done"}""")).Expect(200);
    }

    [Fact]
    public async Task Up_to_a_hundred_are_changed_where_nothing_is_said()
    {
        await using var service = await TestService.StartAsync(Contract);
        for (var i = 0; i < 101; i++) await service.CreateAsync("folders", "{}");
        (await service.PatchAsync("folders?name=x", """{"name":"y"}""")).Expect(409);
        Assert.Equal("""{"affected":101}""", (await service.PatchAsync("folders?name=x&maxAffected=10000", """{"name":"y"}""")).Expect(200).Body);
    }

    [Theory]
    [InlineData("""{"n":null}""", 422, "/n required", "'n' can't be null.")]
    [InlineData("""{"n":-1}""", 422, "/n rule", "item 2: It is never negative.")]
    [InlineData("""{"name":"same"}""", 409, "/name not-unique", "item 3: Another item has the same 'name'.")]
    [InlineData("""{"x":1}""", 422, "/x unknown-member", null)]
    [InlineData("""{"notes":[{"text":1}]}""", 422, "/notes/0/text wrong-type", null)]
    [InlineData("""{"notes":[{"id":1,"text":"x"}]}""", 422, "/notes/0/id missing-reference", "item 2: There is no such itemNote here. Leave 'id' out to add one.")]
    public async Task Where_one_row_refuses_none_is_changed_and_the_problem_names_the_row(string body, int status, string error, string? detail)
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        var reply = (await service.PatchAsync("items?n[gte]=2", body)).Expect(status);
        Assert.Equal([error], reply.Errors);
        if (detail is not null) Assert.Equal(detail, reply.Detail);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task A_row_that_others_refer_to_keeps_all_from_going()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("uses", """{"itemId":3}""");
        var before = await service.DumpAsync();
        var reply = (await service.DeleteAsync("items?n[gte]=2")).Expect(409);
        Assert.Equal("still-referenced", reply.Code);
        Assert.StartsWith("item 3: ", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task Whole_lists_are_given_to_each_row()
    {
        await using var service = await StartAsync();
        Assert.Equal("""{"affected":4}""", (await service.PatchAsync("items?n[gte]=1", """{"notes":[{"text":"x"}],"pad":{"a":1}}""")).Expect(200).Body);
        Assert.Equal(4, (await service.GetAsync("items?notes.text=x&count=exact")).Total);
        Assert.Equal("""{"affected":4}""", (await service.PatchAsync("items?n[gte]=1", """{"pad":{"b":2}}""")).Expect(200).Body);
        Assert.Equal("""{"a":1,"b":2}""", (await service.GetAsync("items/3")).Raw("pad"));
    }

    [Fact]
    public async Task A_wish_for_less_is_granted()
    {
        await using var service = await StartAsync();
        Assert.Empty((await service.PatchAsync("items?n=1", """{"n":5}""", ("Prefer", "return=minimal"))).Expect(204).Bytes);
        Assert.Equal("""{"affected":4}""", (await service.DeleteAsync("items?n[gte]=1", ("Prefer", "tx=rollback"))).Expect(200).Body);
        Assert.Equal(4, (await service.GetAsync("items?count=exact")).Total);
    }

    [Fact]
    public async Task Two_at_once_count_each_row_once()
    {
        await using var service = await StartAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.PatchAsync("items?status=open", """{"status":"done"}""")));
        Assert.Equal(4, replies.Sum(reply => reply.Expect(200).Json.GetProperty("affected").GetInt32()));
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        for (var n = 1; n <= 4; n++) await service.CreateAsync("items", string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{n}},"notes":[{"text":"{{n}}"}]}"""));
        await service.CreateAsync("pairs", """{"a":"x,y","b":1}""", """{"a":"x","b":1}""");
        return service;
    }
}
