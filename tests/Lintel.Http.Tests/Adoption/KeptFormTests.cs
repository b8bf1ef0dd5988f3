using System.Text.Json;

namespace Lintel.Http.Tests.Adoption;

/// <summary>The forms in which SQLite files keep times, decimals, UUIDs and truth values: through REST in both directions, compared as they are stored.</summary>
public sealed class KeptFormTests
{
    private const string Script = """
        CREATE TABLE form (id INTEGER PRIMARY KEY, iso DATETIME, python DATETIME, js TEXT, seconds INTEGER, millis BIGINT, julian REAL, day DATE, stamped DATE, clock TIME,
            price NUMERIC(10,2), amount REAL, digits TEXT, upper CHAR(36), hex CHAR(32), bytes BLOB, flag BOOLEAN, word CHAR(1));
        CREATE INDEX by_seconds ON form (seconds); CREATE INDEX by_price ON form (price); CREATE INDEX by_js ON form (js);
        """;

    private const string Contract = """
          form:
            key: long
            managed: []
            fields:
              iso: { type: "datetime?" }
              python: { type: "datetime?", kept: "yyyy-MM-dd HH:mm:ss[.ffffff]" }
              js: { type: "timestamp?", kept: "yyyy-MM-ddTHH:mm:ss.fffZ" }
              seconds: { type: "timestamp?", kept: unixSeconds }
              millis: { type: "timestamp?", kept: unixMilliseconds }
              julian: { type: "timestamp?", kept: julian }
              day: { type: "date?" }
              stamped: { type: "date?", kept: "yyyy-MM-dd 00:00:00" }
              clock: { type: "time?" }
              price: { type: "decimal(10,2)?" }
              amount: { type: "decimal(12,4)?" }
              digits: { type: "decimal(30,6)?", kept: text }
              upper: { type: "uuid?", kept: upper }
              hex: { type: "uuid?", kept: hex }
              bytes: { type: "uuid?", kept: blob }
              flag: { type: "bool?" }
              word: { type: "bool?", kept: n/y }
        """;

    private const string First = """
        {"iso":"2024-02-29T12:34:56.500","python":"2024-02-29T12:34:56.500","js":"2024-02-29T12:34:56.500Z","seconds":"2024-02-29T12:34:56Z","millis":"2024-02-29T12:34:56.789Z","julian":"2024-02-29T12:34:56.789Z","day":"2024-02-29","stamped":"2024-02-29","clock":"12:34:56","price":0.99,"amount":13.8604,"digits":12345678901234567890.123456,"upper":"0190163d-8694-739b-aea5-966c26f8ad91","hex":"0190163d-8694-739b-aea5-966c26f8ad91","bytes":"0190163d-8694-739b-aea5-966c26f8ad91","flag":true,"word":false}
        """;

    private const string Second = """
        {"iso":"1969-12-31T23:59:59","python":"1969-12-31T23:59:59","js":"1969-12-31T23:59:59Z","seconds":"1969-12-31T23:59:59Z","millis":"1969-12-31T23:59:59.001Z","julian":"1969-12-31T23:59:59.001Z","day":"1969-12-31","stamped":"0001-01-01","clock":"00:00:00","price":-5.00,"amount":0.1000,"digits":-2.500000,"upper":"00000000-0000-0000-0000-00000000000a","hex":"00000000-0000-0000-0000-00000000000a","bytes":"00000000-0000-0000-0000-00000000000a","flag":false,"word":true}
        """;

    [Fact]
    public async Task Each_form_is_written_as_other_programs_write_it_and_read_as_it_was_given()
    {
        using var file = new ForeignFile(Script);
        await using var service = await file.ServeAsync(Contract);
        foreach (var body in (string[])[First, Second])
        {
            var created = (await service.PostAsync("forms", body)).Expect(201);
            foreach (var given in JsonDocument.Parse(body).RootElement.EnumerateObject()) Assert.Equal(given.Value.GetRawText(), created.Raw(given.Name));
        }
        Assert.Equal(
            [
                "2024-02-29 12:34:56.5|2024-02-29 12:34:56.500000|2024-02-29T12:34:56.500Z|1709210096|1709210096789|2024-02-29 12:34:56.789|2024-02-29|2024-02-29 00:00:00|12:34:56|0.99|13.8604|12345678901234567890.123456|0190163D-8694-739B-AEA5-966C26F8AD91|0190163d8694739baea5966c26f8ad91|0190163D8694739BAEA5966C26F8AD91|1|n",
                "1969-12-31 23:59:59|1969-12-31 23:59:59|1969-12-31T23:59:59.000Z|-1|-999|1969-12-31 23:59:59.001|1969-12-31|0001-01-01 00:00:00|00:00:00|-5|0.1|-2.500000|00000000-0000-0000-0000-00000000000A|0000000000000000000000000000000a|0000000000000000000000000000000A|0|y",
            ],
            file.Query("SELECT iso, python, js, seconds, millis, strftime('%Y-%m-%d %H:%M:%f', julian), day, stamped, clock, CAST(price AS TEXT), CAST(amount AS TEXT), digits, upper, hex, hex(bytes), flag, word FROM form ORDER BY id").Select(row => row.Replace("-5.0|", "-5|", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Each_form_is_filtered_sorted_and_aggregated_as_what_it_means()
    {
        using var file = new ForeignFile(Script);
        await using var service = await file.ServeAsync(Contract);
        await service.CreateAsync("forms", First, Second);
        foreach (var given in JsonDocument.Parse(First).RootElement.EnumerateObject())
        {
            var text = Uri.EscapeDataString(given.Value.ToString());
            var name = given.Name is "flag" or "word" ? given.Value.GetRawText() : text;
            Assert.Equal("1", (await service.GetAsync($"forms?{given.Name}={name}")).Expect(200).Column("id"));
            if (given.Name is "flag" or "word") continue;
            Assert.Equal("1", (await service.GetAsync($"forms?{given.Name}[in]={name}")).Expect(200).Column("id"));
            if (given.Name is "upper" or "hex" or "bytes") continue;
            Assert.Equal("1", (await service.GetAsync($"forms?{given.Name}[gte]={name}")).Expect(200).Column("id"));
            Assert.Equal("2 1", (await service.GetAsync($"forms?sort={given.Name}")).Expect(200).Column("id"));
            var literal = given.Value.ValueKind == JsonValueKind.Number ? given.Value.GetRawText() : $"'{given.Value}'";
            Assert.Equal("2", (await service.GetAsync($"forms?filter={Uri.EscapeDataString($"{given.Name} < {literal}")}")).Expect(200).Column("id"));
            Assert.Equal("1", (await service.GetAsync($"forms?filter={Uri.EscapeDataString($"{given.Name} in [{literal}]")}")).Expect(200).Column("id"));
        }
        Assert.Equal("""{"data":[{"sum":{"price":-4.01,"amount":13.9604},"max":{"seconds":"2024-02-29T12:34:56Z"}}],"page":{"more":false}}""",
            (await service.GetAsync("forms:aggregate?sum=price,amount&max=seconds")).Expect(200).Body);
        Assert.Equal("1", (await service.GetAsync($"forms?filter={Uri.EscapeDataString("price * 2 > 1.97 and price + amount < 14.86")}")).Expect(200).Column("id"));
        Assert.Equal("2 1", (await service.GetAsync("forms?sort=price")).Expect(200).Column("id"));
    }

    [Fact]
    public async Task What_a_form_can_not_hold_is_refused()
    {
        using var file = new ForeignFile(Script);
        await using var service = await file.ServeAsync(Contract);
        var refused = (await service.PostAsync("forms", """{"seconds":"2024-02-29T12:34:56.5Z","js":"2024-02-29T12:34:56.0001Z","julian":"2024-02-29T12:34:56.0001Z"}""")).Expect(422);
        Assert.Equal(["/js", "/julian", "/seconds"], refused.Errors.Select(error => error.Split(' ')[0]).Order());
        (await service.GetAsync("forms?seconds=2024-02-29T12:34:56.5Z")).Expect(400);
    }

    [Theory]
    [InlineData("unixSeconds", "1709164800")]
    [InlineData("unixMilliseconds", "1709164800000")]
    [InlineData("julian", "2460369.5")]
    public async Task Days_are_kept_as_numbers_too(string form, string stored)
    {
        using var file = new ForeignFile("CREATE TABLE form (id INTEGER PRIMARY KEY, day NUMERIC);");
        await using var service = await file.ServeAsync($$"""
              form:
                key: long
                managed: []
                fields: { day: { type: date, kept: {{form}} } }
            """);
        (await service.PostAsync("forms", """{"day":"2024-02-29"}""")).Expect(201);
        Assert.Equal(stored, Assert.Single(file.Query("SELECT day FROM form")));
        Assert.Equal("2024-02-29", (await service.GetAsync("forms?day=2024-02-29&sort=day")).Expect(200).Column("day"));
    }

    [Fact]
    public async Task A_computed_value_sums_what_is_kept_as_numbers_exactly()
    {
        using var file = new ForeignFile(Script + "INSERT INTO form (price) VALUES (0.1), (0.2), (0.7), ('much');");
        await using var service = await file.ServeAsync(Contract);
        Assert.Equal("1.00", (await service.GetAsync("forms:aggregate?sum=price")).Expect(200).Data[0].GetProperty("sum").GetProperty("price").GetRawText());
        Assert.Equal("4", (await service.GetAsync("forms?price[gt]=0.7")).Expect(200).Column("id"));
    }
}
