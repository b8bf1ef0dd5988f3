using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>Who writes rows that a filter finds, or that something unique tells.</summary>
public sealed class BulkPolicyTests
{
    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_filter_finds_only_what_one_sees(string store) => Board.RunAsync(store, async service =>
    {
        Assert.Equal("""{"affected":2}""", (await service.PatchAsync("notes?text=plain&shared=false&locked=false&owner=alice", """{"text":"x"}""", Board.As("alice"))).Expect(200).Body);
        Assert.Equal("x x plain plain plain plain", await Board.ColumnAsync(service, "text"));
        // Bob's note is there, and not for her: it is not counted, and its being there can't be told.
        Assert.Equal("""{"affected":0}""", (await service.PatchAsync("notes?slug=b1", """{"text":"y"}""", Board.As("alice"))).Expect(200).Body);
        Assert.Equal("""{"affected":0}""", (await service.DeleteAsync("notes?slug=b1", Board.As("alice"))).Expect(200).Body);
        Assert.Equal("""{"affected":1}""", (await service.PatchAsync("notes?slug[in]=a1,b1&maxAffected=1", """{"text":"y"}""", Board.As("alice"))).Expect(200).Body);
        Assert.Equal("""{"affected":1}""", (await service.DeleteAsync("notes?filter=room.owner%20%3D%3D%20owner", Board.As("alice"))).Expect(200).Body);
        Assert.Equal("a1 a3 b1 b2 b3", await Board.ColumnAsync(service, "slug"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task One_row_that_one_sees_and_may_not_change_refuses_all(string store) => Board.RunAsync(store, async service =>
    {
        var before = await Board.AllAsync(service);
        var refused = (await service.PatchAsync("notes?text=plain", """{"text":"x"}""", Board.As("alice"))).Expect(403);
        Assert.Equal("note 3: This caller may not do this with notes.", refused.Detail);
        (await service.DeleteAsync("notes?owner=alice", Board.As("alice"))).Expect(403);
        (await service.DeleteAsync("notes?slug=b2", Board.As("alice"))).Expect(403);
        (await service.PatchAsync("notes?slug=b3", """{"text":"x"}""", Board.As("alice"))).Expect(403);
        // As it becomes it must be allowed too.
        (await service.PatchAsync("notes?slug[in]=a1,a2", """{"owner":"bob"}""", Board.As("alice"))).Expect(403);
        (await service.PatchAsync("notes?slug[in]=a1,a2", """{"locked":true}""", Board.As("alice"))).Expect(403);
        (await service.PatchAsync("notes?slug=a1", """{"text":"x"}""")).Expect(401);
        Assert.Equal(before, await Board.AllAsync(service));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Neither_filter_nor_patch_names_what_one_may_not_see_or_write(string store) => Board.RunAsync(store, async service =>
    {
        var before = await Board.AllAsync(service);
        (await service.PatchAsync("notes?mark=7", """{"text":"x"}""", Board.As("alice"))).Expect(403);
        (await service.DeleteAsync("notes?filter=mark%20%3E%200", Board.As("alice"))).Expect(403);
        Assert.Equal(["/mark forbidden"], (await service.PatchAsync("notes?slug=a1", """{"mark":1}""", Board.As("alice"))).Expect(403).Errors);
        var hidden = (await service.PatchAsync("notes?slug=a1", """{"roomId":2}""", Board.As("alice"))).Expect(422);
        var absent = (await service.PatchAsync("notes?slug=a1", """{"roomId":99}""", Board.As("alice"))).Expect(422);
        Assert.Equal(Market.Told(absent, ""), Market.Told(hidden, ""));
        Assert.Equal(before, await Board.AllAsync(service));
        (await service.PatchAsync("notes?slug=a1", """{"roomId":3}""", Board.As("alice"))).Expect(200);
    });

    [Theory]
    [InlineData(EachStore.Sqlite, """{"roomId":1}""")]
    [InlineData(EachStore.Postgres, """{"roomId":1}""")]
    [InlineData(EachStore.Sqlite, """{"cushions":[{"roomId":1}]}""")]
    [InlineData(EachStore.Postgres, """{"cushions":[{"roomId":1}]}""")]
    public Task What_all_refer_to_is_looked_at_before_any_is_written(string store, string patch) => EachStore.RunAsync(store, """
          room:
            key: { type: int, client: true }
            fields: { name: string }
            access: { read: size(seats) < 1 and size(cushions) < 1 }
          seat:
            key: { type: int, client: true }
            fields: { room: room? }
            access: { read: true, update: true }
          cushion:
            partOf: seat
            fields: { room: room? }
        auth: {}
        access: { write: "'admin' in caller.roles" }
        """, Board.Options, async service =>
    {
        (await service.PostAsync("rooms", """{"id":1,"name":"a"}""", Board.As("operator"))).Expect(201);
        foreach (var id in (int[])[1, 2, 3]) (await service.PostAsync("seats", $$"""{"id":{{id}}}""", Board.As("operator"))).Expect(201);
        (await service.PatchAsync("seats?id[gt]=1", patch, Board.As("alice"))).Expect(200);
        // By now it is seen no more, and so not there for a write that comes later.
        (await service.PatchAsync("seats?id=1", patch, Board.As("alice"))).Expect(422);
    });

    [Fact]
    public Task Mutations_of_all_that_is_found_and_rehearsals_ask_the_same() => Board.RunAsync(EachStore.Sqlite, async service =>
    {
        var before = await Board.AllAsync(service);
        var rehearsed = await service.PatchAsync("notes?slug=a1", """{"text":"x"}""", Board.As("alice"), ("Prefer", "tx=rollback"));
        Assert.Equal("""{"affected":1}""", rehearsed.Expect(200).Body);
        (await service.PatchAsync("notes?slug=a3", """{"text":"x"}""", Board.As("alice"), ("Prefer", "tx=rollback"))).Expect(403);
        Assert.Contains("forbidden", await AskAsync("updateNotes(where: {slug: {eq: \"a3\"}}, patch: {text: \"x\"}) { affected }"), StringComparison.Ordinal);
        Assert.Contains("forbidden", await AskAsync("deleteNotes(where: {owner: {eq: \"alice\"}}) { affected }"), StringComparison.Ordinal);
        Assert.Contains("\"affected\":0", await AskAsync("deleteNotes(where: {slug: {eq: \"b1\"}}) { affected }"), StringComparison.Ordinal);
        Assert.Equal(before, await Board.AllAsync(service));
        Assert.Contains("\"affected\":2", await AskAsync("updateNotes(where: {slug: {in: [\"a1\", \"a2\", \"b1\"]}}, patch: {text: \"z\"}) { affected }"), StringComparison.Ordinal);
        Assert.Equal("z z plain plain plain plain", await Board.ColumnAsync(service, "text"));

        async Task<string> AskAsync(string mutation) => (await Market.AskAsync(service, $"mutation {{ {mutation} }}", "alice")).Body;
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Who_replaces_or_makes_what_something_unique_tells_may_do_both(string store) => EachStore.RunAsync(store, Board.Contract
        .Replace("mark: { type: int, default: 0, access: { read: \"'clerk' in caller.roles\", write: \"'clerk' in caller.roles\" } }", "mark: int = 0", StringComparison.Ordinal)
        .Replace("access: { read: \"not secret or 'clerk' in caller.roles\" }", "", StringComparison.Ordinal), Board.Options, async service =>
    {
        foreach (var note in (string[])["""{"slug":"a1","owner":"alice"}""", """{"slug":"a3","owner":"alice","locked":true}""", """{"slug":"b1","owner":"bob"}""", """{"slug":"b2","owner":"bob","shared":true}"""])
            (await service.PostAsync("notes", note, Board.As("operator"))).Expect(201);
        Assert.Equal("x", (await service.PutAsync("notes?slug=a1", """{"owner":"alice","text":"x"}""", Board.As("alice"))).Expect(200).Json.GetProperty("text").GetString());
        (await service.PutAsync("notes?slug=new", """{"owner":"alice"}""", Board.As("alice"))).Expect(201);
        var before = await Board.AllAsync(service);
        // What was there, and what is made.
        (await service.PutAsync("notes?slug=a3", """{"owner":"alice"}""", Board.As("alice"))).Expect(403);
        (await service.PutAsync("notes?slug=b2", """{"owner":"alice"}""", Board.As("alice"))).Expect(403);
        (await service.PutAsync("notes?slug=a1", """{"owner":"bob"}""", Board.As("alice"))).Expect(403);
        (await service.PutAsync("notes?slug=newer", """{"owner":"bob"}""", Board.As("alice"))).Expect(403);
        (await service.PutAsync("notes?slug=newer", """{"owner":"alice"}""", Board.As("guest"))).Expect(403);
        // Who may not create may not find out either what is there.
        (await service.PutAsync("notes?slug=a1", """{"owner":"alice"}""", Board.As("guest"))).Expect(403);
        // One that is not seen is in the way, as it is in that of a create.
        var taken = (await service.PutAsync("notes?slug=b1", """{"owner":"alice"}""", Board.As("alice"))).Expect(409);
        Assert.Equal(Market.Told((await service.PostAsync("notes", """{"slug":"b1","owner":"alice"}""", Board.As("alice"))).Expect(409), ""), Market.Told(taken, ""));
        (await service.PutAsync("notes?slug=b1", """{"owner":"alice"}""", Board.As("alice"), ("If-None-Match", "*"))).Expect(409);
        (await service.PutAsync("notes?slug=a1", """{"owner":"alice"}""", Board.As("alice"), ("If-None-Match", "*"))).Expect(412);
        (await service.PutAsync("notes?slug=b1", """{"owner":"alice"}""", Board.As("alice"), ("If-Match", "*"))).Expect(412);
        (await service.PutAsync("notes?slug=never", """{"owner":"alice"}""", Board.As("alice"), ("If-Match", "*"))).Expect(412);
        Assert.Contains("forbidden", (await Market.AskAsync(service, "mutation { upsertNoteBySlug(slug: \"b2\", input: {owner: \"alice\"}) { note { id } } }", "alice")).Body, StringComparison.Ordinal);
        Assert.Equal(before, await Board.AllAsync(service));
        // With the version that it is based on it is an update alone.
        (await service.PutAsync("notes?slug=a1", """{"owner":"alice","text":"y"}""", Board.As("guest"), ("If-Match", "*"))).Expect(200);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task By_what_one_may_not_see_no_row_is_told_apart(string store) => EachStore.RunAsync(store, """
          badge:
            key: { type: int, client: true }
            fields: { code: { type: string, unique: true, access: { read: "'clerk' in caller.roles" } }, owner: string }
            access: { read: true, create: true, update: true }
        auth: {}
        """, Board.Options, async service =>
    {
        (await service.PostAsync("badges", """{"id":1,"code":"b1","owner":"bob"}""", Board.As("operator"))).Expect(201);
        var refused = (await service.PutAsync("badges?code=b1", """{"owner":"alice"}""", Board.As("alice"))).Expect(403);
        Assert.Equal(Market.Told((await service.PutAsync("badges?code=b2", """{"owner":"alice"}""", Board.As("alice"))).Expect(403), ""), Market.Told(refused, ""));
        Assert.Equal(["?code forbidden"], refused.Errors);
        Assert.Contains("forbidden", (await Market.AskAsync(service, "mutation { upsertBadgeByCode(code: \"b1\", input: {owner: \"alice\"}) { badge { id } } }", "alice")).Body, StringComparison.Ordinal);
        Assert.Equal("bob", (await service.GetAsync("badges", Board.As("clerk"))).Expect(200).Column("owner"));
        (await service.PutAsync("badges?code=b1", """{"owner":"carl"}""", Board.As("clerk"))).Expect(200);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_is_deleted_softly_is_restored_and_purged_by_whom_its_policies_allow(string store) => Board.RunAsync(store, async service =>
    {
        (await service.DeleteAsync("notes?slug[in]=a1,b1", Board.As("operator"))).Expect(200);
        (await service.PostAsync("notes/4/restore", "{}", Board.As("alice"))).Expect(404);
        (await service.DeleteAsync("notes/4?purge=true", Board.As("alice"))).Expect(404);
        Assert.Equal("a1", (await service.GetAsync("notes?deleted=only", Board.As("alice"))).Expect(200).Column("slug"));
        Assert.Equal("""{"affected":0}""", (await service.DeleteAsync("notes?deleted=only&slug=b1&purge=true", Board.As("alice"))).Expect(200).Body);
        (await service.PostAsync("notes/1/restore", "{}", Board.As("alice"))).Expect(200);
        (await service.DeleteAsync("notes/3?purge=true", Board.As("alice"))).Expect(403);
        (await service.DeleteAsync("notes/1?purge=true", Board.As("alice"))).Expect(204);
        Assert.Equal("a2 a3 b2 b3", await Board.ColumnAsync(service, "slug"));
        // Restored it would be what its owner may not change.
        (await service.DeleteAsync("notes/3", Board.As("operator"))).Expect(204);
        (await service.PostAsync("notes/3/restore", "{}", Board.As("alice"))).Expect(403);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Versions_are_compared_only_of_rows_that_one_may_change(string store) => Board.RunAsync(store, async service =>
    {
        (string, string) stale = ("If-Match", "\"nonsense\"");
        (await service.PatchAsync("notes/4", """{"text":"x"}""", Board.As("alice"), stale)).Expect(404);
        (await service.PatchAsync("notes/5", """{"text":"x"}""", Board.As("alice"), stale)).Expect(403);
        (await service.PatchAsync("notes/1", """{"text":"x"}""", Board.As("alice"), stale)).Expect(412);
        (await service.DeleteAsync("notes/4", Board.As("alice"), stale)).Expect(404);
        (await service.DeleteAsync("notes/99", Board.As("alice"), stale)).Expect(404);
        (await service.PostAsync("notes/4/finish", "{}", Board.As("alice"), stale)).Expect(404);
    });
}
