using System.Text;
using System.Text.Json;
using Lintel.GraphQL;
using Lintel.Operations;
using Lintel.Postgres;
using Lintel.Postgres.Testing;
using Lintel.Results;
using Lintel.Testing;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>A page of customers with invoices, lines, tracks, albums and artists, each list with its own filter, order and length.</summary>
public sealed class SixLevelsTests
{
    private const string Variables = """{"country":"Brazil","first":3,"since":"2022-01-01T00:00:00"}""";

    [Fact]
    public async Task Six_levels_are_one_statement_of_PostgreSQL_and_the_same_bytes_of_SQLite()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(Golden.Repository, "tests", "Lintel.Http.Tests", "GraphQl", "Chinook", "Purchases.graphql"), TestContext.Current.CancellationToken);
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var postgres = await TestService.StartSampleAsync("chinook", new TestOptions { Store = _ => PostgresStore.Open(TestService.Sample("chinook"), schema.Options) });
        await using var sqlite = await TestService.StartSampleAsync("chinook");

        var (statements, answer) = await AskAsync(postgres, document);

        Assert.Equal(1, statements);
        Assert.Equal((await AskAsync(sqlite, document)).Answer, answer);
        Assert.Equal(await postgres.DataAsync(document, Variables), JsonDocument.Parse(answer).RootElement.GetProperty("data").GetRawText());
        var customers = JsonDocument.Parse(answer).RootElement.GetProperty("data").GetProperty("customers");
        Assert.Equal(["Almeida", "Gonçalves", "Martins"], customers.GetProperty("nodes").EnumerateArray().Select(customer => customer.GetProperty("lastName").GetString()));
        Assert.True(customers.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        var invoices = customers.GetProperty("nodes")[0].GetProperty("invoices").GetProperty("nodes").EnumerateArray().Select(invoice => invoice.GetProperty("issuedAt").GetString()).ToArray();
        Assert.Equal(invoices.OrderDescending(StringComparer.Ordinal), invoices);
        Assert.All(invoices, date => Assert.True(string.CompareOrdinal(date, "2022") > 0, date));
        var line = customers.GetProperty("nodes")[0].GetProperty("invoices").GetProperty("nodes")[0].GetProperty("lines").GetProperty("nodes")[0];
        Assert.NotEmpty(line.GetProperty("track").GetProperty("album").GetProperty("artist").GetProperty("name").GetString()!);
    }

    private static async Task<(int Statements, string Answer)> AskAsync(TestService service, string document)
    {
        Assert.True(JsonInput.TryParse(Encoding.UTF8.GetBytes(Variables), out var variables, out var failure), failure);
        using var answer = await new GraphQLExecutor(service.Engine).ExecuteAsync(new GraphQLRequest { Document = document, Variables = variables }, null, TestContext.Current.CancellationToken);
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = LeastEscaping.Instance })) answer.Write(writer);
        return (answer.Statements, Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
