using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>
/// Random GraphQL documents, and what a model in memory answers by the specification's algorithms. <c>LINTEL_DOCUMENTS=1000</c> for more,
/// <c>LINTEL_DOCUMENT_SEED=7</c> to begin with that one.
/// </summary>
public sealed class DocumentModelTests
{
    private const int Rows = 17;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Documents_are_answered_as_the_model_says(string store) => EachStore.RunAsync(store, OrderContract.Resources, async service =>
    {
        var rows = await ModelRows.CreateAsync(service, Rows);
        var execution = new NaiveExecution(rows.Model.Resources.Select(resource => FilterGenerator.Pascal(resource.Name)).ToHashSet());
        var first = WriteRounds.Setting("LINTEL_DOCUMENT_SEED") ?? Random.Shared.Next(1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"LINTEL_DOCUMENT_SEED={first}");
        var failures = new List<string>();
        for (var seed = first; seed < first + (WriteRounds.Setting("LINTEL_DOCUMENTS") ?? 400); seed++)
        {
            var document = DocumentGenerator.Of(rows, seed);
            var expected = execution.Answer(new Typed("Query", ""), [document.Root]).ToJsonString(Json);
            var reply = await service.PostAsync("/graphql", $$"""{"query":{{JsonSerializer.Serialize(document.Text)}},"variables":{{document.Variables}}}""");
            var answer = JsonNode.Parse(reply.Body)!;
            if (answer["errors"] is null && answer["data"]?.ToJsonString(Json) == expected) continue;
            failures.Add($"LINTEL_DOCUMENT_SEED={seed}\n{document.Text}\n{document.Variables}\nexpected {expected}\nanswered {answer.ToJsonString(Json)}");
        }
        // The shortest tell most.
        Assert.True(failures.Count == 0, $"{failures.Count} failed, among them\n{string.Join("\n\n", failures.OrderBy(failure => failure.Length).Take(5))}");
    });
}
