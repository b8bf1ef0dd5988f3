using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>Who creates many rows at once.</summary>
public sealed class ImportPolicyTests
{
    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Each_row_must_be_one_that_the_caller_may_create(string store) => Board.RunAsync(store, async service =>
    {
        var before = await Board.AllAsync(service);
        var refused = await ImportAsync(service, "alice", "", """{"slug":"n1","owner":"alice"}""", """{"slug":"n2","owner":"alice"}""", """{"slug":"n3","owner":"bob"}""");
        Assert.Equal("Nothing was created. Line 3: This caller may not do this with notes.", refused.Expect(403).Detail);
        Assert.Equal(["/2 forbidden"], refused.Errors);
        Assert.Equal(["/0/mark forbidden"], (await ImportAsync(service, "alice", "", """{"slug":"n1","owner":"alice","mark":1}""")).Expect(403).Errors);
        (await ImportAsync(service, "guest", "", """{"slug":"n1","owner":"alice"}""")).Expect(403);
        (await ImportAsync(service, "", "", """{"slug":"n1","owner":"alice"}""")).Expect(401);
        var hidden = (await ImportAsync(service, "alice", "", """{"slug":"n1","owner":"alice"}""", """{"slug":"n2","owner":"alice","roomId":2}""")).Expect(422);
        var absent = (await ImportAsync(service, "alice", "", """{"slug":"n1","owner":"alice"}""", """{"slug":"n2","owner":"alice","roomId":99}""")).Expect(422);
        Assert.Equal(["/1/roomId missing-reference"], hidden.Errors);
        Assert.Equal(Market.Told(absent, ""), Market.Told(hidden, ""));
        Assert.Equal(before, await Board.AllAsync(service));
        var done = await ImportAsync(service, "alice", "", """{"slug":"n1","owner":"alice","roomId":3}""", """{"slug":"n2","owner":"alice","roomId":1,"items":[{"word":"w"}]}""");
        Assert.Equal("""{"created":2,"skipped":0,"errors":[]}""", done.Expect(200).Body);
        (await ImportAsync(service, "carl", "", """{"slug":"n4","owner":"carl"}""")).Expect(200);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Of_many_rows_those_that_are_refused_are_told_and_the_others_are_in(string store) => Board.RunAsync(store, async service =>
    {
        var rows = Enumerable.Range(0, 3000).Select(i => $$"""{"slug":"n{{i}}","owner":"{{(i % 1000 == 7 ? "bob" : "alice")}}"}""").ToArray();
        (await ImportAsync(service, "alice", "", rows)).Expect(403);
        var done = (await ImportAsync(service, "alice", "?onError=skip", rows)).Expect(200);
        Assert.Equal(("2997", "3"), (done.Raw("created"), done.Raw("skipped")));
        Assert.Equal(["/7 forbidden", "/1007 forbidden", "/2007 forbidden"], done.Errors);
        Assert.Equal(3000, (await service.GetAsync("notes?owner=alice&count=exact&limit=1", Board.As("operator"))).Total);
    });

    [Fact]
    public Task A_file_of_cells_is_asked_the_same() => Board.RunAsync(EachStore.Sqlite, async service =>
    {
        var refused = await service.SendAsync("POST", "notes", Body.Of("slug,owner\nn1,alice\nn2,bob\n", "text/csv"), Board.As("alice"));
        Assert.Equal("Nothing was created. Line 3: This caller may not do this with notes.", refused.Expect(403).Detail);
        Assert.Equal(["/0/mark forbidden"], (await service.SendAsync("POST", "notes", Body.Of("slug,owner,mark\nn1,alice,1\n", "text/csv"), Board.As("alice"))).Expect(403).Errors);
        (await service.SendAsync("POST", "notes", Body.Of("slug,owner\nn1,alice\nn2,alice\n", "text/csv"), Board.As("alice"))).Expect(200);
    });

    private static Task<Reply> ImportAsync(TestService service, string caller, string query, params string[] rows) =>
        service.SendAsync("POST", "notes" + query, Body.Of(string.Concat(rows.Select(row => row + "\n")), "application/x-ndjson"), Board.As(caller));
}
