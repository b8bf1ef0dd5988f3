using System.Text.Json.Nodes;
using Lintel.Contract;
using Lintel.Http.OpenApi;

using Lintel.Testing;

namespace Lintel.Http.Tests.OpenApi;

public sealed class DocumentTests : IDisposable
{
    // Everything that the samples lack: composite and nested keys, bounds of all kinds, clashing names, reserved words as fields.
    private const string Rich = """
        lintel: 1
        service: rich
        version: v2
        resources:
          page:
            fields:
              title: string(5..8)
              limit: int >= 10 <= 20
              fee: decimal(30,4) > 0
              rate: double?
              secret: { type: string, writeOnly: true }
              code: { type: string, immutable: true, pattern: "[A-Z]{3}[0-9]", examples: [ABC1] }
              day: date?
              length: duration?
              blob: bytes(..6)?
              home: url?
              data: json?
              labels: string(1..20)[] = []
              old: { type: "bool?", deprecated: true }
            rules:
              - { name: shortPages, check: limit < 15 or title == 'longer', message: Pages are short. }
              - fee != 0.5
          seat:
            key: [hall, number]
            fields:
              hall: string(1..10)
              number: int >= 1
              page: page? onDelete setNull
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("lintel-openapi-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("shop")]
    [InlineData("chinook")]
    public void The_same_model_gives_the_same_bytes(string sample)
    {
        var first = OpenApiDocumentWriter.Write(Samples.Compile(sample));
        var second = OpenApiDocumentWriter.Write(Samples.Compile(sample));
        Assert.True(first.Json.Span.SequenceEqual(second.Json.Span));
        Assert.True(first.Yaml.Span.SequenceEqual(second.Yaml.Span));
    }

    [Fact]
    public void Every_operation_may_be_asked_where_its_time_went_and_every_success_may_tell()
    {
        var document = JsonNode.Parse(OpenApiDocumentWriter.Write(Samples.Compile("shop")).Json.Span)!;
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Where(one => one.Value is JsonObject).Select(one => one.Value!).ToArray();
        Assert.True(operations.Length > 40);
        foreach (var operation in operations)
        {
            var prefer = operation["parameters"]!.AsArray().Select(one => Find(one!)).Single(one => (string?)one["name"] == "Prefer");
            Assert.Contains("`server-timing`", (string?)prefer["description"], StringComparison.Ordinal);
            var successes = operation["responses"]!.AsObject().Where(one => int.Parse(one.Key, System.Globalization.CultureInfo.InvariantCulture) < 400);
            Assert.All(successes, success => Assert.NotNull(Find(success.Value!)["headers"]!["Server-Timing"]));
        }

        JsonNode Find(JsonNode part) => (string?)part["$ref"] is { } place ? place[2..].Split('/').Aggregate(document, (node, name) => node[name]!) : part;
    }

    [Fact]
    public void A_create_takes_what_can_be_written_with_its_bounds()
    {
        var page = Write()["components"]!["schemas"]!["PageCreate"]!;
        var fields = page["properties"]!.AsObject();
        Assert.Equal(["title", "limit", "fee", "rate", "secret", "code", "day", "length", "blob", "home", "data", "labels", "old"], fields.Select(field => field.Key));
        Assert.Equal(["title", "limit", "fee", "secret", "code"], page["required"]!.AsArray().Select(name => (string)name!));
        Assert.Equal((5, 8), ((int)fields["title"]!["minLength"]!, (int)fields["title"]!["maxLength"]!));
        Assert.Equal((10, 20), ((int)fields["limit"]!["minimum"]!, (int)fields["limit"]!["maximum"]!));
        Assert.Equal("""["number","string"]""", fields["fee"]!["type"]!.ToJsonString());
        Assert.Equal("0.0000", fields["fee"]!["exclusiveMinimum"]!.ToJsonString());
        Assert.Equal(new string('9', 26) + ".9999", fields["fee"]!["maximum"]!.ToJsonString());
        Assert.Equal("^(?:[A-Z]{3}[0-9])$", (string)fields["code"]!["pattern"]!);
        Assert.Equal(8, (int)fields["blob"]!["maxLength"]!); // six bytes in base64
        Assert.True((bool)fields["secret"]!["writeOnly"]!);
        Assert.True((bool)fields["old"]!["deprecated"]!);
        Assert.Equal("[]", fields["labels"]!["default"]!.ToJsonString());
        Assert.False((bool)page["additionalProperties"]!);
    }

    [Fact]
    public void A_patch_requires_nothing_and_leaves_out_what_can_not_change()
    {
        var patch = Write()["components"]!["schemas"]!["PagePatch"]!;
        Assert.Null(patch["required"]);
        Assert.Null(patch["properties"]!["code"]);
        Assert.Equal("string", (string)patch["properties"]!["title"]!["type"]!);
        Assert.Equal("""["number","null"]""", patch["properties"]!["rate"]!["type"]!.ToJsonString());
    }

    [Fact]
    public void What_is_write_only_is_never_answered_or_filtered_by()
    {
        var document = Write();
        Assert.Null(document["components"]!["schemas"]!["Page"]!["properties"]!["secret"]);
        Assert.Null(document["components"]!["schemas"]!["PageSelection"]!["properties"]!["secret"]);
        Assert.Null(document["components"]!["parameters"]!["page.secret"]);
    }

    [Theory]
    [InlineData("Page")]
    [InlineData("PageCreate")]
    [InlineData("PagePatch")]
    public void The_rules_of_a_resource_stand_where_it_is_written(string schema) => Assert.EndsWith(
        "\n\nAfter each write these hold, or the write is refused with the code `rule`:\n\n- shortPages: `limit < 15 or title == 'longer'`. Pages are short.\n- `fee != 0.5`",
        (string)Write()["components"]!["schemas"]![schema]!["description"]!, StringComparison.Ordinal);

    [Fact]
    public void A_resource_keeps_its_name_where_a_shared_schema_would_take_it()
    {
        var schemas = Write()["components"]!["schemas"]!;
        Assert.NotNull(schemas["Page"]!["properties"]!["title"]);
        Assert.NotNull(schemas["Page2"]!["properties"]!["next"]);
    }

    [Fact]
    public void A_field_named_like_a_reserved_word_is_filtered_by_with_operators_only()
    {
        var document = Write();
        var names = document["paths"]!["/v2/pages"]!["get"]!["parameters"]!.AsArray().Select(parameter => ((string)parameter!["$ref"]!).Split('/')[^1]).ToArray();
        Assert.DoesNotContain("page.limit", names);
        Assert.Contains("page.limit.filter", names);
        var limit = document["components"]!["parameters"]!["page.limit.filter"]!;
        Assert.Equal("limit", (string)limit["name"]!);
        Assert.Equal(int.MaxValue, (int)limit["schema"]!["anyOf"]![0]!["maximum"]!);
        Assert.StartsWith("How many rows come at most. A page has up to 100, and 20 when nothing is said", (string)limit["description"]!, StringComparison.Ordinal);
        Assert.Equal("#/components/schemas/IntFilter", (string)limit["schema"]!["anyOf"]![1]!["$ref"]!);
    }

    [Fact]
    public void A_composite_key_is_one_segment()
    {
        var parameter = Write()["paths"]!["/v2/seats/{key}"]!["parameters"]![0]!;
        Assert.Equal("string", (string)parameter["schema"]!["type"]!);
        Assert.Contains("`hall` and `number`", (string)parameter["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_judges_find_nothing_in_a_contract_of_everything()
    {
        var path = Path.Combine(_folder, "rich.json");
        await File.WriteAllTextAsync(path, Write().ToJsonString(), TestContext.Current.CancellationToken);
        var verdict = await Judges.RunAsync("node_modules/@redocly/cli/bin/cli.js", "lint", path, "--config", Path.Combine(Judges.Folder, "redocly-spec.yaml"));
        Assert.True(verdict.ExitCode == 0, verdict.ToString());
        var examples = await Judges.RunAsync(
            "node_modules/@stoplight/spectral-cli/dist/index.js", "lint", path, "--ruleset", Path.Combine(Judges.Folder, "spectral.yaml"), "--fail-severity", "error");
        Assert.True(examples.ExitCode == 0, examples.ToString());
    }

    private JsonNode Write()
    {
        var path = Path.Combine(_folder, "rich.yaml");
        File.WriteAllText(path, Rich);
        var result = ContractCompiler.Compile(path);
        Assert.True(result.Model is not null, string.Join('\n', result.Diagnostics));
        return JsonNode.Parse(OpenApiDocumentWriter.Write(result.Model!).Json.Span)!;
    }
}
