using System.Buffers.Text;
using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Hostile;

/// <summary>Cursors of which single bytes were changed: each begins a page somewhere, or is refused.</summary>
public sealed class CursorTests
{
    private const int Fingerprint = 5; // with the format before it: another one is of another list

    private const string Contract = """
          thing:
            key: { type: int, client: true }
            managed: []
            fields:
              whole: int?
              large: long?
              exact: decimal(10,2)?
              precise: decimal(38,10)?
              rate: double?
              ok: bool?
              day: date?
              clock: time?
              local: datetime?
              at: timestamp?
              wait: duration?
              code: uuid?
              name: string?
              kind: enum(small, big)?
              page: url?
        """;

    [Fact]
    public async Task None_makes_the_server_fail_on_SQLite()
    {
        await using var service = await TestService.StartAsync(Contract);
        await AssertEachAsync(service);
    }

    [Fact]
    public async Task None_makes_the_server_fail_on_PostgreSQL()
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        var model = TestService.Compile(Contract);
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });
        await AssertEachAsync(service);
    }

    private static async Task AssertEachAsync(TestService service)
    {
        await service.CreateAsync("things", """
            {"id":1,"whole":7,"large":7,"exact":1.5,"precise":1.5,"rate":0.5,"ok":true,"day":"2026-01-31","clock":"12:00:00","local":"2026-01-31T12:00:00","at":"2026-01-31T12:00:00Z",
             "wait":"PT1S","code":"0197b2a4-6b1c-7d7e-8f00-1234567890ab","name":"a","kind":"small","page":"https://a.example/"}
            """, """{"id":2}""");
        foreach (var field in service.Engine.Model.Resources[0].Fields.Where(field => field.Name != "id"))
        {
            var target = $"things?sort=-{field.Name}&limit=1&fields=id";
            var cursor = Base64Url.DecodeFromChars((await service.GetAsync(target)).Expect(200).Next);
            for (var at = Fingerprint; at < cursor.Length; at++)
            {
                foreach (var value in (byte[])[0, 0x7F, 0x80, 0xFF])
                {
                    var changed = cursor.ToArray();
                    // To the end: a number far beyond its type.
                    changed.AsSpan(at, value == 0x7F ? Math.Min(8, changed.Length - at) : 1).Fill(value);
                    var reply = await service.GetAsync($"{target}&after={Base64Url.EncodeToString(changed)}");
                    Assert.True(reply.Status is 200 or 400, $"{field.Name}, byte {at} as {value}: {reply.Status} {reply.Body}");
                }
            }
        }
        Assert.Empty(service.Log.Errors);
    }
}
