using Lintel.Access;
using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>Notes of several people, in rooms: what of them one sees, and what one may do with those that one sees.</summary>
internal static class Board
{
    public const string Contract = """
          room:
            key: { type: int, client: true }
            fields: { name: string(..50), owner: string? }
            access: { read: owner == caller.id or owner == null, write: owner == caller.id }
          note:
            key: int
            softDelete: true
            fields:
              slug: string(..50) unique
              text: string = plain
              owner: string
              shared: bool = false
              locked: bool = false
              room: room?
              mark: { type: int, default: 0, access: { read: "'clerk' in caller.roles", write: "'clerk' in caller.roles" } }
              status: enum(draft, done) = draft
            state: status
            actions:
              finish: { from: [draft], to: done, access: owner == caller.id }
              reopen: { from: [done], to: draft, access: room.owner == caller.id }
              drop: { from: [draft, done], to: done, access: "'clerk' in caller.roles" }
            access:
              read: owner == caller.id or shared or room.owner == caller.id or 'clerk' in caller.roles
              create: owner == caller.id and not ('guest' in caller.roles)
              update: owner == caller.id and not locked
              delete: owner == caller.id and not locked
          noteItem:
            partOf: note
            reverse: items
            key: int
            fields: { word: string, secret: bool = false }
            access: { read: "not secret or 'clerk' in caller.roles" }
        auth: {}
        """;

    /// <summary>Who asks, by a name of the test's own.</summary>
    public static TestOptions Options { get; } = new()
    {
        Caller = name => name switch
        {
            "" => Caller.Anonymous,
            "operator" => Caller.Operator,
            "clerk" => new Caller { Id = "carl", Roles = ["clerk"] },
            "guest" => new Caller { Id = "alice", Roles = ["guest"] },
            _ => new Caller { Id = name },
        },
    };

    public static (string, string) As(string caller) => (TestOptions.CallerHeader, caller);

    /// <summary>
    /// Serves notes 1 and 2 of alice, 3 of hers that is locked, 4 of bob, 5 of bob that is shared, and 6 of bob in alice's room; and the rooms 1 of alice, 2 of bob and 3 of nobody.
    /// </summary>
    public static Task RunAsync(string store, Func<TestService, Task> test, TestOptions? options = null) => EachStore.RunAsync(store, Contract, options ?? Options, async service =>
    {
        foreach (var room in (string[])["""{"id":1,"name":"a","owner":"alice"}""", """{"id":2,"name":"b","owner":"bob"}""", """{"id":3,"name":"c"}"""])
            (await service.PostAsync("rooms", room, As("operator"))).Expect(201);
        foreach (var note in (string[])[
            """{"slug":"a1","owner":"alice"}""", """{"slug":"a2","owner":"alice","roomId":1}""", """{"slug":"a3","owner":"alice","locked":true}""",
            """{"slug":"b1","owner":"bob"}""", """{"slug":"b2","owner":"bob","shared":true,"mark":7}""", """{"slug":"b3","owner":"bob","roomId":1}"""])
            (await service.PostAsync("notes", note, As("operator"))).Expect(201);
        await test(service);
    });

    /// <summary>All that is stored.</summary>
    public static async Task<string> AllAsync(TestService service)
    {
        var (rooms, notes) = (await service.GetAsync("rooms", As("operator")), await service.GetAsync("notes?deleted=include&include=items&limit=100", As("operator")));
        return rooms.Expect(200).Body + notes.Expect(200).Body;
    }

    /// <summary>A field of all notes that are stored.</summary>
    public static async Task<string> ColumnAsync(TestService service, string field) => (await service.GetAsync("notes?sort=id&limit=100", As("operator"))).Expect(200).Column(field);
}
