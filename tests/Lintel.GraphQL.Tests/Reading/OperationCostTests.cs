using GraphQLParser.AST;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Reading;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Tests.Reading;

/// <summary>What documents cost: rows times fields, in all levels.</summary>
public sealed class OperationCostTests
{
    [Theory]
    [InlineData("{ orders(first: 10) { nodes { total } } }", 10)]
    [InlineData("{ orders(first: 10) { nodes { total status } } }", 20)]
    [InlineData("{ orders(first: 10) { nodes { total again: total } edges { node { total } } } }", 10)] // Shown three times, read once.
    [InlineData("{ orders { nodes { total } } }", 20)]
    [InlineData("{ orders(last: 10) { nodes { total } } }", 10)]
    [InlineData("{ orders(first: 10) { totalCount nodes { total } } }", 20)]
    [InlineData("{ orders { totalCount } }", 1)]
    [InlineData("{ orders(first: 1000) { nodes { total } } }", 50)] // Refused later: no page is larger.
    [InlineData("{ orders(first: -5) { nodes { total } } }", 1)]
    [InlineData("{ a: orders(first: 10) { nodes { total } } b: orders(first: 10) { nodes { total } } }", 20)]
    [InlineData("{ orders(first: 10) { nodes { total customer { name email } } } }", 10 + (10 * 2))]
    [InlineData("{ orders(first: 10) { nodes { total lines(first: 5) { nodes { quantity } } } } }", 10 + (10 * 5))]
    [InlineData("{ orders(first: 10) { nodes { total lines { nodes { quantity } } } } }", 10 + (10 * 20))] // Whole, as a usual page.
    [InlineData("{ orders(first: 10) { nodes { total a: lines(first: 5) { nodes { quantity } } b: lines(first: 5) { nodes { quantity } } } } }", 10 + (10 * 5 * 2))]
    [InlineData("{ customers(first: 10) { nodes { name orders(first: 10) { nodes { total lines(first: 10) { nodes { quantity product { sku tags(first: 10) { nodes { label } } } } } } } } } }",
        10 + 100 + 1000 + 1000 + 10_000)]
    [InlineData("{ ordersAggregate(groupBy: [STATUS], first: 10) { group { status } count sum { total } } }", 30)]
    [InlineData("{ customer(id: 1) { name orders(first: 10) { nodes { total } } } }", 1 + 10)]
    [InlineData("mutation { createCustomer(input: {id: 1, name: \"x\"}) { customer { name email } } }", 2)]
    [InlineData("mutation { a: createCustomer(input: {id: 1, name: \"x\"}) { customer { name } } b: deleteCustomer(id: 1) { deletedNodeId } }", 2)]
    public async Task A_document_costs_what_it_would_read(string text, int cost) => Assert.Equal(cost, await CostAsync(text));

    [Fact]
    public async Task What_multiplies_costs_no_more_than_numbers_go()
    {
        var deep = "name";
        for (var i = 0; i < 6; i++) deep = $"name orders(first: 50) {{ nodes {{ total customer {{ {deep} }} }} }}";
        Assert.Equal(int.MaxValue, await CostAsync($"{{ customers(first: 100) {{ nodes {{ {deep} }} }} }}"));
    }

    private static async Task<long> CostAsync(string text)
    {
        var (document, errors) = await new DocumentCache(Shop.Schema, ServiceLimits.Default).FindAsync(text, TestContext.Current.CancellationToken);
        Assert.Empty(errors.Select(error => error.Message));
        var operation = document!.Operations[0];
        var set = operation.Ask(new Dictionary<string, InputValue>());
        var arguments = new Arguments(new Dictionary<string, InputValue>(), Shop.Schema.Types);
        var roots = new RootReader(Shop.Model, Shop.Schema.Types);
        var writes = new Writing.MutationReader(Shop.Schema.Types);
        var operations = operation.Ast.Operation == OperationType.Query
            ? set.Fields.Select(field => roots.Read(field, arguments).Root!.Operation)
            : set.Fields.SelectMany(field => writes.Read(field, arguments).Field!.Operations);
        return new OperationCost(Shop.Model).Of(operations);
    }
}
