using System.Text;
using System.Text.Json;
using Lintel.Fuzz.Corpora;

namespace Lintel.Http.Tests.Hostile;

/// <summary>Text that means harm, in each place that takes text: it comes back as it was, character for character, or is refused; nothing else changes.</summary>
public abstract class StringTests(Chest chest)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. HostileText.All.Keys];

    public static TheoryData<string> Broken => [.. HostileText.BrokenJson];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_text_in_a_body_is_kept_as_it_is(string name)
    {
        var text = HostileText.All[name];
        foreach (var field in (string[])["name", "body", "words", "extra"])
        {
            var json = field == "words" ? $"[{Json(text)}]" : field == "extra" ? $"{{\"a\":{Json(text)}}}" : Json(text);
            var reply = await chest.Value.PutAsync($"items/{Key($"body {name}")}", $"{{\"{field}\":{json}}}");
            if (IsRefused(text)) Assert.Equal((422, true), (reply.Status, reply.Errors[0].StartsWith('/' + field, StringComparison.Ordinal)));
            else Assert.Equal(text, Text(reply, field));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_text_in_a_cell_is_kept_as_it_is(string name)
    {
        var text = HostileText.All[name];
        var table = $"id,name\r\n{Cell($"cell {name}")},{Cell(text)}\r\n";
        var reply = await chest.Value.SendAsync("POST", "items", Http.Tests.Body.Of(table, "text/csv"));
        if (IsRefused(text))
        {
            Assert.InRange(reply.Status, 400, 422);
            return;
        }
        reply.Expect(200);
        Assert.Equal(text, Text(await chest.Value.GetAsync($"items/{Key($"cell {name}")}"), "name"));
        var export = (await chest.Value.GetAsync($"items?id={Key($"cell {name}")}&fields=name", ("Accept", "text/csv"))).Expect(200);
        Assert.Contains(text.Replace("\"", "\"\"", StringComparison.Ordinal), export.Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_text_in_a_path_is_a_key_like_any_other(string name)
    {
        var text = HostileText.All[name];
        if (IsRefused(text))
        {
            // Before there is a request.
            Assert.Equal(400, RawHttp.StatusOf(await RawHttp.SendAsync(chest.Value, $"GET /v1/items/{Key(text)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")));
            return;
        }
        var reply = await chest.Value.PutAsync($"items/{Key(text)}", "{}");
        if (text.Length == 0) Assert.Equal(404, reply.Status);
        else if (text.Length > 600) Assert.InRange(reply.Status, 400, 422);
        else
        {
            Assert.Equal(text, Text(reply.Expect(201), "id"));
            Assert.Equal(text, Text((await chest.Value.GetAsync(reply.Location)).Expect(200), "id"));
            (await chest.Value.DeleteAsync(reply.Location)).Expect(204);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_text_in_a_query_finds_what_has_it_and_nothing_else(string name)
    {
        var text = HostileText.All[name];
        if (text.Length > 5_000) text = text[..200];
        var isThere = !IsRefused(text);
        if (isThere) (await chest.Value.PutAsync($"items/{Key($"query {name}")}", $"{{\"name\":{Json(text)}}}")).Expect(201);
        var literal = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
        foreach (var query in (string[])[$"name={Key(text)}", $"name[eq]={Key(text)}", $"name[in]={Key('"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"')}", $"filter={Key($"name == '{literal}'")}"])
        {
            var reply = await chest.Value.GetAsync($"items?{query}&id[startsWith]=query&limit=100");
            if (reply.Status == 400 && (!isThere || query.StartsWith("filter", StringComparison.Ordinal))) continue;
            var found = reply.Expect(200).Data.Select(row => row.GetProperty("name").GetString());
            Assert.All(found, one => Assert.Equal(text, one));
            Assert.Equal(isThere, reply.Data.Length > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_text_where_no_such_text_belongs_is_refused_or_passed_over(string name)
    {
        var value = Key(HostileText.All[name]);
        foreach (var query in (string[])[$"sort={value}", $"fields={value}", $"include={value}", $"{value}=1", $"name[{value}]=1", $"limit={value}", $"after={value}", $"count={value}", $"filter={value}", $"onError={value}"])
        {
            var reply = await chest.Value.GetAsync($"items?{query}");
            Assert.True(reply.Status is 200 or 400 or 414, $"{query}: {reply.Status} {reply.Body}");
        }
        Assert.True((await chest.Value.GetAsync($"items?search={value}")).Status is 200 or 400 or 414);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_text_in_a_header_is_no_error_of_the_server(string name)
    {
        var value = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(HostileText.All[name])).Replace('\r', ' ').Replace('\n', ' ');
        foreach (var header in (string[])["If-Match", "If-None-Match", "Prefer", "Accept", "Cookie", "traceparent", "X-Other", "Accept-Encoding", "Origin"])
        {
            var status = RawHttp.StatusOf(await RawHttp.SendAsync(chest.Value, $"GET /v1/items?limit=1 HTTP/1.1\r\nHost: x\r\n{header}: {value}\r\nConnection: close\r\n\r\n"));
            Assert.True(status is 200 or 304 or 400 or 406 or 431, $"{header}: {status}");
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_no_text_is_refused_wherever_it_stands(string json)
    {
        var before = await chest.Value.DumpAsync();
        foreach (var body in (string[])[$"{{\"id\":\"broken\",\"name\":{json}}}", $"{{\"id\":{json}}}", $"{{{json}:1}}", $"{{\"id\":\"broken\",\"words\":[{json}]}}", $"{{\"id\":\"broken\",\"extra\":{{\"a\":{json}}}}}"])
        {
            var reply = await chest.Value.SendAsync("POST", "items", Http.Tests.Body.Of(Encoding.Latin1.GetBytes(body), "application/json"));
            Assert.True(reply.Status is 400 or 422, $"{body}: {reply.Status} {reply.Body}");
        }
        Assert.Equal(before, await chest.Value.DumpAsync());
    }

    [Theory]
    [InlineData("%ED%A0%80")]
    [InlineData("%FF")]
    [InlineData("%C0%80")]
    [InlineData("a%80")]
    [InlineData("%F4%90%80%80")]
    public async Task Bytes_that_are_no_text_find_nothing(string value)
    {
        foreach (var target in (string[])[$"items?name={value}", $"items?filter=name%20==%20'{value}'", $"items?search={value}", $"items/{value}"])
            Assert.True((await chest.Value.GetAsync(target)).Status is 200 or 400 or 404, target);
    }

    // NUL is refused everywhere.
    private static bool IsRefused(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static string Json(string text) => JsonSerializer.Serialize(text, Plain);

    private static string Key(string text) => Uri.EscapeDataString(text);

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Text(Reply reply, string field)
    {
        Assert.True(reply.Status < 300, reply.Body);
        var value = reply.Json.GetProperty(field);
        return (field == "words" ? value[0] : field == "extra" ? value.GetProperty("a") : value).GetString();
    }
}

public sealed class StringsOnSqliteTests(Chest chest) : StringTests(chest), IClassFixture<Chest>;

public sealed class StringsOnPostgresTests(PostgresChest chest) : StringTests(chest), IClassFixture<PostgresChest>;
