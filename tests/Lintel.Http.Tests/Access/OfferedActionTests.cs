using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>Which actions are shown with rows: those that their state allows, and the caller may do.</summary>
public sealed class OfferedActionTests
{
    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_is_shown_can_be_done_and_what_is_not_can_not(string store) => Board.RunAsync(store, async service =>
    {
        (await service.PostAsync("notes/2/finish", "{}", Board.As("alice"))).Expect(200);
        (await service.PatchAsync("notes/6", """{"shared":true}""", Board.As("bob"))).Expect(200);
        (await service.PostAsync("notes/6/finish", "{}", Board.As("bob"))).Expect(200);
        var shown = 0;
        foreach (var caller in (string[])["alice", "bob", "clerk", "guest"])
        {
            foreach (var row in (await service.GetAsync("notes?fields=id,_actions&sort=-id", Board.As(caller))).Expect(200).Data)
            {
                var (id, offered) = (row.GetProperty("id"), row.GetProperty("_actions").EnumerateArray().Select(name => name.GetString()!).ToArray());
                Assert.Equal(offered, (await service.GetAsync($"notes/{id}?fields=_actions", Board.As(caller))).Json.GetProperty("_actions").EnumerateArray().Select(name => name.GetString()!));
                foreach (var action in (string[])["finish", "reopen", "drop"])
                {
                    var rehearsed = await service.PostAsync($"notes/{id}/{action}", "{}", Board.As(caller), ("Prefer", "tx=rollback"));
                    Assert.True(offered.Contains(action) == (rehearsed.Status == 200), $"{caller} {id} {action}: {rehearsed.Body}");
                }
                shown += offered.Length;
            }
        }
        Assert.InRange(shown, 10, 20);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task They_are_told_everywhere_that_rows_are(string store) => Board.RunAsync(store, async service =>
    {
        Assert.Equal("""["finish"]""", (await service.GetAsync("notes/1?fields=_actions", Board.As("alice"))).Raw("_actions"));
        Assert.Contains("\"_actions\":[\"finish\"]", (await Market.AskAsync(service, "mutation { updateNote(id: 1, patch: {text: \"x\"}) { note { _actions } } }", "alice")).Body, StringComparison.Ordinal);
        Assert.Equal("{\"id\":5,\"_actions\":[\"drop\"]}\n{\"id\":6,\"_actions\":[\"drop\"]}\n",
            (await service.GetAsync("notes?fields=id,_actions&id[gt]=4&sort=id", Board.As("clerk"), ("Accept", "application/x-ndjson"))).Body);
        Assert.Equal("""["finish"]""", (await service.PatchAsync("notes/1?include=_actions", """{"text":"x"}""", Board.As("alice"))).Raw("_actions"));
        Assert.Equal("""["drop"]""", (await service.GetAsync("notes/1?fields=_actions", Board.As("clerk"))).Raw("_actions"));
        // Alice's room, and not her note: it may be reopened by her, once it is done.
        Assert.Equal("""[{"id":2,"_actions":["finish"]},{"id":6,"_actions":[]}]""",
            (await service.GetAsync("rooms/1?fields=notes(id,_actions)", Board.As("alice"))).Json.GetProperty("notes").GetProperty("data").GetRawText());
        (await service.PostAsync("notes/6/finish", "{}", Board.As("bob"))).Expect(200);
        Assert.Equal("""{"data":{"room":{"notes":{"nodes":[{"_actions":["finish"]},{"_actions":["reopen"]}]}}}}""",
            (await Market.AskAsync(service, "{ room(id: 1) { notes { nodes { _actions } } } }", "alice")).Body);
        // Bob does not see the room, and the policy does: it decides, and not what he sees of it.
        Assert.Equal("""{"data":{"note":{"_actions":[]}}}""", (await Market.AskAsync(service, "{ note(id: 6) { _actions } }", "bob")).Body);
    });

    [Fact]
    public Task A_wrong_state_tells_the_actions_that_the_caller_may_do_with_the_row() => Board.RunAsync(EachStore.Sqlite, async service =>
    {
        foreach (var (note, allowed) in ((int, string)[])[(1, "[]"), (2, "[\"reopen\"]")])
        {
            (await service.PostAsync($"notes/{note}/finish", "{}", Board.As("alice"))).Expect(200);
            Assert.Contains($"\"allowed\":{allowed}", (await service.PostAsync($"notes/{note}/finish", "{}", Board.As("alice"))).Expect(409).Body, StringComparison.Ordinal);
        }
    });
}
