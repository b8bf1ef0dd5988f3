using Lintel.GraphQL.Documents;
using Lintel.Model;

namespace Lintel.GraphQL.Tests.Documents;

/// <summary>Variables stand only where a value of their type may, GraphQL §5.8.5; of lists, whether what is in them may be null.</summary>
public sealed class VariablePlaceTests
{
    [Theory]
    [InlineData("query($v: OrderOrderBy) { orders(orderBy: [$v]) { totalCount } }")]
    [InlineData("query($v: OrderOrderBy = null) { orders(orderBy: [$v]) { totalCount } }")]
    [InlineData("query($v: [OrderOrderBy]) { orders(orderBy: $v) { totalCount } }")]
    [InlineData("query($v: [OrderOrderBy]!) { orders(orderBy: $v) { totalCount } }")]
    [InlineData("query($v: OrderWhere) { orders(where: {and: [{}, $v]}) { totalCount } }")]
    [InlineData("query($v: OrderWhere) { orders(where: {not: {or: [$v]}}) { totalCount } }")]
    [InlineData("query($v: [OrderWhere]) { orders(where: {and: {and: {or: $v}}}) { totalCount } }")]
    [InlineData("query($v: Decimal) { orders(where: {total: {in: [1, $v]}}) { totalCount } }")]
    [InlineData("query($v: OrderOrderBy) { ...f } fragment f on Query { orders(orderBy: [$v]) { totalCount } }")]
    [InlineData("query a($v: OrderOrderBy!) { ...f } query b($v: OrderOrderBy) { ...f } fragment f on Query { orders(orderBy: [$v]) { totalCount } }")]
    [InlineData("mutation($v: CreateCustomerInput) { createCustomers(input: [$v]) { customers { id } } }")]
    public async Task Null_is_not_let_into_lists_of_what_is_not_null(string text)
    {
        var error = Assert.Single(await ErrorsAsync(text));
        Assert.StartsWith("Variable '$v' may be null, or have null in it, where type ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query($v: String) { orders(orderBy: [$v]) { totalCount } }")]
    [InlineData("query($v: String!) { orders(orderBy: [$v]) { totalCount } }")]
    [InlineData("query($v: SortDirection) { orders(orderBy: {total: $v}) { totalCount } }")]
    [InlineData("query($v: OrderWhere) { orders(where: {and: $v}) { totalCount } }")]
    [InlineData("query($v: Boolean) { orders { totalCount @include(if: $v) } }")]
    [InlineData("mutation($v: String) { createCustomer(input: {id: 1, name: $v}) { customer { id } } }")]
    public async Task A_variable_of_another_type_is_refused(string text) => Assert.StartsWith("Variable '$v' of type ", (await ErrorsAsync(text))[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("query($v: OrderOrderBy!) { orders(orderBy: [$v]) { totalCount } }")]
    [InlineData("query($v: OrderOrderBy! = {total: ASC}) { orders(orderBy: [$v]) { totalCount } }")]
    [InlineData("query($v: [OrderOrderBy!]) { orders(orderBy: $v) { totalCount } }")]
    [InlineData("query($v: [OrderOrderBy!]!) { orders(orderBy: $v) { totalCount } }")]
    [InlineData("query($v: SortDirection = ASC) { orders(orderBy: {total: $v}) { totalCount } }")]
    [InlineData("query($v: OrderWhere) { orders(where: {not: $v}) { totalCount } }")]
    [InlineData("query($v: Decimal) { orders(where: {total: {eq: $v}}) { totalCount } }")]
    [InlineData("query($v: JSON) { orders(where: {extra: {isNull: true}}, first: 1) { totalCount } node(id: \"x\") { nodeId } } mutation m($v: JSON) { updateOrder(id: \"x\", patch: {extra: {a: [$v]}}) { order { id } } }")]
    public async Task A_variable_stands_where_its_values_may(string text) => Assert.DoesNotContain(await ErrorsAsync(text), error => error.Contains("is expected", StringComparison.Ordinal) || error.Contains("in position", StringComparison.Ordinal));

    private static async Task<string[]> ErrorsAsync(string text)
    {
        var (_, errors) = await new DocumentCache(Shop.Schema, ServiceLimits.Default).FindAsync(text, TestContext.Current.CancellationToken);
        return [.. errors.Select(error => error.Message)];
    }
}
