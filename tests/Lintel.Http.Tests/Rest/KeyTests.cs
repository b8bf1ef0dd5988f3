using System.Text.Json;

namespace Lintel.Http.Tests.Rest;

/// <summary>Keys of every kind, in bodies and in paths.</summary>
public sealed class KeyTests
{
    private const string Contract = """
          auto:
            key: int
            managed: []
            fields: { n: int? }
          chosen:
            key: { type: int, client: true }
            managed: []
            fields: { n: int? }
          big:
            key: { type: long, client: true }
            managed: []
            fields: { n: int? }
          own:
            key: { type: uuid, client: true }
            managed: []
            fields: { n: int? }
          word:
            key: string(1..40)
            managed: []
            fields: { n: int? }
          country:
            key: string(2)
            managed: []
            fields: { n: int? }
          pair:
            key: [country, code]
            managed: []
            fields:
              country: country
              code: string(1..40)
              n: int?
        """;

    [Fact]
    public async Task A_client_may_choose_a_key_only_where_the_contract_says_so()
    {
        await using var service = await TestService.StartAsync(Contract);
        Assert.Equal("/v1/autos/1", (await service.PostAsync("autos", "{}")).Expect(201).Location);
        Assert.Equal(["/id not-writable"], (await service.PostAsync("autos", """{"id":7}""")).Expect(422).Errors);
        Assert.Equal("/v1/chosens/7", (await service.PostAsync("chosens", """{"id":7}""")).Expect(201).Location);
        Assert.Equal("/v1/chosens/8", (await service.PostAsync("chosens", "{}")).Expect(201).Location);
        Assert.Equal("/v1/bigs/-9223372036854775808", (await service.PostAsync("bigs", """{"id":-9223372036854775808}""")).Expect(201).Location);
        Assert.Equal("/v1/owns/0197b2a4-6b1c-7d7e-8f00-1234567890ab", (await service.PostAsync("owns", """{"id":"0197B2A4-6B1C-7D7E-8F00-1234567890AB"}""")).Expect(201).Location);
        Assert.Equal(["/id required"], (await service.PostAsync("words", "{}")).Expect(422).Errors);
    }

    [Fact]
    public async Task A_key_is_taken_once()
    {
        await using var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("chosens", """{"id":7}""");
        var reply = (await service.PostAsync("chosens", """{"id":7}""")).Expect(409);
        Assert.Equal("not-unique", reply.Code);
        Assert.Equal(["/id not-unique"], reply.Errors);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a,b", "a%2Cb")]
    [InlineData("100%", "100%25")]
    [InlineData("%41", "%2541")]
    [InlineData("a b+c", "a%20b%2Bc")]
    [InlineData("a?b#c", "a%3Fb%23c")]
    [InlineData("a:b", "a%3Ab")]
    [InlineData("Zoë 日本 🎈", "Zo%C3%AB%20%E6%97%A5%E6%9C%AC%20%F0%9F%8E%88")]
    [InlineData("e\u0301", "e%CC%81")]
    [InlineData("'; DROP TABLE word; --", "%27%3B%20DROP%20TABLE%20word%3B%20--")]
    public async Task Any_character_of_a_key_survives_the_path(string key, string segment)
    {
        await using var service = await TestService.StartAsync(Contract);
        var created = (await service.PostAsync("words", JsonSerializer.Serialize(new { id = key, n = 1 }))).Expect(201);
        Assert.Equal($"/v1/words/{segment}", created.Location);
        Assert.Equal(key, (await service.GetAsync(created.Location)).Expect(200).Json.GetProperty("id").GetString());
        Assert.Equal("2", (await service.PatchAsync(created.Location, """{"n":2}""")).Expect(200).Raw("n"));
        (await service.DeleteAsync(created.Location)).Expect(204);
        (await service.GetAsync(created.Location)).Expect(404);

        await service.CreateAsync("countries", """{"id":"é,"}""");
        var pair = (await service.PostAsync("pairs", JsonSerializer.Serialize(new { countryId = "é,", code = key }))).Expect(201);
        Assert.Equal($"/v1/pairs/%C3%A9%2C,{segment}", pair.Location);
        Assert.Equal(key, (await service.GetAsync(pair.Location)).Expect(200).Json.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("words/PLAIN")]
    [InlineData("words/plain,")]
    [InlineData("words/,plain")]
    [InlineData("words/")]
    [InlineData("words/plain/")]
    [InlineData("words/plain/none")]
    [InlineData("words//plain")]
    [InlineData("pairs/no")]
    [InlineData("pairs/no,x,y")]
    [InlineData("pairs/no%2Cx")]
    [InlineData("autos/0x1")]
    [InlineData("autos/1.5")]
    [InlineData("autos/99999999999999999999")]
    [InlineData("autos/+1")]
    [InlineData("autos/%201")]
    [InlineData("owns/1")]
    [InlineData("owns/%7B0197b2a4-6b1c-7d7e-8f00-1234567890ab%7D")]
    [InlineData("words/%FF%FE")]
    [InlineData("words/%")]
    [InlineData("words/%zz")]
    [InlineData("words/.")]
    [InlineData("words/..")]
    [InlineData("words/%2E%2E")]
    public async Task A_key_that_no_row_can_have_is_not_found(string target)
    {
        await using var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("autos", "{}");
        await service.CreateAsync("words", """{"id":"plain"}""");
        await service.CreateAsync("countries", """{"id":"no"}""");
        await service.CreateAsync("pairs", """{"countryId":"no","code":"x"}""");
        Assert.Equal("not-found", (await service.GetAsync(target)).Expect(404).Code);
    }
}
