using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>Values of each type go in as literals and as variables, and come out as they are; rows are found by them.</summary>
public sealed class ValueTests
{
    private const string Contract = """
          thing:
            key: { type: int, client: true }
            managed: []
            fields:
              string: string?
              text: text?
              int: int?
              long: long?
              decimal: decimal(30,10)?
              double: double?
              bool: bool?
              date: date?
              time: time?
              dateTime: datetime?
              timestamp: timestamp?
              duration: duration?
              uuid: uuid?
              url: url?
              email: email?
              json: json?
              bytes: bytes?
              state: enum(pending, inProgress, on-hold, v2, A)?
              states: "enum(a, twoWords, null)[]?"
              words: string[]?
              ints: int[]?
              decimals: decimal(5,2)[]?
              uuids: uuid[]?
              moments: timestamp[]?
        """;

    private const string Fields = "string text int long decimal double bool date time dateTime timestamp duration uuid url email json bytes state states words ints decimals uuids moments";

    // As it is written in a document, as a variable, and as it comes out.
    private static readonly (string Field, string Literal, string Json, string Shown)[] Values =
    [
        ("string", "\"a\\\"b\\n\\u00fc \U0001F600\"", "\"a\\\"b\\nü \U0001F600\"", "\"a\\\"b\\nü \U0001F600\""),
        ("text", "\"\"\"\n    one\n      two\n\"\"\"", "\"one\\n  two\"", "\"one\\n  two\""),
        ("int", "-2147483648", "-2147483648", "-2147483648"),
        ("long", "9223372036854775807", "\"9223372036854775807\"", "9223372036854775807"),
        ("decimal", "12345678901234567890.0123456789", "\"12345678901234567890.0123456789\"", "12345678901234567890.0123456789"),
        ("double", "-5e-324", "-5E-324", "-5E-324"),
        ("bool", "true", "true", "true"),
        ("date", "\"0001-01-01\"", "\"0001-01-01\"", "\"0001-01-01\""),
        ("time", "\"23:59:59.999999\"", "\"23:59:59.999999\"", "\"23:59:59.999999\""),
        ("dateTime", "\"9999-12-31T23:59:59.999999\"", "\"9999-12-31T23:59:59.999999\"", "\"9999-12-31T23:59:59.999999\""),
        ("timestamp", "\"2026-01-31T13:45:30+01:00\"", "\"2026-01-31T12:45:30Z\"", "\"2026-01-31T12:45:30Z\""),
        ("duration", "\"P1DT2H30M\"", "\"P1DT2H30M\"", "\"P1DT2H30M\""),
        ("uuid", "\"0197B2A4-6b1c-7d7e-8f00-1234567890ab\"", "\"0197b2a4-6b1c-7d7e-8f00-1234567890ab\"", "\"0197b2a4-6b1c-7d7e-8f00-1234567890ab\""),
        ("url", "\"https://example.com/?q=1\"", "\"https://example.com/?q=1\"", "\"https://example.com/?q=1\""),
        ("email", "\"ada@example.com\"", "\"ada@example.com\"", "\"ada@example.com\""),
        ("json", "{ a: [1.50, null, true, \"x\"], b: { c: {} } }", """{"a":[1.50,null,true,"x"],"b":{"c":{}}}""", """{"a":[1.50,null,true,"x"],"b":{"c":{}}}"""),
        ("bytes", "\"AP8=\"", "\"AP8=\"", "\"AP8=\""),
        ("state", "IN_PROGRESS", "\"IN_PROGRESS\"", "\"IN_PROGRESS\""),
        ("states", "[TWO_WORDS, A, NULL]", """["TWO_WORDS","A","NULL"]""", """["TWO_WORDS","A","NULL"]"""),
        ("words", "[\"\", \"NULL\", \"a,b\"]", """["","NULL","a,b"]""", """["","NULL","a,b"]"""),
        ("ints", "[1, -2]", "[1,-2]", "[1,-2]"),
        ("decimals", "[1.5, \"2\"]", """[1.5,"2"]""", "[1.50,2.00]"),
        ("uuids", "[\"00000000-0000-0000-0000-000000000000\"]", """["00000000-0000-0000-0000-000000000000"]""", """["00000000-0000-0000-0000-000000000000"]"""),
        ("moments", "[\"2026-01-31T12:45:30Z\"]", """["2026-01-31T12:45:30Z"]""", """["2026-01-31T12:45:30Z"]"""),
    ];

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Values_go_round(string store) => EachStore.RunAsync(store, Contract, async service =>
    {
        var shown = "{" + string.Join(',', Values.Select(value => $"\"{value.Field}\":{value.Shown}")) + "}";
        var literals = string.Join(", ", Values.Select(value => $"{value.Field}: {value.Literal}"));
        Assert.Equal("{\"createThing\":{\"thing\":" + shown + "}}", await service.DataAsync($$"""mutation { createThing(input: { id: 1, {{literals}} }) { thing { {{Fields}} } } }"""));

        var json = string.Join(',', Values.Select(value => $"\"{value.Field}\":{value.Json}"));
        Assert.Equal(
            "{\"createThing\":{\"thing\":" + shown + "}}",
            await service.DataAsync($$"""mutation($thing: CreateThingInput!) { createThing(input: $thing) { thing { {{Fields}} } } }""", "{\"thing\":{\"id\":2," + json + "}}"));

        await service.DataAsync("mutation { createThing(input: { id: 3 }) { thing { id } } }");
        await service.DataAsync($$"""mutation($thing: UpdateThingInput!) { updateThing(id: 3, patch: $thing) { thing { id } } }""", "{\"thing\":{" + json + "}}");
        Assert.Equal("{\"thing\":" + shown + "}", await service.DataAsync($$"""{ thing(id: 3) { {{Fields}} } }"""));
        // Over REST too: the names of an enumeration are GraphQL's alone.
        var rest = await service.GetAsync("things/3");
        Assert.Equal(("\"inProgress\"", """["twoWords","a","null"]"""), (rest.Raw("state"), rest.Raw("states")));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Nothing_is_null(string store) => EachStore.RunAsync(store, Contract, async service =>
    {
        var fields = string.Join(" ", Values.Select(value => value.Field));
        var nulls = string.Join(",", Values.Select(value => value.Field).Select(field => $"\"{field}\":null"));
        Assert.Equal("{\"createThing\":{\"thing\":{" + nulls + "}}}", await service.DataAsync($$"""mutation { createThing(input: { id: 1 }) { thing { {{fields}} } } }"""));
        Assert.Equal(
            "{\"createThing\":{\"thing\":{" + nulls + "}}}",
            await service.DataAsync($$"""mutation($thing: CreateThingInput!) { createThing(input: $thing) { thing { {{fields}} } } }""", "{\"thing\":{\"id\":2," + nulls + "}}"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Rows_are_found_by_values(string store) => EachStore.RunAsync(store, Contract, async service =>
    {
        var literals = string.Join(", ", Values.Select(value => $"{value.Field}: {value.Literal}"));
        await service.DataAsync($$"""mutation { createThings(input: [{ id: 1, {{literals}} }, { id: 2 }]) { things { id } } }""");
        foreach (var (field, literal, json, _) in Values.Where(value => value.Field is not ("json" or "bytes" or "states" or "words" or "ints" or "decimals" or "uuids" or "moments")))
        {
            await FindAsync($"{field}: {{ eq: {literal} }}", "{\"" + field + "\":{\"eq\":" + json + "}}");
            if (field != "bool") await FindAsync($"{field}: {{ in: [{literal}] }}", "{\"" + field + "\":{\"in\":[" + json + "]}}");
        }
        await FindAsync("states: { contains: TWO_WORDS }", """{"states":{"contains":"TWO_WORDS"}}""");
        await FindAsync("words: { contains: \"NULL\" }", """{"words":{"contains":"NULL"}}""");
        await FindAsync("json: { isNull: false }", """{"json":{"isNull":false}}""");
        await FindAsync("decimal: { gt: \"1.5\" }", """{"decimal":{"gt":1.5}}""");
        await FindAsync("email: { contains: \"@exa\" }", """{"email":{"endsWith":"le.com"}}""");

        async Task FindAsync(string literal, string variable)
        {
            Assert.Equal((literal, """{"things":{"nodes":[{"id":1}]}}"""), (literal, await service.DataAsync("{ things(where: { " + literal + " }) { nodes { id } } }")));
            Assert.Equal((variable, """{"things":{"nodes":[{"id":1}]}}"""), (variable, await service.DataAsync("query($where: ThingWhere) { things(where: $where) { nodes { id } } }", "{\"where\":" + variable + "}")));
        }
    });

    [Fact]
    public async Task JSON_is_any_literal_with_variables_within_it_and_any_variable()
    {
        await using var service = await TestService.StartAsync(Contract);
        foreach (var (literal, json) in new[]
        {
            ("1", "1"), ("-0.0", "-0.0"), ("1e400", "1e400"), ("\"a\"", "\"a\""), ("true", "true"), ("[]", "[]"), ("{}", "{}"), ("[[1], { a: { b: null } }]", """[[1],{"a":{"b":null}}]"""),
        })
        {
            var data = await service.DataAsync($$"""mutation { upsertThing(id: 1, input: { json: {{literal}} }) { thing { json } } }""");
            Assert.Equal((literal, "{\"upsertThing\":{\"thing\":{\"json\":" + json + "}}}"), (literal, data));
        }
        Assert.Equal("""{"upsertThing":{"thing":{"json":["NAME"]}}}""", await service.DataAsync("mutation { upsertThing(id: 1, input: { json: [NAME] }) { thing { json } } }"));
        Assert.Equal(
            """{"upsertThing":{"thing":{"json":{"a":1}}}}""",
            await service.DataAsync("mutation($x: Int) { upsertThing(id: 1, input: { json: { a: $x } }) { thing { json } } }", """{"x":1}"""));
        foreach (var value in new[] { "1", "\"a\"", "[1,[2,{}]]", """{"a":{"b":[null]}}""" })
        {
            Assert.Equal(
                "{\"upsertThing\":{\"thing\":{\"json\":" + value + "}}}",
                await service.DataAsync("mutation($json: JSON) { upsertThing(id: 1, input: { json: $json }) { thing { json } } }", "{\"json\":" + value + "}"));
        }
    }

    [Theory]
    [InlineData("string: 1")]
    [InlineData("int: \"1\"")]
    [InlineData("int: 2147483648")]
    [InlineData("int: 1.0")]
    [InlineData("long: 1.5")]
    [InlineData("decimal: true")]
    [InlineData("double: \"1\"")]
    [InlineData("bool: 1")]
    [InlineData("date: 2026")]
    [InlineData("state: \"PENDING\"")]
    [InlineData("state: pending")]
    [InlineData("states: [A, B]")]
    [InlineData("ints: [1, \"2\"]")]
    [InlineData("none: 1")]
    public async Task A_literal_of_another_type_is_refused_before_anything_runs(string wrong)
    {
        await using var service = await TestService.StartAsync(Contract);
        var reply = (await service.AskAsync($$"""mutation { createThing(input: { id: 1, {{wrong}} }) { thing { id } } }""")).Expect(400);
        Assert.All(reply.Failures(), failure => Assert.Equal("- invalid-document", failure));
        Assert.Equal("""{"things":{"totalCount":0}}""", await service.DataAsync("{ things { totalCount } }"));
    }

    [Theory]
    [InlineData("\"string\":1")]
    [InlineData("\"int\":\"1\"")]
    [InlineData("\"int\":2147483648")]
    [InlineData("\"int\":1.5")]
    [InlineData("\"long\":1.5")]
    [InlineData("\"decimal\":true")]
    [InlineData("\"double\":\"1\"")]
    [InlineData("\"bool\":1")]
    [InlineData("\"date\":2026")]
    [InlineData("\"state\":\"pending\"")]
    [InlineData("\"states\":[\"A\",\"B\"]")]
    [InlineData("\"ints\":[1,\"2\"]")]
    [InlineData("\"none\":1")]
    public async Task A_variable_of_another_type_is_refused_before_anything_runs(string wrong)
    {
        await using var service = await TestService.StartAsync(Contract);
        var reply = (await service.AskAsync("mutation($thing: CreateThingInput!) { createThing(input: $thing) { thing { id } } }", "{\"thing\":{\"id\":1," + wrong + "}}")).Expect(400);
        Assert.Equal(["- invalid-variable"], reply.Failures());
        Assert.Equal("""{"things":{"totalCount":0}}""", await service.DataAsync("{ things { totalCount } }"));
    }

    [Theory]
    [InlineData("date", "\"2026-02-30\"")]
    [InlineData("time", "\"24:00:00\"")]
    [InlineData("timestamp", "\"yesterday\"")]
    [InlineData("duration", "\"1 day\"")]
    [InlineData("uuid", "\"x\"")]
    [InlineData("url", "\"x\"")]
    [InlineData("email", "\"x\"")]
    [InlineData("bytes", "\"*\"")]
    [InlineData("long", "\"x\"")]
    [InlineData("long", "9223372036854775808")]
    [InlineData("decimal", "\"x\"")]
    public async Task Text_that_is_no_such_value_is_an_error_of_the_field(string field, string wrong)
    {
        await using var service = await TestService.StartAsync(Contract);
        var created = (await service.AskAsync($$"""mutation { createThing(input: { id: 1, {{field}}: {{wrong}} }) { thing { id } } }""")).Expect(200);
        Assert.StartsWith($"createThing wrong-type, /{field} wrong-type", Assert.Single(created.Failures()));
        Assert.Equal("""{"createThing":null}""", created.Raw("data"));
        if (field == "bytes") return;
        var found = (await service.AskAsync($$"""{ things(where: { {{field}}: { eq: {{wrong}} } }) { nodes { id } } }""")).Expect(200);
        Assert.StartsWith($"things invalid-parameter, /where/{field}/eq ", Assert.Single(found.Failures()));
    }
}
