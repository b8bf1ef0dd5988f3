namespace Lintel.Http.Tests.Rest;

/// <summary>Bodies and paths of writes that mean harm: each gets its answer, and changes nothing.</summary>
public sealed class HostileWriteTests
{
    private const string Contract = """
          box:
            key: int
            fields:
              name: string?
          boxPart:
            partOf: box
            key: int
            fields: { n: int }
          boxPartBit:
            partOf: boxPart
            key: int
            fields: { n: int }
        """;

    [Theory]
    [InlineData("PUT", "boxes/1")]
    [InlineData("PATCH", "boxes/1")]
    public async Task A_thousand_children_are_taken_and_one_more_is_not(string method, string target)
    {
        await using var service = await StartAsync();
        Assert.Equal(["/parts out-of-range"], (await service.SendAsync(method, target, Body.Json(Parts(1001)))).Expect(422).Errors);
        (await service.SendAsync(method, target, Body.Json(Parts(1000)))).Expect(200);
        (await service.PostAsync("boxes/1/parts", """{"n":1}""")).Expect(422);
        (await service.SendAsync(method, target, Body.Json("""{"parts":[]}"""))).Expect(200);
        Assert.Equal("3", (await service.GetAsync("boxes/1")).Raw("version"));
    }

    [Theory]
    [InlineData("""{"parts":[{"n":1,"parts":[]}]}""", 422)]
    [InlineData("""{"parts":[{"n":1,"box":{}}]}""", 422)]
    [InlineData("""{"parts":[{"n":1,"boxId":2}]}""", 422)]
    [InlineData("""{"parts":[{"id":-1,"n":1}]}""", 422)]
    [InlineData("""{"parts":[{"id":"1","n":1}]}""", 422)]
    [InlineData("""{"parts":[{"id":1.5,"n":1}]}""", 422)]
    [InlineData("""{"parts":[{"id":99999999999999999999,"n":1}]}""", 422)]
    [InlineData("""{"parts":[{"id":{},"n":[]}]}""", 422)]
    [InlineData("""{"parts":[null]}""", 422)]
    [InlineData("""{"parts":[[]]}""", 422)]
    [InlineData("""{"parts":[{"id":1,"n":1,"bits":[{"id":2,"n":1}]}]}""", 422)]
    [InlineData("""{"parts":[],"parts":[]}""", 400)]
    [InlineData("""{"name":"a","name":"b"}""", 400)]
    [InlineData("""{"name":"\u0000"}""", 422)]
    [InlineData("""{"__proto__":{}}""", 422)]
    [InlineData("""{"":1}""", 422)]
    [InlineData("null", 400)]
    [InlineData("{", 400)]
    public async Task A_body_that_makes_no_sense_is_refused(string body, int status)
    {
        await using var service = await StartAsync();
        var before = await service.DumpAsync();
        (await service.PutAsync("boxes/1", body)).Expect(status);
        (await service.PatchAsync("boxes/1", body)).Expect(status);
        (await service.PatchAsync("boxes?id[gt]=0", body)).Expect(status);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task A_body_of_too_many_levels_is_refused()
    {
        await using var service = await StartAsync();
        var deep = string.Concat(Enumerable.Repeat("""{"parts":[""", 40)) + string.Concat(Enumerable.Repeat("]}", 40));
        (await service.PutAsync("boxes/1", deep)).Expect(400);
    }

    [Theory]
    [InlineData("boxes/1/parts/1/bits/1/parts/1")]
    [InlineData("boxes/1/parts//bits/1")]
    [InlineData("boxes/1/parts/1/")]
    [InlineData("boxes/1/parts/1%2F..%2F2")]
    [InlineData("boxes/1/parts/1,1")]
    [InlineData("boxes/1/parts/1/bits/1/bits/1/bits/1/bits/1/bits/1/bits/1/bits/1/bits/1/bits/1/bits/1/bits/1")]
    public async Task A_path_that_leads_nowhere_is_not_found(string target)
    {
        await using var service = await StartAsync();
        foreach (var method in new[] { "PUT", "PATCH", "DELETE" })
            (await service.SendAsync(method, target, method == "DELETE" ? null : Body.Json("""{"n":1}"""))).Expect(404);
    }

    private static string Parts(int count) => $$"""{"parts":[{{string.Join(',', Enumerable.Repeat("""{"n":1}""", count))}}]}""";

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("boxes", """{"name":"a","parts":[{"n":1,"bits":[{"n":1}]}]}""", """{"parts":[{"n":2,"bits":[{"n":2}]}]}""");
        return service;
    }
}
