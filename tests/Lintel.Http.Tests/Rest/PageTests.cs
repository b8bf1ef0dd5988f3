using System.Text.Json;
using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Rest;

/// <summary>Pages, their cursors and links, and counts.</summary>
public sealed class PageTests
{
    private const string Contract = """
          item:
            key: int
            managed: []
            maxLimit: 30
            fields:
              n: int?
              name: string = x
        """;

    [Fact]
    public async Task A_list_is_walked_forward_and_back_by_its_links()
    {
        await using var service = await StartAsync(7);
        var first = (await service.GetAsync("items?sort=-n&limit=3&fields=id")).Expect(200);
        Assert.Equal("7 6 5", first.Column("id"));
        Assert.Null(first.Prev);
        Assert.Equal($"</v1/items?sort=-n&limit=3&fields=id&after={first.Next}>; rel=\"next\"", first["Link"]);

        var second = (await service.GetAsync(Target(first, "next"))).Expect(200);
        Assert.Equal("4 3 2", second.Column("id"));
        Assert.Equal($"</v1/items?sort=-n&limit=3&fields=id&after={second.Next}>; rel=\"next\", </v1/items?sort=-n&limit=3&fields=id&before={second.Prev}>; rel=\"prev\"", second["Link"]);

        var third = (await service.GetAsync(Target(second, "next"))).Expect(200);
        Assert.Equal("1", third.Column("id"));
        Assert.Null(third.Next);

        var back = (await service.GetAsync(Target(third, "prev"))).Expect(200);
        Assert.Equal("4 3 2", back.Column("id"));
        var start = (await service.GetAsync(Target(back, "prev"))).Expect(200);
        Assert.Equal("7 6 5", start.Column("id"));
        Assert.Null(start.Prev);
        Assert.Equal(first.Next, start.Next);
    }

    [Fact]
    public async Task A_cursor_stays_good_while_rows_come_and_go()
    {
        await using var service = await StartAsync(6);
        var first = (await service.GetAsync("items?sort=n&limit=2")).Expect(200);
        (await service.DeleteAsync("items/2")).Expect(204); // the very row of the cursor
        await service.CreateAsync("items", """{"n":-5}""", """{"n":3}""");
        var second = (await service.GetAsync($"items?sort=n&limit=10&after={first.Next}")).Expect(200);
        Assert.Equal("3 8 4 5 6", second.Column("id"));
    }

    [Fact]
    public async Task A_cursor_may_be_used_with_another_limit_and_filter_but_not_with_another_sort()
    {
        await using var service = await StartAsync(6);
        var cursor = (await service.GetAsync("items?sort=n&limit=2")).Next;
        Assert.Equal("3 4 5 6", (await service.GetAsync($"items?sort=n&after={cursor}")).Expect(200).Column("id"));
        Assert.Equal("5 6", (await service.GetAsync($"items?sort=n&after={cursor}&n[gt]=4")).Expect(200).Column("id"));
        Assert.Equal(["?after invalid-cursor"], (await service.GetAsync($"items?sort=-n&after={cursor}")).Expect(400).Errors);
    }

    [Fact]
    public async Task The_page_is_twenty_rows_unless_a_limit_is_given_and_never_more_than_the_greatest()
    {
        await using var service = await StartAsync(31);
        Assert.Equal(20, (await service.GetAsync("items")).Data.Length);
        Assert.Single((await service.GetAsync("items?limit=1")).Data);
        var most = await service.GetAsync("items?limit=30");
        Assert.Equal(30, most.Data.Length);
        Assert.NotNull(most.Next);
        Assert.Equal("'limit' is a whole number from 1 to 30.", (await service.GetAsync("items?limit=31")).Expect(400).Detail);
    }

    [Theory]
    [InlineData("exact")]
    [InlineData("estimated")]
    public async Task A_count_is_of_the_whole_list_as_filtered(string mode)
    {
        await using var service = await StartAsync(7);
        Assert.Equal(7, (await service.GetAsync($"items?count={mode}&limit=2")).Total);
        Assert.Equal(4, (await service.GetAsync($"items?count={mode}&limit=2&n[gt]=3")).Total);
        Assert.Equal(0, (await service.GetAsync($"items?count={mode}&n=99")).Total);
        var second = (await service.GetAsync("items?limit=2")).Next;
        Assert.Equal(7, (await service.GetAsync($"items?count={mode}&limit=2&after={second}")).Total);
        Assert.Null((await service.GetAsync("items")).Total);
    }

    [Fact]
    public async Task An_empty_list_has_neither_links_nor_cursors()
    {
        await using var service = await StartAsync(0);
        var empty = (await service.GetAsync("items?sort=-n")).Expect(200);
        Assert.Equal("""{"data":[],"page":{"next":null,"prev":null}}""", empty.Body);
        Assert.Null(empty["Link"]);
    }

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_row_is_in_its_list_although_what_orders_it_last_is_null(string store) => EachStore.RunAsync(store, """
          item:
            key: int
            managed: []
            fields:
              code: { type: string(1..10), unique: true }
              n: int?
              next: { type: item, nullable: true }
        """, async service =>
    {
        await service.CreateAsync("items", """{"code":"a"}""", """{"code":"b","n":1}""", """{"code":"c","nextId":2}""");
        Assert.Equal("1 2 3", (await service.GetAsync("items?sort=id,-n&count=exact")).Expect(200).Column("id"));
        Assert.Equal("3 2", (await service.GetAsync("items?sort=-id,-next.n&limit=2&count=exact")).Expect(200).Column("id"));
        Assert.Equal("a b c", (await service.GetAsync("items?sort=code,n&fields=code&count=exact")).Expect(200).Column("code"));
        // What a filter pins down needs no order but that which is asked for.
        Assert.Equal("-", (await service.GetAsync("items?code=a&sort=n&fields=n&count=exact")).Expect(200).Column("n"));
        Assert.Equal("-", (await service.GetAsync("items?id=1&sort=n&fields=n&count=exact")).Expect(200).Column("n"));
    });

    [Fact]
    public async Task Links_keep_the_path_and_query_as_they_were_sent()
    {
        await using var service = await TestService.StartAsync("""
              shelf:
                key: [room, place]
                managed: []
                fields:
                  room: string(1..30)
                  place: string(1..30)
              box:
                key: int
                managed: []
                fields:
                  shelf: shelf
                  name: string
            """);
        (await service.PostAsync("shelves", """{"room":"a,b/c","place":"50%41"}""")).Expect(201);
        for (var i = 0; i < 3; i++) (await service.PostAsync("boxes", $$"""{"shelfRoom":"a,b/c","shelfPlace":"50%41","name":"x>{{i}}"}""")).Expect(201);
        var first = (await service.GetAsync("shelves/a%2Cb%2Fc,50%2541/boxes?limit=1&name[startsWith]=x>")).Expect(200);
        Assert.Equal($"</v1/shelves/a%2Cb%2Fc,50%2541/boxes?limit=1&name[startsWith]=x%3E&after={first.Next}>; rel=\"next\"", first["Link"]);
        Assert.Equal("2", (await service.GetAsync(Target(first, "next"))).Expect(200).Column("id"));
    }

    private static string Target(Reply reply, string relation) =>
        reply["Link"]!.Split(", ").Single(link => link.EndsWith($"rel=\"{relation}\"", StringComparison.Ordinal)).Split('<', '>')[1];

    private static async Task<TestService> StartAsync(int rows)
    {
        var service = await TestService.StartAsync(Contract);
        for (var i = 1; i <= rows; i++) await service.CreateAsync("items", JsonSerializer.Serialize(new { n = i }));
        return service;
    }
}
