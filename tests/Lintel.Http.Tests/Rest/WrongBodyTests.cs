using System.Text;

namespace Lintel.Http.Tests.Rest;

/// <summary>Bodies that are refused: each with its own code and place, and nothing is left behind.</summary>
public sealed class WrongBodyTests(WrongBodyTests.Service service) : IClassFixture<WrongBodyTests.Service>
{
    private const string Contract = """
          group:
            key: int
            managed: []
            fields: { name: string unique(ignoreCase) }
          thing:
            key: int
            managed: []
            fields:
              name: string(2..5)
              code: { type: "string?", pattern: "[A-Z]{2}[0-9]+" }
              text: text?
              age: int? >= 0 <= 150
              rate: double? > 0
              price: decimal(6,2)? >= 0
              day: date?
              at: timestamp?
              time: time?
              dur: duration?
              uuid: uuid?
              email: email? unique
              url: url?
              tier: enum(basic, gold)?
              flag: bool?
              list: { type: "int[]?", maxItems: 3 }
              blob: bytes(..4)?
              meta: json?
              group: group?
              x: int?
              y: int?
            unique: [[x, y]]
        """;

    [Theory]
    [InlineData("", "-")]
    [InlineData("   ", "")]
    [InlineData("{", "")]
    [InlineData("{\"name\":\"abc\",}", "")]
    [InlineData("{\"name\":\"abc\"} x", "")]
    [InlineData("{\"name\":\"abc\"}{}", "")]
    [InlineData("{name:\"abc\"}", "")]
    [InlineData("{'name':'abc'}", "")]
    [InlineData("{\"name\":\"abc\",\"name\":\"abd\"}", "")]
    [InlineData("{\"name\":\"abc\",\"meta\":{\"a\":1,\"a\":2}}", "")]
    [InlineData("{\"name\":\"abc\",\"age\":01}", "")]
    [InlineData("{\"name\":\"abc\",\"age\":+1}", "")]
    [InlineData("{\"name\":\"abc\",\"age\":NaN}", "")]
    [InlineData("{\"name\":\"a\nb\"}", "")]
    [InlineData("{\"name\":\"\\ud800x\"}", "")]
    [InlineData("{\"name\":\"abc\",\"meta\":\"\\udc00\"}", "")]
    [InlineData("{\"name\":\"\\x41bc\"}", "")]
    [InlineData("/* no */ {\"name\":\"abc\"}", "")]
    [InlineData("\uFEFF{\"name\":\"abc\"}", "")]
    [InlineData("[{\"name\":\"abc\"}]", "")]
    [InlineData("null", "")]
    [InlineData("\"abc\"", "")]
    [InlineData("7", "")]
    public async Task A_body_that_is_no_json_object_is_malformed(string body, string pointer)
    {
        var before = await service.Value.DumpAsync();
        var reply = (await service.Value.PostAsync("things", body)).Expect(400);
        Assert.Equal("malformed-body", reply.Code);
        Assert.Equal(pointer == "-" ? [] : [$"{pointer} malformed-body"], reply.Errors);
        Assert.Equal(before, await service.Value.DumpAsync());
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_malformed()
    {
        byte[][] bodies =
        [
            [.. "{\"name\":\"a"u8, 0xC3, 0x28, .. "\"}"u8],
            [.. "{\"name\":\"a"u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
            [.. "{\"name\":\"abc\",\"meta\":\"a"u8, 0xFF, .. "\"}"u8],
            [.. "{\"name\":\"abc\",\"n"u8, 0xFF, .. "\":1}"u8],
            Encoding.Unicode.GetBytes("{\"name\":\"abc\"}"),
        ];
        foreach (var body in bodies)
            Assert.Equal("malformed-body", (await service.Value.SendAsync("POST", "things", Body.Of(body, "application/json"))).Expect(400).Code);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public async Task Deep_nesting_is_malformed_and_harmless(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));
        Assert.Equal("malformed-body", (await service.Value.PostAsync("things", $"{{\"name\":\"abc\",\"meta\":{deep}}}")).Expect(400).Code);
        Assert.Equal("malformed-body", (await service.Value.PostAsync("things", deep)).Expect(400).Code);
    }

    [Fact]
    public async Task The_place_of_a_mistake_is_told_from_one() =>
        Assert.StartsWith("Line 2, column 11: ", (await service.Value.PostAsync("things", "{\n  \"name\": x\n}")).Expect(400).Detail, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "/name required")]
    [InlineData("{\"name\":null}", "/name required")]
    [InlineData("{\"name\":5}", "/name wrong-type")]
    [InlineData("{\"name\":[\"abc\"]}", "/name wrong-type")]
    [InlineData("{\"name\":\"a\"}", "/name out-of-range")]
    [InlineData("{\"name\":\"abcdef\"}", "/name out-of-range")]
    [InlineData("{\"name\":\"🎈\"}", "/name out-of-range")]
    [InlineData("{\"name\":\"a\\u0000b\"}", "/name wrong-type")]
    [InlineData("{\"nmae\":\"abc\",\"name\":\"abc\"}", "/nmae unknown-member")]
    [InlineData("{\"a/b~c\":1,\"name\":\"abc\"}", "/a~1b~0c unknown-member")]
    [InlineData("{\"\":1,\"name\":\"abc\"}", "/ unknown-member")]
    [InlineData("{\"Name\":\"abc\",\"name\":\"abc\"}", "/Name unknown-member")]
    [InlineData("{\"id\":1,\"name\":\"abc\"}", "/id not-writable")]
    [InlineData("{\"name\":\"abc\",\"code\":\"ab1\"}", "/code out-of-range")]
    [InlineData("{\"name\":\"abc\",\"code\":\"AB1\\n\"}", "/code out-of-range")]
    [InlineData("{\"name\":\"abc\",\"text\":\"\\u0000\"}", "/text wrong-type")]
    [InlineData("{\"name\":\"abc\",\"age\":\"5\"}", "/age wrong-type")]
    [InlineData("{\"name\":\"abc\",\"age\":1.5}", "/age wrong-type")]
    [InlineData("{\"name\":\"abc\",\"age\":2147483648}", "/age wrong-type")]
    [InlineData("{\"name\":\"abc\",\"age\":1e400}", "/age wrong-type")]
    [InlineData("{\"name\":\"abc\",\"age\":true}", "/age wrong-type")]
    [InlineData("{\"name\":\"abc\",\"age\":-1}", "/age out-of-range")]
    [InlineData("{\"name\":\"abc\",\"age\":151}", "/age out-of-range")]
    [InlineData("{\"name\":\"abc\",\"rate\":0}", "/rate out-of-range")]
    [InlineData("{\"name\":\"abc\",\"rate\":1e400}", "/rate wrong-type")]
    [InlineData("{\"name\":\"abc\",\"price\":0.001}", "/price wrong-type")]
    [InlineData("{\"name\":\"abc\",\"price\":10000}", "/price wrong-type")]
    [InlineData("{\"name\":\"abc\",\"price\":1e999999999}", "/price wrong-type")]
    [InlineData("{\"name\":\"abc\",\"price\":\"x\"}", "/price wrong-type")]
    [InlineData("{\"name\":\"abc\",\"price\":-0.01}", "/price out-of-range")]
    [InlineData("{\"name\":\"abc\",\"day\":\"2023-02-29\"}", "/day wrong-type")]
    [InlineData("{\"name\":\"abc\",\"day\":\"2023-2-1\"}", "/day wrong-type")]
    [InlineData("{\"name\":\"abc\",\"day\":20230101}", "/day wrong-type")]
    [InlineData("{\"name\":\"abc\",\"at\":\"2023-01-01T00:00:00\"}", "/at wrong-type")]
    [InlineData("{\"name\":\"abc\",\"at\":\"2023-01-01T00:00:00.0000001Z\"}", "/at wrong-type")]
    [InlineData("{\"name\":\"abc\",\"at\":\"0001-01-01T00:00:00+01:00\"}", "/at wrong-type")]
    [InlineData("{\"name\":\"abc\",\"at\":\"2023-01-01T24:00:00Z\"}", "/at wrong-type")]
    [InlineData("{\"name\":\"abc\",\"time\":\"25:00:00\"}", "/time wrong-type")]
    [InlineData("{\"name\":\"abc\",\"dur\":\"P1M\"}", "/dur wrong-type")]
    [InlineData("{\"name\":\"abc\",\"dur\":\"P\"}", "/dur wrong-type")]
    [InlineData("{\"name\":\"abc\",\"uuid\":\"x\"}", "/uuid wrong-type")]
    [InlineData("{\"name\":\"abc\",\"email\":\"x\"}", "/email wrong-type")]
    [InlineData("{\"name\":\"abc\",\"email\":\"a@b.c\\n\"}", "/email wrong-type")]
    [InlineData("{\"name\":\"abc\",\"url\":\"javascript:alert(1)\"}", "/url wrong-type")]
    [InlineData("{\"name\":\"abc\",\"url\":\"/relative\"}", "/url wrong-type")]
    [InlineData("{\"name\":\"abc\",\"tier\":\"GOLD\"}", "/tier wrong-type")]
    [InlineData("{\"name\":\"abc\",\"flag\":1}", "/flag wrong-type")]
    [InlineData("{\"name\":\"abc\",\"flag\":\"true\"}", "/flag wrong-type")]
    [InlineData("{\"name\":\"abc\",\"list\":1}", "/list wrong-type")]
    [InlineData("{\"name\":\"abc\",\"list\":[1,null]}", "/list wrong-type")]
    [InlineData("{\"name\":\"abc\",\"list\":[1,\"2\"]}", "/list wrong-type")]
    [InlineData("{\"name\":\"abc\",\"list\":[1,2,3,4]}", "/list out-of-range")]
    [InlineData("{\"name\":\"abc\",\"blob\":\"A\"}", "/blob wrong-type")]
    [InlineData("{\"name\":\"abc\",\"blob\":\"AAAAAAA=\"}", "/blob out-of-range")]
    [InlineData("{\"name\":\"abc\",\"meta\":{\"a\":\"\\u0000\"}}", "/meta wrong-type")]
    [InlineData("{\"name\":\"abc\",\"meta\":{\"\\u0000\":1}}", "/meta wrong-type")]
    [InlineData("{\"name\":\"abc\",\"groupId\":99}", "/groupId missing-reference")]
    [InlineData("{\"name\":\"abc\",\"groupId\":\"1\"}", "/groupId wrong-type")]
    [InlineData("{\"name\":\"abc\",\"group\":1}", "/group unknown-member")]
    public async Task A_wrong_value_is_refused_with_its_place(string body, string error)
    {
        var before = await service.Value.DumpAsync();
        var reply = (await service.Value.PostAsync("things", body)).Expect(422);
        Assert.Equal([error], reply.Errors);
        Assert.Equal(error.Split(' ')[^1], reply.Code);
        Assert.Equal(before, await service.Value.DumpAsync());
        if (!error.Contains("required", StringComparison.Ordinal) || body != "{}")
            Assert.Equal([error], (await service.Value.PatchAsync("things/1", body)).Expect(422).Errors);
        Assert.Equal(before, await service.Value.DumpAsync());
    }

    [Theory]
    [InlineData("things", "{\"name\":\"abc\",\"email\":\"a@x.example\"}", "/email not-unique")]
    [InlineData("things", "{\"name\":\"abc\",\"x\":1,\"y\":2}", "/x not-unique")]
    [InlineData("groups", "{\"name\":\"ONE\"}", "/name not-unique")]
    public async Task A_taken_value_is_a_conflict(string target, string body, string error)
    {
        var before = await service.Value.DumpAsync();
        var reply = (await service.Value.PostAsync(target, body)).Expect(409);
        Assert.Equal("not-unique", reply.Code);
        Assert.Equal([error], reply.Errors);
        Assert.Equal(before, await service.Value.DumpAsync());
    }

    [Fact]
    public async Task Lengths_count_code_points()
    {
        await using var own = await TestService.StartAsync(Contract);
        (await own.PostAsync("things", """{"name":"🎈🎈🎈🎈🎈"}""")).Expect(201);
        (await own.PostAsync("things", """{"name":"🎈🎈🎈🎈🎈🎈"}""")).Expect(422);
    }

    public sealed class Service : SharedService
    {
        internal override async Task<TestService> StartAsync()
        {
            var service = await TestService.StartAsync(Contract);
            await service.CreateAsync("groups", """{"name":"One"}""");
            await service.CreateAsync("things", """{"name":"first","email":"a@x.example","x":1,"y":2}""");
            return service;
        }
    }
}
