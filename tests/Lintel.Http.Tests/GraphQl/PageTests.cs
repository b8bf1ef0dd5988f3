using System.Text;
using Lintel.Http.Tests.Pipeline;
using Lintel.Postgres;
using Lintel.Testing;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>
/// What REST has no words for: document, bound operation, SQL of both stores and answer, on the pages <c>tests/golden/graphql/*.txt</c>;
/// LINTEL_UPDATE_GOLDEN=1 rewrites them.
/// </summary>
public sealed class PageTests
{
    [Theory]
    [InlineData("nested-page", "{ orders(first: 2) { nodes { id lines(where: { quantity: { gte: 1 } }, orderBy: [{ price: DESC }], first: 1) { nodes { quantity price } pageInfo { hasNextPage endCursor } } } } }", null)]
    [InlineData("nested-twice", "{ customers(first: 2) { nodes { name open: orders(where: { status: { eq: PENDING } }, first: 1) { nodes { id } } all: orders(orderBy: [{ id: DESC }]) { nodes { id note } } } } }", null)]
    [InlineData("nested-count", "{ customers { nodes { name orders(where: { status: { eq: PENDING } }, first: 1) { totalCount nodes { id } } all: orders { totalCount } } } }", null)]
    [InlineData("nested-last", "{ customers { nodes { name orders(last: 1) { nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor } } } } }", null)]
    [InlineData("nested-many-to-many", """{ orders { nodes { id labels(where: { name: { ne: "new" } }, orderBy: [{ name: DESC }], first: 1) { nodes { name } } } } }""", null)]
    [InlineData("nested-six", "{ customer(id: 1) { orders(first: 1) { nodes { lines(first: 2) { nodes { product { name orderLines(first: 1) { nodes { order { customer { name } } } } } } } } } } }", null)]
    [InlineData("last", "{ orders(last: 2, orderBy: [{ note: DESC }]) { edges { cursor node { id } } pageInfo { hasPreviousPage hasNextPage } } }", null)]
    [InlineData("count-alone", "{ orders(where: { status: { eq: PENDING } }) { totalCount } }", null)]
    [InlineData("where-tree", """{ orders(where: { or: [{ note: { eq: "a" } }, { not: { customer: { is: { tier: { eq: GOLD } } } } }], lines: { every: { quantity: { lt: 5 } }, none: { product: { is: { id: { eq: "cup" } } } } } }) { nodes { id } } }""", null)]
    [InlineData("where-variable", "query($where: OrderWhere) { orders(where: $where) { nodes { id } } }", """{"where":{"and":[{"id":{"gte":1}},{"labels":{"some":{"name":{"in":["new","rush"]}}}}]}}""")]
    [InlineData("same-field-twice", "{ orders { nodes { id note again: note customer { name } other: customer { tier } } } }", null)]
    [InlineData("fragments", "query($with: Boolean!) { order(id: 1) { ...short note @skip(if: $with) ... on Node { nodeId } } } fragment short on Order { id customer @include(if: $with) { name } }", """{"with":true}""")]
    [InlineData("several", "{ a: order(id: 1) { id } b: order(id: 99) { id } customers { totalCount } __typename }", null)]
    [InlineData("aggregate-all", "{ ordersAggregate { count } orderLinesAggregate { sum { quantity } min { price } max { price } avg { price } } }", null)]
    [InlineData("create-several", """mutation { createProducts(input: [{ id: "cup", name: "Cup", price: 4 }, { id: "pot", name: "Pot", price: 12 }]) { products { id name } } }""", null)]
    [InlineData("transaction", """mutation @transaction { a: createProduct(input: { id: "cup", name: "Cup", price: 4 }) { product { id } } b: updateOrder(id: 1, patch: { note: "b" }) { order { version lines { nodes { id } } } } }""", null)]
    [InlineData("transaction-refused", """mutation @transaction { a: createProduct(input: { id: "cup", name: "Cup", price: 4 }) { product { id } } b: updateOrder(id: 99, patch: { note: "b" }) { order { version } } }""", null)]
    [InlineData("ordered", """mutation { a: updateOrder(id: 1, patch: { note: "b" }) { order { version } } b: updateOrder(id: 1, patch: { note: "c" }, ifVersion: 1) { order { version } } c: payOrder(id: 2) { order { status } } }""", null)]
    public async Task A_document_takes_the_recorded_way(string name, string document, string? variables)
    {
        RecordingStore store = null!;
        await using var service = await TestService.StartAsync(PipelineTests.Contract, new TestOptions { Around = inner => store = new RecordingStore(inner) });
        await PipelineTests.FillAsync(service);
        store.Runs.Clear();

        var reply = await service.AskAsync(document, variables ?? "{}");

        reply.Expect(200);
        var page = new StringBuilder();
        PipelineTests.Section(page, "request", variables is null ? [document] : [document, variables]);
        // Compiles without a connection. An answer that comes with its write is no read of its own there.
        await using var postgres = PostgresStore.Open(service.Engine.Model, new PostgresOptions { Host = "localhost" });
        foreach (var (bound, statements) in store.Runs)
        {
            PipelineTests.Section(page, "bound", [bound.ToString().TrimEnd()]);
            PipelineTests.Section(page, "sqlite", [string.Join("\n\n", statements)]);
            PipelineTests.Section(page, "postgres", [string.Join("\n\n", postgres.Compile(bound).Statements)]);
        }
        PipelineTests.Section(page, "answer", [$"{reply.Status}", PipelineTests.Indented(reply.Body)]);
        Golden.Matches($"tests/golden/graphql/{name}.txt", page.ToString());
    }
}
