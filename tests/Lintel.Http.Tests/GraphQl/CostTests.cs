namespace Lintel.Http.Tests.GraphQl;

/// <summary>What a request costs is told where it is asked for, and what costs too much is refused before anything is done.</summary>
public sealed class CostTests
{
    private const string Contract = """
          author:
            key: { type: int, client: true }
            fields: { name: string }
          book:
            key: { type: int, client: true }
            fields: { title: string, author: author }
        limits: { graphqlCost: 1000 }
        """;

    [Fact]
    public async Task An_answer_tells_its_cost_where_it_is_asked_for()
    {
        await using var service = await TestService.StartAsync(Contract);
        const string Document = "{ authors(first: 10) { nodes { name books(first: 5) { nodes { title } } } } }";
        Assert.Equal("""{"cost":60}""", (await Ask(service, Document, "true")).Expect(200).Raw("extensions"));
        Assert.False((await Ask(service, Document, "false")).Expect(200).Json.TryGetProperty("extensions", out _));
        Assert.False((await service.AskAsync(Document)).Expect(200).Json.TryGetProperty("extensions", out _));
        Assert.Equal("""{"cost":1}""", (await Ask(service, """mutation { createAuthor(input: {id: 1, name: \"x\"}) { author { name } } }""", "true")).Expect(200).Raw("extensions"));
    }

    [Fact]
    public async Task What_costs_too_much_together_is_refused_and_none_of_it_is_done()
    {
        await using var service = await TestService.StartAsync(Contract);
        var before = await service.DumpAsync();
        foreach (var document in (string[])
        [
            "{ authors(first: 20) { nodes { name books(first: 50) { nodes { title } } } } }",
            "{ a: books(first: 100) { nodes { id title authorId author { id name } } } b: books(first: 100) { nodes { id title authorId author { id name } } } c: books(first: 100) { nodes { id } } }",
            $"mutation {{ {string.Join(' ', Enumerable.Range(0, 20).Select(i => $"a{i}: createAuthor(input: {{id: {i}, name: \"x\"}}) {{ author {{ books(first: 60) {{ nodes {{ id }} }} }} }}"))} }}",
        ])
        {
            var reply = (await service.AskAsync(document)).Expect(400);
            Assert.Equal("cost-too-high", reply.Code);
            Assert.False(reply.Json.TryGetProperty("data", out _));
        }
        Assert.Equal(before, await service.DumpAsync());
        (await service.AskAsync("{ authors(first: 20) { nodes { name books(first: 49) { nodes { title } } } } }")).Expect(200);
    }

    private static Task<Reply> Ask(TestService service, string document, string tells) =>
        service.PostAsync("/graphql", $$$"""{"query":"{{{document}}}","extensions":{"cost":{{{tells}}}}}""", ("Accept", "application/graphql-response+json"));
}
