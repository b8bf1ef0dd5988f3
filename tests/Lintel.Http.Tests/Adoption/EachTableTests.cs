using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Model;
using Lintel.Testing;

namespace Lintel.Http.Tests.Adoption;

/// <summary>Each row of each table that can be written, in databases full of oddities: deleted and created again, it is what it was, and so it is when it is changed to what it is.</summary>
public sealed class EachTableTests
{
    // What docs/adopt.md says can be read alone: json with a name that stands twice, and numbers that are none in a file that keeps any value.
    private static readonly string[] ReadAlone = ["typesOther.loose", "typesDeclared.real"];

    [Fact]
    public async Task Of_PostgreSQL_goes_round()
    {
        await using var imported = await ImportedPostgres.OfFileAsync("oddities.postgres.sql");
        var wrong = await RoundsAsync(imported.Service, fewest: 45);
        Assert.True(wrong.Length == 0, wrong);
    }

    [Fact]
    public async Task Of_SQLite_goes_round()
    {
        using var file = SqliteFile.Create("oddities.sqlite.sql");
        await using var service = await ImportedSqliteTests.ServeAsync(file);
        var wrong = await RoundsAsync(service, fewest: 10);
        Assert.True(wrong.Length == 0, wrong);
    }

    private static async Task<string> RoundsAsync(TestService service, int fewest)
    {
        var wrong = new List<string>();
        var tables = 0;
        foreach (var resource in service.Engine.Model.Resources.Where(resource => resource is { Owner: null, Allowed: Allowed.All }))
        {
            tables++;
            foreach (var row in (await service.GetAsync($"{resource.Path}?limit=20")).Expect(200).Data) await RoundAsync(service, resource, row, wrong);
        }
        Assert.True(tables >= fewest, $"{tables} tables only");
        return string.Join('\n', wrong);
    }

    private static async Task RoundAsync(TestService service, Resource resource, JsonElement row, List<string> wrong)
    {
        Field[] fields = [.. resource.Fields.Where(field => !ReadAlone.Contains($"{resource.Name}.{field.Name}"))];
        var path = $"{resource.Path}/{string.Join(',', resource.Key.Select(field => Uri.EscapeDataString(Text(row.GetProperty(field.Name)))))}";
        var before = await service.GetAsync(path);
        Check(before, 200);
        var patch = Body(row, fields.Where(IsChanged));
        var patched = await service.PatchAsync(path, patch);
        if (Check(patched, 200)) Same("PATCH", row, patched.Json, fields);
        var deleted = await service.DeleteAsync(path);
        if (deleted is { Status: 409, Code: "still-referenced" } || !Check(deleted, 204)) return;
        Check(await service.GetAsync(path), 404);
        var created = await service.PostAsync(resource.Path, Body(row, fields.Where(IsGiven)));
        if (!Check(created, 201)) return;
        var isMade = resource.Key.Any(field => !IsGiven(field));
        Same("POST", row, created.Json, fields.Where(field => !isMade || !resource.Key.Contains(field)));
        var again = await service.GetAsync(created.Location);
        if (Check(again, 200)) Same("GET", created.Json, again.Json, resource.Fields);

        bool Check(Reply reply, int status)
        {
            if (reply.Status == status) return true;
            wrong.Add($"{path}: {status} was expected, {reply.Status} came: {reply.Body}");
            return false;
        }

        void Same(string what, JsonElement expected, JsonElement got, IEnumerable<Field> fields)
        {
            foreach (var field in fields.Where(field => !field.WriteOnly))
            {
                var (one, other) = (expected.GetProperty(field.Name), got.GetProperty(field.Name));
                // White space of JSON is nobody's.
                if (field.Type.Kind == ScalarKind.Json ? !JsonElement.DeepEquals(one, other) : one.GetRawText() != other.GetRawText())
                    wrong.Add($"{path}: {what} of {field.Name}: {one.GetRawText()} became {other.GetRawText()}");
            }
        }
    }

    private static bool IsGiven(Field field) => !field.IsComputed && !field.ReadOnly;

    private static bool IsChanged(Field field) => IsGiven(field) && !field.Immutable;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Body(JsonElement row, IEnumerable<Field> fields)
    {
        var body = new JsonObject();
        foreach (var field in fields) body[field.Name] = JsonNode.Parse(row.GetProperty(field.Name).GetRawText());
        return body.ToJsonString();
    }
}
