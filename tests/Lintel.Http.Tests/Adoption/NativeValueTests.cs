using System.Text.Json.Nodes;

namespace Lintel.Http.Tests.Adoption;

/// <summary>Values of every type of PostgreSQL go out and come in as what they are.</summary>
public sealed class NativeValueTests
{
    private const string Before = """
        CREATE SCHEMA "Other Schema";
        CREATE TYPE mood AS ENUM ('sad', 'In Progress', 'done!');
        CREATE TYPE "Other Schema"."Strange ""Type" AS ENUM ('a', 'b');
        CREATE TYPE address AS (street text, "number" int, tags text[]);
        CREATE DOMAIN positive AS numeric(12,2) CHECK (VALUE > 0);
        CREATE DOMAIN tags AS text[];
        CREATE TYPE floatrange AS RANGE (subtype = float8)
        """;

    /// <summary>Types, and values of each as SQL writes them.</summary>
    private static readonly (string Type, string[] Values)[] Types =
    [
        ("int2", ["-32768", "0", "32767"]),
        ("int4", ["-2147483648", "2147483647"]),
        ("int8", ["-9223372036854775808", "9223372036854775807"]),
        ("oid", ["0", "4294967295"]),
        ("float4", ["0.1", "3.4028235e38", "1e-45", "NaN", "Infinity", "-Infinity", "16777216"]),
        ("float8", ["0.1", "1.7976931348623157e308", "5e-324", "NaN", "Infinity", "-Infinity"]),
        ("numeric", ["0", "1.50", "1.500000000000000000000000000000000000000000", "123456789012345678901234567890123456789012345678901234567890", "-0.000000000000000000000000000000000000000000001", "NaN", "Infinity", "-Infinity"]),
        ("numeric(10,2)", ["1.50", "-99999999.99", "0", "NaN"]),
        ("numeric(30,10)", ["1.5", "-99999999999999999999.9999999999", "NaN"]),
        ("numeric(5,-2)", ["1200", "9999900"]),
        ("money", ["1.50", "-92233720368547758.08"]),
        ("bool", ["true", "false"]),
        ("text", ["", "ünïcödé \U0001F600", "line\nbreak", "NaN"]),
        ("varchar(10)", ["abc", " x "]),
        ("char(5)", ["abc", "abcde"]),
        ("name", ["pg_class"]),
        ("\"char\"", ["a", "\\377"]),
        ("uuid", ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "0197b2a4-6b1c-7d7e-8f00-1234567890ab"]),
        ("date", ["2026-01-31", "infinity", "-infinity", "0044-03-15 BC", "4713-01-01 BC", "5874897-12-31", "10000-01-01", "0001-01-01", "9999-12-31"]),
        ("time", ["00:00:00", "23:59:59.999999", "24:00:00"]),
        ("timetz", ["12:00:00+02", "24:00:00-15:59"]),
        ("timestamp", ["2026-01-31 12:00:00.123456", "infinity", "-infinity", "0044-03-15 12:00:00 BC", "294276-12-31 23:59:59.999999", "4713-01-01 00:00:00 BC"]),
        ("timestamptz", ["2026-01-31 12:00:00.123456+00", "infinity", "-infinity", "0044-03-15 12:00:00+00 BC", "294276-12-31 23:59:59.999999+00"]),
        ("interval", ["1 year 2 months 3 days 04:05:06.789", "-1 mon", "1 day", "24:00:00", "-00:00:00.000001", "0", "1 mon -1 day", "-178000000 years"]),
        ("json", ["{\"b\":1,\"a\":[1.50,null]}", "\"text\"", "1e400"]),
        ("jsonb", ["{\"a\": [1.50, null]}", "12345678901234567890123.450"]),
        ("bytea", ["\\x", "\\x00ff10"]),
        ("bit(3)", ["101"]),
        ("varbit", ["", "10101"]),
        ("inet", ["10.0.0.1", "10.0.0.1/8", "::1"]),
        ("cidr", ["10.0.0.0/8"]),
        ("macaddr", ["08:00:2b:01:02:03"]),
        ("macaddr8", ["08:00:2b:01:02:03:04:05"]),
        ("xml", ["<a>1</a>", "plain"]),
        ("tsvector", ["'cat':3 'fat':2"]),
        ("tsquery", ["'fat' & 'cat'"]),
        ("point", ["(1.5,-2)", "(NaN,Infinity)"]),
        ("line", ["{1,2,3}"]),
        ("lseg", ["[(1,2),(3,4)]"]),
        ("box", ["(3,4),(1,2)"]),
        ("path", ["[(1,2),(3,4)]", "((1,2),(3,4))"]),
        ("polygon", ["((1,2),(3,4),(5,6))"]),
        ("circle", ["<(1,2),3>"]),
        ("pg_lsn", ["16/B374D848"]),
        ("regclass", ["pg_class"]),
        ("int4range", ["[1,5)", "empty", "(,)", "[1,)"]),
        ("numrange", ["[1.50,2.50)"]),
        ("tstzrange", ["[\"2026-01-01 00:00:00+00\",infinity)"]),
        ("floatrange", ["[1.5,2.5)"]),
        ("int4multirange", ["{[1,3),[5,8)}", "{}"]),
        ("int2[]", ["{1,2,3}", "{}", "{NULL,1}", "{{1,2},{3,4}}", "[2:3]={1,2}", "[0:1][-1:0]={{1,2},{3,NULL}}", "{{{1},{2}}}"]),
        ("text[]", ["{a,\"b c\",NULL,\"NULL\",\"\",\"quo\\\"te\\\\\"}", "{}", "{{a,b},{c,NULL}}", "[0:0]={\"a,b\"}"]),
        ("numeric[]", ["{1.50,NaN,Infinity}", "[5:5]={1.500}"]),
        ("float4[]", ["{0.1,NaN,-Infinity}"]),
        ("timestamptz[]", ["{\"2026-01-31 12:00:00+00\",infinity,\"0044-03-15 12:00:00+00 BC\"}", "[3:3]={\"2026-01-31 12:00:00+00\"}"]),
        ("date[]", ["{2026-01-31,infinity}"]),
        ("bool[]", ["{t,f,NULL}", "[0:0]={t}"]),
        ("uuid[]", ["{ffffffff-ffff-ffff-ffff-ffffffffffff}"]),
        ("bytea[]", ["{\"\\\\x00ff\"}", "[0:1]={\"\\\\x00ff\",NULL}", "{{\"\\\\x00\"},{\"\\\\x01\"}}"]),
        ("json[]", ["{1,\"[2,3]\"}", "{{1,2},{3,NULL}}", "[0:1]={1,2}", "{{\"[1]\"},{\"\\\"a\\\"\"}}"]),
        ("jsonb[]", ["{\"{\\\"a\\\": 1}\",\"[1, 2]\",NULL}", "{{1,2},{3,4}}", "[0:0]={\"{\\\"a\\\": 1}\"}"]),
        ("interval[]", ["{\"1 mon\",\"1 day\"}"]),
        ("mood", ["sad", "In Progress", "done!"]),
        ("mood[]", ["{sad,\"In Progress\",NULL}"]),
        ("\"Other Schema\".\"Strange \"\"Type\"", ["a"]),
        ("\"Other Schema\".\"Strange \"\"Type\"[]", ["{a,b}"]),
        ("positive", ["1.50"]),
        ("positive[]", ["{1.50,2.00}"]),
        ("tags", ["{a,b}"]),
        ("address", ["(\"Main St\",5,\"{a,b}\")", "(,,)"]),
        ("address[]", ["{\"(\\\"Main St\\\",5,{})\"}"]),
        ("int4range[]", ["{\"[1,3)\",empty}"]),
    ];

    [Fact]
    public async Task What_PostgreSQL_holds_comes_out_and_goes_in_as_the_same_value()
    {
        (string Name, string Type)[] columns = [.. Types.Select((type, i) => ($"c{i}", type.Type))];
        await using var table = await AdoptedTable.CreateAsync(Before, columns);
        var cases = Types.SelectMany((type, i) => type.Values.Select(value => (Column: $"c{i}", type.Type, Value: value))).ToArray();
        var script = cases.Select((one, i) => $"INSERT INTO \"Things\" (\"Id\", {one.Column}) VALUES ({i + 1}, '{one.Value.Replace("'", "''")}')");
        await table.RunAsync(string.Join(";\n", script) + ";\nSELECT setval(pg_get_serial_sequence('\"Things\"', 'Id'), 1000)");
        await using var wrong = new StringWriter();
        for (var i = 0; i < cases.Length; i++)
        {
            var (column, type, value) = cases[i];
            var got = await table.Service.GetAsync($"things/{i + 1}");
            if (got.Status != 200)
            {
                await wrong.WriteLineAsync($"{type} {value}: GET {got.Status} {got.Body}");
                continue;
            }
            var sent = new JsonObject { [column] = JsonNode.Parse(got.Raw(column)) }.ToJsonString();
            var expected = await table.TextAsync(i + 1, column);
            var created = await table.Service.PostAsync("things", $"{{\"{column}\":{got.Raw(column)}}}");
            if (created.Status != 201) await wrong.WriteLineAsync($"{type} {value}: POST {sent} {created.Status} {created.Body}");
            else if (await table.TextAsync(created.Json.GetProperty("id").GetInt32(), column) is var kept && kept != expected) await wrong.WriteLineAsync($"{type} {value}: {got.Raw(column)} became {kept}");
            else if (created.Raw(column) != got.Raw(column)) await wrong.WriteLineAsync($"{type} {value}: read as {got.Raw(column)}, answered as {created.Raw(column)}");
            var patched = await table.Service.PatchAsync($"things/{i + 1}", $"{{\"{column}\":{got.Raw(column)}}}");
            if (patched.Status != 200) await wrong.WriteLineAsync($"{type} {value}: PATCH {patched.Status} {patched.Body}");
            else if (await table.TextAsync(i + 1, column) is var after && after != expected) await wrong.WriteLineAsync($"{type} {value}: patched to {after}");
        }
        Assert.True(wrong.ToString().Length == 0, wrong.ToString());
    }

    [Fact]
    public async Task What_is_no_value_of_a_type_is_told_at_its_field_and_what_can_be_looked_for_is_found()
    {
        await using var table = await AdoptedTable.CreateAsync(Before, ("small", "int2"), ("state", "mood"), ("net", "inet"), ("span", "int4range"), ("amount", "numeric"), ("day", "date"),
            ("ratio", "float4"), ("list", "int4[]"), ("price", "positive"), ("name", "varchar(10)"), ("code", "char(5)"), ("at", "timestamptz"));
        var service = table.Service;
        (await service.PostAsync("things", """{"small":7,"state":"In Progress","net":"10.0.0.1","span":"[1,5)","amount":1.50,"day":"infinity","ratio":"NaN","list":[1,null],"price":2.5,"name":"Ann","code":"ab","at":"2026-01-31T12:00:00Z"}""")).Expect(201);
        (await service.PostAsync("things", """{"small":8,"state":"sad","amount":"NaN","day":"0044-03-15 BC","ratio":0.1,"name":"bob"}""")).Expect(201);
        foreach (var found in new[] { "small=7", "small[lt]=8", "small[lt]=40000&small[ne]=8", "state=In%20Progress", "state[in]=In%20Progress,done!", "net=10.0.0.1", "span=[1,5)", "amount=1.5", "amount[lt]=2", "day=infinity",
            "day[gt]=2026-01-01", "ratio=NaN", "ratio[gt]=5", "price=2.50", "name=Ann", "name[startsWith]=A", "name[in]=Ann,Eve", "code=ab", "at=2026-01-31T12:00:00Z", "filter=state=='In%20Progress'", "filter=small%3C8", "filter=name.startsWith('A')",
            "filter=at==timestamp('2026-01-31T12:00:00Z')", "filter=amount==1.5" })
            Assert.Equal($"{found}: 1", $"{found}: {(await service.GetAsync($"things?{found}")).Expect(200).Column("id")}");
        Assert.Equal("2", (await service.GetAsync("things?ratio=0.1")).Expect(200).Column("id"));
        Assert.Equal("2 1", (await service.GetAsync("things?sort=day")).Expect(200).Column("id"));
        var page = (await service.GetAsync("things?sort=-day&limit=1")).Expect(200);
        Assert.Equal("2", (await service.GetAsync($"things?sort=-day&limit=1&after={page.Next}")).Expect(200).Column("id"));
        Assert.Equal(["/net wrong-type"], (await service.PostAsync("things", """{"net":"nowhere","span":"[1,2)"}""")).Expect(422).Errors);
        Assert.Equal(["/span wrong-type"], (await service.PatchAsync("things/1", """{"span":"[5,1)"}""")).Expect(422).Errors);
        Assert.Equal(["/price out-of-range"], (await service.PostAsync("things", """{"price":-1}""")).Expect(422).Errors);
        (await service.PostAsync("things", """{"small":40000}""")).Expect(422);
        (await service.PostAsync("things", """{"list":[[1,2],[3]]}""")).Expect(422);
        (await service.PostAsync("things", """{"day":"99999999-01-01"}""")).Expect(422);
        (await service.GetAsync("things?net=nowhere")).Expect(400);
        (await service.GetAsync("things?day=9999999-01-01")).Expect(400);
        // What the database says of it repeats the value.
        Assert.Empty(service.Log.Errors);
    }
}
