using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>
/// A row gets another owner between any two statements of a write of the old one: either the write was first, and the other saw what it did, or it does nothing. What
/// comes in is given a moment: on a locked row, or behind the only writer of a file, it waits until the write is over.
/// </summary>
public sealed class AccessRaceTests
{
    private const int MostStatements = 20;

    private static readonly (string Request, string? Body, string Done)[] Requests =
    [
        ("PATCH notes/1", """{"text":"x"}""", "x"),
        ("PATCH notes/1", """{"items":[{"word":"x"}]}""", ""),
        ("PATCH notes?slug=a1", """{"text":"x"}""", "x"),
        ("PATCH notes?text=plain&owner=alice", """{"text":"x"}""", "x"),
        ("PUT notes?slug=a1", """{"owner":"alice","text":"x"}""", "x"),
        ("POST notes/1/finish", "{}", "done"),
        ("DELETE notes/1", null, ""),
        ("DELETE notes?slug=a1", null, ""),
        ("DELETE notes/1?purge=true", null, ""),
    ];

    public static readonly TheoryData<string, string, string?, string> Writes = All();

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_row_that_gets_another_owner_meanwhile_is_theirs(string store, string request, string? body, string done)
    {
        // Without what hides things from her, so that she may write it whole.
        var contract = Board.Contract
            .Replace("mark: { type: int, default: 0, access: { read: \"'clerk' in caller.roles\", write: \"'clerk' in caller.roles\" } }", "mark: int = 0", StringComparison.Ordinal)
            .Replace("access: { read: \"not secret or 'clerk' in caller.roles\" }", "", StringComparison.Ordinal);
        RacingStore? racing = null;
        await EachStore.RunAsync(store, contract, Board.Options with { Around = inner => racing = new RacingStore(inner) }, async service =>
        {
            var (first, second) = (0, 0);
            for (var statements = 0; statements < MostStatements; statements++)
            {
                (await service.DeleteAsync("notes?id[gte]=0&deleted=include&purge=true", Board.As("operator"))).Expect(200);
                var id = (await service.PostAsync("notes", """{"slug":"a1","owner":"alice"}""", Board.As("operator"))).Expect(201).Raw("id");
                var other = Task.FromResult<Reply?>(null);
                racing!.Behind(statements, async () =>
                {
                    other = ChangeOwnerAsync(service, id);
                    await Task.WhenAny(other, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestService.Cancellation));
                });
                var parts = request.Replace("notes/1", $"notes/{id}", StringComparison.Ordinal).Split(' ');
                var write = await service.SendAsync(parts[0], parts[1], body is null ? null : Body.Json(body), Board.As("alice"));
                if (!racing.HasMet) break;
                var changed = (await other)!;
                var isDone = write.Status < 300 && write.Body != """{"affected":0}""";
                // What was done was done before the row was another's: who made it so has seen it.
                var wasSeen = request.StartsWith("DELETE", StringComparison.Ordinal) ? changed.Status == 404
                    : done.Length > 0 ? changed.Body.Contains($"\"{done}\"", StringComparison.Ordinal) : changed.Expect(200).Body.Contains("\"word\":\"x\"", StringComparison.Ordinal);
                Assert.True(isDone == wasSeen, $"Behind {statements} statements: {write.Status} {write.Body} and then {changed.Status} {changed.Body}");
                Assert.True(isDone || write.Status is 200 or 403 or 404 or 409, write.Body);
                if (isDone) first++;
                else second++;
            }
            Assert.True(first > 0 && second > 0, $"{first} were first, {second} second");
        });
    }

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public async Task A_row_that_comes_meanwhile_is_asked_about_too(string store)
    {
        RacingStore? racing = null;
        await EachStore.RunAsync(store, Board.Contract, Board.Options with { Around = inner => racing = new RacingStore(inner) }, async service =>
        {
            for (var statements = 0; statements < MostStatements; statements++)
            {
                var other = Task.FromResult<Reply?>(null);
                racing!.Behind(statements, async () =>
                {
                    other = CreateAsync(service, statements);
                    await Task.WhenAny(other, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestService.Cancellation));
                });
                var write = await service.PutAsync($"rooms/{100 + statements}", """{"name":"x","owner":"alice"}""", Board.As("alice"));
                if (!racing.HasMet) break;
                // Of the two one made it, and it is theirs.
                var owner = (await service.GetAsync($"rooms/{100 + statements}", Board.As("operator"))).Expect(200).Raw("owner");
                Assert.Equal((write.Status, (await other)!.Status), owner == "\"alice\"" ? (201, 409) : (409, 201));
            }
        });
    }

    private static async Task<Reply?> ChangeOwnerAsync(TestService service, string id) => await service.PatchAsync($"notes/{id}?include=items", """{"owner":"bob"}""", Board.As("operator"));

    private static async Task<Reply?> CreateAsync(TestService service, int number) => await service.PostAsync("rooms", $$"""{"id":{{100 + number}},"name":"b","owner":"bob"}""", Board.As("operator"));

    private static TheoryData<string, string, string?, string> All()
    {
        var data = new TheoryData<string, string, string?, string>();
        foreach (var store in (string[])[EachStore.Sqlite, EachStore.Postgres])
        {
            foreach (var (request, body, done) in Requests) data.Add(store, request, body, done);
        }
        return data;
    }
}
