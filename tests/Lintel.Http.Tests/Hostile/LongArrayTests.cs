using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Hostile;

/// <summary>An array that is longer than any that its connection has met before.</summary>
public sealed class LongArrayTests
{
    private const string Contract = """
          note:
            key: int
            fields: { words: "string(..5000)[]", numbers: "long[]?" }
        """;

    [Fact]
    public async Task It_is_answered_as_it_is_and_not_as_the_one_before_it()
    {
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync("pool=1");
        var model = TestService.Compile(Contract);
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });
        await service.CreateAsync("notes", """{"words":["of another"]}""");
        for (var length = 200; length <= 3200; length *= 2)
        {
            var words = $"[\"{new string('x', length)}\"]";
            Assert.Equal(words, (await service.PostAsync("notes", $$"""{"words":{{words}}}""")).Expect(201).Raw("words"));
        }
        var numbers = $"[{string.Join(',', Enumerable.Range(100_000, 1000))}]";
        var reply = await service.PostAsync("notes", $$"""{"words":[],"numbers":{{numbers}}}""");
        Assert.Equal(numbers, reply.Expect(201).Raw("numbers"));
    }
}
