using System.Text;
using System.Text.Json;

namespace Lintel.Http.Tests.Rest;

/// <summary>What goes in comes out, digit for digit and character for character.</summary>
public sealed class RoundTripTests(RoundTripTests.Service service) : IClassFixture<RoundTripTests.Service>
{
    private const string Contract = """
          thing:
            key: int
            managed: []
            fields:
              s: string?
              t: text?
              i: int?
              l: long?
              d: decimal(18,4)?
              w: decimal(38,10)?
              whole: decimal(38,0)?
              f: double?
              b: bool?
              day: date?
              time: time?
              dt: datetime?
              ts: timestamp?
              dur: duration?
              u: uuid?
              e: email?
              url: url?
              en: enum(low, high)?
              j: json?
              by: bytes?
              ss: string[]?
              is: int[]?
              ls: long[]?
              ds: decimal(10,2)[]?
              ws: decimal(30,4)[]?
              fs: double[]?
              bs: bool[]?
              days: date[]?
              tss: timestamp[]?
              durs: duration[]?
              us: uuid[]?
              ens: enum(low, high)[]?
              urls: url[]?
        """;

    [Theory]
    [InlineData("i", "-2147483648")]
    [InlineData("i", "2147483647")]
    [InlineData("l", "-9223372036854775808")]
    [InlineData("l", "9223372036854775807")]
    [InlineData("l", "9007199254740993")]
    [InlineData("d", "0.1000")]
    [InlineData("d", "-0.0001")]
    [InlineData("d", "99999999999999.9999")]
    [InlineData("d", "-99999999999999.9999")]
    [InlineData("w", "1234567890123456789012345678.0123456789")]
    [InlineData("w", "-9999999999999999999999999999.9999999999")]
    [InlineData("w", "0.0000000001")]
    [InlineData("w", "-0.5000000000")]
    [InlineData("whole", "99999999999999999999999999999999999999")]
    [InlineData("f", "0.1")]
    [InlineData("f", "1.7976931348623157E+308")]
    [InlineData("f", "5E-324")]
    [InlineData("f", "-2.5")]
    [InlineData("b", "true")]
    [InlineData("b", "false")]
    [InlineData("day", "\"0001-01-01\"")]
    [InlineData("day", "\"9999-12-31\"")]
    [InlineData("day", "\"2024-02-29\"")]
    [InlineData("time", "\"23:59:59.999999\"")]
    [InlineData("time", "\"00:00:00\"")]
    [InlineData("dt", "\"0001-01-01T00:00:00\"")]
    [InlineData("dt", "\"1969-12-31T23:59:59.999999\"")]
    [InlineData("ts", "\"2026-03-04T05:06:07.123456Z\"")]
    [InlineData("ts", "\"0001-01-01T00:00:00Z\"")]
    [InlineData("ts", "\"9999-12-31T23:59:59.999999Z\"")]
    [InlineData("dur", "\"-P1DT2H3M4.000005S\"")]
    [InlineData("dur", "\"PT0S\"")]
    [InlineData("u", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("e", "\"o'neil+tag@sub.example.com\"")]
    [InlineData("url", "\"https://example.com/a%20b?x=1&y=[2]#z\"")]
    [InlineData("en", "\"low\"")]
    [InlineData("by", "\"AAECAw==\"")]
    [InlineData("by", "\"\"")]
    [InlineData("s", "\"\"")]
    [InlineData("s", "null")]
    [InlineData("s", "\" leading and trailing \"")]
    [InlineData("j", "{\"z\":1,\"a\":[1.10,1e400,-0,0.0],\"\":{\"n\":null,\"t\":true}}")]
    [InlineData("j", "1.10")]
    [InlineData("j", "123456789012345678901234567890.1234567890")]
    [InlineData("j", "\"text\"")]
    [InlineData("j", "[]")]
    [InlineData("j", "false")]
    [InlineData("ss", "[\"\",\"a,b\",\"é\"]")]
    [InlineData("ss", "[]")]
    [InlineData("is", "[1,-2,2147483647]")]
    [InlineData("ls", "[9223372036854775807,-9223372036854775808]")]
    [InlineData("ds", "[0.10,-99999999.99]")]
    [InlineData("ws", "[12345678901234567890123456.1234]")]
    [InlineData("fs", "[0.1,1E+300]")]
    [InlineData("bs", "[true,false]")]
    [InlineData("days", "[\"2024-02-29\"]")]
    [InlineData("tss", "[\"2026-03-04T05:06:07.123456Z\"]")]
    [InlineData("durs", "[\"PT1S\",\"-P1D\"]")]
    [InlineData("us", "[\"0197b2a4-6b1c-7d7e-8f00-1234567890ab\"]")]
    [InlineData("ens", "[\"high\",\"low\",\"high\"]")]
    [InlineData("urls", "[\"http://a.example\"]")]
    public async Task The_canonical_form_of_a_value_comes_back_byte_for_byte(string field, string json) => await Keeps(field, json, json);

    [Theory]
    [InlineData("i", "1e3", "1000")]
    [InlineData("i", "5.0", "5")]
    [InlineData("d", "0.10", "0.1000")]
    [InlineData("d", "\"0.10\"", "0.1000")]
    [InlineData("d", "1e-4", "0.0001")]
    [InlineData("d", "-0", "0.0000")]
    [InlineData("w", "1E+5", "100000.0000000000")]
    [InlineData("f", "-0.0", "0")]
    [InlineData("u", "\"0197B2A4-6B1C-7D7E-8F00-1234567890AB\"", "\"0197b2a4-6b1c-7d7e-8f00-1234567890ab\"")]
    [InlineData("ts", "\"2026-03-04T05:06:07.1+05:30\"", "\"2026-03-03T23:36:07.100Z\"")]
    [InlineData("ts", "\"2026-03-04t05:06:07z\"", "\"2026-03-04T05:06:07Z\"")]
    [InlineData("ts", "\"2026-03-04 05:06:07.120000Z\"", "\"2026-03-04T05:06:07.120Z\"")]
    [InlineData("ts", "\"2026-01-01T00:30:00-00:30\"", "\"2026-01-01T01:00:00Z\"")]
    [InlineData("time", "\"12:30:00.500\"", "\"12:30:00.500\"")]
    [InlineData("dur", "\"PT36H\"", "\"P1DT12H\"")]
    [InlineData("dur", "\"P1W\"", "\"P7D\"")]
    [InlineData("dur", "\"PT1.50S\"", "\"PT1.5S\"")]
    [InlineData("j", " { \"b\" : 1 , \"a\" : [ ] } ", "{\"b\":1,\"a\":[]}")]
    [InlineData("j", "null", "null")]
    [InlineData("us", "[\"0197B2A4-6B1C-7D7E-8F00-1234567890AB\"]", "[\"0197b2a4-6b1c-7d7e-8f00-1234567890ab\"]")]
    [InlineData("ds", "[1, 2.5]", "[1.00,2.50]")]
    public async Task Another_form_of_a_value_comes_back_in_the_canonical_one(string field, string given, string shown) => await Keeps(field, given, shown);

    [Theory]
    [InlineData("é à ñ")]
    [InlineData("e\u0301 combining \u0323\u0302")]
    [InlineData("日本語 한국어 ไทย")]
    [InlineData("שלום עולם مرحبا")]
    [InlineData("🎈👩‍👩‍👧‍👦🇩🇪 𝒳")]
    [InlineData("\u200B\u200F\u202E\uFEFF\uFFFD\uFFFF")]
    [InlineData("tab\t newline\n return\r quote\" back\\slash /\b\f\u001F\u007F")]
    [InlineData("<script>alert('x')</script> & \u2028\u2029")]
    [InlineData("Robert'); DROP TABLE thing;--")]
    [InlineData("%_\\ $1 ?1 :a @b {0}")]
    public async Task Any_text_comes_back_character_for_character_wherever_text_may_stand(string text)
    {
        var json = JsonSerializer.Serialize(text);
        var body = $$"""{"s":{{json}},"t":{{json}},"ss":[{{json}}],"j":{ {{json}}:{{json}} } }""";
        var created = (await service.Value.PostAsync("things", body)).Expect(201);
        foreach (var reply in new[] { created, (await service.Value.GetAsync(created.Location)).Expect(200) })
        {
            Assert.Equal(text, reply.Json.GetProperty("s").GetString());
            Assert.Equal(text, reply.Json.GetProperty("t").GetString());
            Assert.Equal(text, reply.Json.GetProperty("ss")[0].GetString());
            Assert.Equal(text, reply.Json.GetProperty("j").GetProperty(text).GetString());
        }
        var top = (await service.Value.PostAsync("things", $$"""{"j":{{json}}}""")).Expect(201);
        Assert.Equal(text, top.Json.GetProperty("j").GetString());
        var found = (await service.Value.GetAsync($"things?fields=id&s={Uri.EscapeDataString(text)}")).Expect(200);
        Assert.Equal(created.Raw("id"), found.Column("id"));
    }

    [Fact]
    public async Task Text_is_sent_as_it_is_and_not_escaped()
    {
        var created = (await service.Value.PostAsync("things", """{"s":"Zoë 日本 🎈","j":"Zoë 日本","ss":["Zoë"]}""")).Expect(201);
        Assert.Contains("\"Zoë 日本 🎈\"", created.Body, StringComparison.Ordinal);
        Assert.Contains("\"Zoë 日本\"", created.Body, StringComparison.Ordinal);
        Assert.Contains("[\"Zoë\"]", created.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_values_come_back_whole()
    {
        var text = string.Concat(Enumerable.Repeat("Grüße 🎈 ", 20_000));
        var bytes = Convert.ToBase64String(Encoding.UTF8.GetBytes(text[..100_000]));
        var created = (await service.Value.PostAsync("things", $$"""{"t":{{JsonSerializer.Serialize(text, Relaxed)}},"by":"{{bytes}}"}""")).Expect(201);
        var read = (await service.Value.GetAsync(created.Location)).Expect(200);
        Assert.Equal(text, read.Json.GetProperty("t").GetString());
        Assert.Equal(bytes, read.Json.GetProperty("by").GetString());
    }

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task Keeps(string field, string given, string shown)
    {
        var created = (await service.Value.PostAsync("things", $$"""{"{{field}}":{{given}}}""")).Expect(201);
        Assert.Equal(shown, created.Raw(field));
        Assert.Equal(shown, (await service.Value.GetAsync(created.Location)).Expect(200).Raw(field));
        // A patch of a json field merges: a null in it would remove a member.
        if (field != "j") Assert.Equal(shown, (await service.Value.PatchAsync(created.Location, $$"""{"{{field}}":{{given}}}""")).Expect(200).Raw(field));
    }

    public sealed class Service : SharedService
    {
        internal override Task<TestService> StartAsync() => TestService.StartAsync(Contract);
    }
}
