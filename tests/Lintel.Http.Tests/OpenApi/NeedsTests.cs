using System.Text.Json.Nodes;
using Lintel.Http.OpenApi;
using Lintel.Http.Tests.Access;
using Lintel.Model;
using Lintel.Testing;

namespace Lintel.Http.Tests.OpenApi;

/// <summary>What the documents say of who may do what.</summary>
public sealed class NeedsTests : IDisposable
{
    /// <summary>A contract with all kinds of needs, and rates.</summary>
    private const string Contract = """
          page:
            key: { type: int, client: true }
            fields: { text: string }
            access: { read: true, write: "'editor' in caller.roles" }
          note:
            key: { type: int, client: true }
            fields:
              owner: string
              text: string
              state: enum(open, done) = open
            state: state
            actions:
              finish: { from: [open], to: done, access: "'editor' in caller.roles and owner == caller.id" }
            access: { read: owner == caller.id or 'clerk' in caller.roles, create: caller.id != null, update: owner == caller.id, delete: not ('guest' in caller.roles) and caller.id != null }
          place:
            key: { type: int, client: true }
            fields: { region: string }
            access: { read: region in caller.claims.regions }
        auth: { issuer: 'https://id.example.com' }
        limits: { addressRate: 600/min, callerRate: 50/s, keyRate: 10/s }
        """;

    private readonly string _folder = Judges.NewOutput("needs");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/v1/pages", "get", "", null)]
    [InlineData("/v1/pages", "post", "token,apiKey", "Needs the role `editor`.")]
    [InlineData("/v1/notes", "get", "token,apiKey", "Needs the role `clerk`, or a row that allows it.")]
    [InlineData("/v1/notes", "post", "token,apiKey", "Needs the role `clerk`, or a row that allows it.")]
    [InlineData("/v1/notes/{id}", "patch", "token,apiKey", "Needs a row that allows it.")]
    [InlineData("/v1/notes/{id}", "delete", "token,apiKey", "Not with the role `guest`.")]
    [InlineData("/v1/notes/{id}/finish", "post", "token,apiKey", "Needs the role `editor` with a row that allows it.")]
    [InlineData("/v1/places", "get", "token,apiKey", "Needs a row that allows it, by the claim `regions`.")]
    [InlineData("/v1/places", "post", "token,apiKey", "No caller may.")]
    [InlineData("/v1:batch", "post", ",token,apiKey", null)]
    public void Each_operation_says_what_it_needs(string path, string method, string security, string? sentence)
    {
        var operation = Document(TestService.Compile(Contract))["paths"]![path]![method]!;
        Assert.Equal(security, string.Join(',', operation["security"]!.AsArray().Select(need => need!.AsObject().FirstOrDefault().Key ?? "")));
        Assert.Equal(sentence is not null, operation["x-access"] is not null);
        if (sentence is not null) Assert.EndsWith(sentence, (string)operation["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_401_may_come_wherever_a_token_may_and_a_403_only_where_somebody_who_is_known_may_be_refused()
    {
        var document = Document(TestService.Compile(Contract));
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Where(one => one.Key != "parameters").Select(one => (Name: $"{one.Key} {path.Key}", Operation: one.Value!))).ToArray();
        Assert.All(operations, one => Assert.NotNull(one.Operation["responses"]!["401"]));
        Assert.Equal(["get /v1/pages", "get /v1/pages/{id}", "get /v1/pages:aggregate"], operations.Where(one => one.Operation["responses"]!["403"] is null).Select(one => one.Name));
        Assert.All(operations, one =>
        {
            var failures = one.Operation["responses"]!.AsObject().Select(status => status.Key).Where(status => status[0] >= '4').ToArray();
            Assert.Equal(failures.Order(StringComparer.Ordinal), failures);
        });
    }

    [Fact]
    public void No_document_tells_a_condition_and_none_of_a_service_that_asks_nobody_has_needs()
    {
        Assert.DoesNotContain("caller", Document(TestService.Compile(Contract)).ToJsonString().Replace("signed-in caller", "", StringComparison.Ordinal).Replace("caller may", "", StringComparison.Ordinal)
            .Split("\"x-access\"")[1].Split("\"responses\"")[0], StringComparison.Ordinal);
        Assert.DoesNotContain("owner ==", Document(TestService.Compile(Contract)).ToJsonString(), StringComparison.Ordinal);
        var open = Document(TestService.Compile("  thing:\n    key: int\n    fields: { n: int? }\n"));
        Assert.Empty(open["security"]!.AsArray());
        Assert.DoesNotContain("x-access", open.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(open["components"]!["securitySchemes"]);
    }

    [Fact]
    public void A_field_says_who_sees_it_and_a_field_of_a_mutation_who_may()
    {
        var model = TestService.Compile(Market.Contract);
        Assert.Equal("Needs the role `clerk`.", (string?)Document(model)["components"]!["schemas"]!["Customer"]!["properties"]!["credit"]!["description"]);
        var schema = Lintel.GraphQL.Schema.SchemaText.Of(model);
        Assert.Contains("Needs the role `clerk`", schema, StringComparison.Ordinal);
        Assert.Contains("Deletes one of the orders, with the rows that it owns. Needs the role `clerk`.", schema, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_certificate_is_a_third_scheme_where_the_contract_reads_one()
    {
        var document = Document(TestService.Compile(Contract.Replace("example.com' }", "example.com', certificates: { id: uri } }", StringComparison.Ordinal)));
        Assert.Equal(["token", "apiKey", "certificate"], document["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Key));
        Assert.Equal("mutualTLS", (string?)document["components"]!["securitySchemes"]!["certificate"]!["type"]);
        Assert.Equal(3, document["paths"]!["/v1/pages"]!["post"]!["security"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("node_modules/@stoplight/spectral-cli/dist/index.js", "lint", "--ruleset", "spectral.yaml", "--fail-severity", "hint")]
    [InlineData("node_modules/@redocly/cli/bin/cli.js", "lint", "--config", "redocly.yaml")]
    [InlineData("node_modules/@redocly/cli/bin/cli.js", "lint", "--config", "redocly-spec.yaml")]
    public async Task The_judges_find_nothing_in_a_document_with_needs_and_rates(string judge, string command, string option, string file, params string[] more)
    {
        foreach (var (name, model) in new[] { ("needs", TestService.Compile(Contract)), ("market", TestService.Compile(Market.Contract)) })
        {
            var path = Path.Combine(_folder, $"{name}.json");
            var document = Document(model);
            document["info"]!["contact"] = new JsonObject { ["name"] = "A test", ["url"] = "https://shop.example" };
            document["info"]!["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" };
            await File.WriteAllTextAsync(path, document.ToJsonString(), TestContext.Current.CancellationToken);
            var verdict = await Judges.RunAsync(judge, [command, path, option, Path.Combine(Judges.Folder, file), .. more]);
            Assert.True(verdict.ExitCode == 0 && !verdict.Output.Contains("was generated by", StringComparison.Ordinal), verdict.ToString());
        }
    }

    private static JsonNode Document(ServiceModel model) => JsonNode.Parse(OpenApiDocumentWriter.Write(model).Json.Span)!;
}
