using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>Fields that a caller may write and not read, and rows that they name and do not see: no write tells of them.</summary>
public sealed class UnreadFieldTests
{
    private const string Contract = """
          person:
            fields:
              name: string(..50)
              owner: string
              secret: { type: int?, access: { read: "'clerk' in caller.roles" } }
              code: { type: string(..20)?, unique: true, access: { read: "'clerk' in caller.roles" } }
              rating: { type: int, default: 5, readOnly: true, access: { read: "'clerk' in caller.roles" } }
              born: { type: int, default: 7, immutable: true, access: { read: "'clerk' in caller.roles" } }
              chief: person? reverse staff
              deputy: person? reverse deputies
            actions:
              follow: { input: { whom: uuid }, set: { chiefId: input.whom } }
              step: { set: { chiefId: deputyId } }
            access: { read: owner == caller.id or 'clerk' in caller.roles }
            softDelete: true
          child:
            partOf: person
            fields: { name: string(..50), mark: { type: int, default: 3, access: { read: "'clerk' in caller.roles" } } }
        auth: {}
        access: { read: true, write: caller.id != null }
        """;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_whole_row_tells_not_whether_an_unread_field_was_guessed(string store) => EachStore.RunAsync(store, Contract, Market.Options, async service =>
    {
        var id = await CreateAsync(service, """{"name":"Ann","owner":"alice","secret":42,"code":"k","children":[{"name":"Cid","mark":9}]}""", "alice");
        var child = (await service.GetAsync($"people/{id}?include=children", Market.As("clerk"))).Expect(200).Json.GetProperty("children")[0].GetProperty("id").GetString()!;
        foreach (var (right, wrong) in new[] { ("\"secret\":42", "\"secret\":41"), ("\"code\":\"k\"", "\"code\":\"l\""), ("\"rating\":5", "\"rating\":4"), ("\"born\":7", "\"born\":6"), ("\"secret\":null", "\"secret\":42") })
            await SameAsync("PUT", $"people/{id}", $$"""{"name":"Ann","owner":"alice",{{right}},"children":[{"id":"{{child}}","name":"Cid"}]}""", $$"""{"name":"Ann","owner":"alice",{{wrong}},"children":[{"id":"{{child}}","name":"Cid"}]}""");
        await SameAsync("PUT", $"people/{id}/children/{child}?include=person", """{"name":"Cid","mark":9}""", """{"name":"Cid","mark":8}""");
        await SameAsync("PATCH", $"people/{id}", $$"""{"children":[{"id":"{{child}}","name":"Cid","mark":9}]}""", $$"""{"children":[{"id":"{{child}}","name":"Cid","mark":8}]}""");
        // To who reads them it stays as it is where nothing differs.
        var whole = $$"""{"name":"Ann","owner":"alice","secret":42,"code":"k","rating":5,"born":7,"children":[{"id":"{{child}}","name":"Cid","mark":9}]}""";
        Assert.Equal(1, (await service.PutAsync($"people/{id}", whole, Market.As("clerk"))).Expect(200).Json.GetProperty("version").GetInt32());

        async Task SameAsync(string method, string target, string right, string wrong)
        {
            var (first, second) = (await RehearseAsync(method, target, right), await RehearseAsync(method, target, wrong));
            Assert.Equal(Bare(first), Bare(second));
        }

        Task<Reply> RehearseAsync(string method, string target, string body) => service.SendAsync(method, target, Body.Json(body), Market.As("alice"), ("Prefer", "tx=rollback"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_row_is_not_named_by_what_one_may_not_read(string store) => EachStore.RunAsync(store, Contract, Market.Options, async service =>
    {
        await CreateAsync(service, """{"name":"Ann","owner":"alice","code":"k"}""", "alice");
        foreach (var code in new[] { "k", "other" })
            Assert.Equal(["?code forbidden"], (await service.PutAsync($"people?code={code}", """{"name":"Ann","owner":"alice"}""", Market.As("alice"))).Expect(403).Errors);
        (await service.PutAsync("people?code=k", """{"name":"Anna","owner":"alice"}""", Market.As("clerk"))).Expect(200);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task An_action_refers_to_no_row_that_its_caller_names_and_does_not_see(string store) => EachStore.RunAsync(store, Contract, Market.Options, async service =>
    {
        var (mine, theirs) = (await CreateAsync(service, """{"name":"Ann","owner":"alice"}""", "alice"), await CreateAsync(service, """{"name":"Bob","owner":"bob"}""", "clerk"));
        var id = await CreateAsync(service, $$"""{"name":"Cid","owner":"alice","deputyId":"{{theirs}}"}""", "clerk");
        foreach (var absent in new[] { theirs, "0198a0b1-0000-7000-8000-000000000001" })
            Assert.Equal(["/whom missing-reference"], (await FollowAsync(absent)).Expect(422).Errors);
        Assert.Equal(mine, (await FollowAsync(mine)).Expect(200).Json.GetProperty("chiefId").GetString());
        (await service.DeleteAsync($"people/{mine}", Market.As("alice"))).Expect(204);
        Assert.Equal(["/whom missing-reference"], (await FollowAsync(mine)).Expect(422).Errors);
        // Where the row alone decides, it is the contract's word.
        Assert.Equal(theirs, (await service.PostAsync($"people/{id}/step", "{}", Market.As("alice"))).Expect(200).Json.GetProperty("chiefId").GetString());

        Task<Reply> FollowAsync(string whom) => service.PostAsync($"people/{id}/follow", $$"""{"whom":"{{whom}}"}""", Market.As("alice"));
    });

    // The time of each request is its own.
    private static string Bare(Reply reply) => System.Text.RegularExpressions.Regex.Replace(
        $"{reply.Status} {reply["ETag"]?.Split('.')[0]} {reply.Body}", "\"(updatedAt|traceId)\":\"[^\"]*\"", "");

    private static async Task<string> CreateAsync(TestService service, string body, string caller) =>
        (await service.PostAsync("people", body, Market.As(caller))).Expect(201).Json.GetProperty("id").GetString()!;
}
