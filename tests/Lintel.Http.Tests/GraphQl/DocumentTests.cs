using Lintel.Http.Tests.Pipeline;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>What a document may say in more than one way.</summary>
public sealed class DocumentTests
{
    [Theory]
    [InlineData("fields of one name are put together", "{ order(id: 1) { id } order(id: 1) { note customer { name } customer { tier } } }", "{}", """{"order":{"id":1,"note":"a","customer":{"name":"Ann","tier":"GOLD"}}}""")]
    [InlineData("order of the first mention", "{ order(id: 1) { note ...f id } } fragment f on Order { id status }", "{}", """{"order":{"note":"a","id":1,"status":"PENDING"}}""")]
    [InlineData("fragments within fragments", "{ order(id: 1) { ...a } } fragment a on Order { ...b customer { ...c } } fragment b on Order { id } fragment c on Customer { name }", "{}", """{"order":{"id":1,"customer":{"name":"Ann"}}}""")]
    [InlineData("of one's own type", "{ order(id: 1) { ... on Order { id } ... { note } } }", "{}", """{"order":{"id":1,"note":"a"}}""")]
    [InlineData("types of all levels", "{ __typename order(id: 1) { __typename lines(first: 1) { __typename edges { __typename node { __typename } } pageInfo { __typename } } } }", "{}",
        """{"__typename":"Query","order":{"__typename":"Order","lines":{"__typename":"OrderLineConnection","edges":[{"__typename":"OrderLineEdge","node":{"__typename":"OrderLine"}}],"pageInfo":{"__typename":"PageInfo"}}}}""")]
    [InlineData("of a change and of sums", "mutation { updateOrder(id: 1, patch: { note: \"n\" }) { __typename order { __typename } } }", "{}", """{"updateOrder":{"__typename":"UpdateOrderPayload","order":{"__typename":"Order"}}}""")]
    [InlineData("nothing but the type", "mutation { __typename }", "{}", """{"__typename":"Mutation"}""")]
    [InlineData("skipped and included", "query($yes: Boolean!, $no: Boolean = false) { order(id: 1) { id @skip(if: $yes) note @include(if: $yes) status @include(if: $no) createdAt @skip(if: true) } }", """{"yes":true}""", """{"order":{"note":"a"}}""")]
    [InlineData("the operation that is named", "query A { order(id: 1) { id } }", "{}", """{"order":{"id":1}}""")]
    [InlineData("a variable without a value is not there", "query($where: OrderWhere, $first: Int, $note: String) { orders(where: $where, first: $first) { totalCount } b: orders(where: { note: { eq: $note } }) { totalCount } }", "{}", """{"orders":{"totalCount":3},"b":{"totalCount":3}}""")]
    [InlineData("a variable that is null", "query($where: OrderWhere, $first: Int, $note: String) { orders(where: $where, first: $first) { totalCount } b: orders(where: { note: { eq: $note } }) { totalCount } }", """{"where":null,"first":null,"note":null}""", """{"orders":{"totalCount":3},"b":{"totalCount":1}}""")]
    [InlineData("a default", "query($tier: CustomerTier! = GOLD, $ids: [Int!] = [1, 2]) { customers(where: { tier: { eq: $tier } }) { nodes { name } } orders(where: { id: { in: $ids } }) { totalCount } }", "{}", """{"customers":{"nodes":[{"name":"Ann"}]},"orders":{"totalCount":2}}""")]
    [InlineData("more variables than it has", "query($id: Int!) { order(id: $id) { id } }", """{"id":1,"other":2}""", """{"order":{"id":1}}""")]
    [InlineData("one for a list", "query($order: OrderOrderBy!, $ids: [Int!]!) { orders(orderBy: [$order], where: { id: { in: $ids } }) { nodes { id } } }", """{"order":{"id":"DESC"},"ids":2}""", """{"orders":{"nodes":[{"id":2}]}}""")]
    [InlineData("one for a list of links", "mutation { updateOrder(id: 1, patch: { labelIds: 2 }) { order { labels { nodes { name } } } } }", "{}", """{"updateOrder":{"order":{"labels":{"nodes":[{"name":"rush"}]}}}}""")]
    [InlineData("one for a list of rows", "mutation { createCustomers(input: { name: \"Cyd\" }) { customers { name tier } } }", "{}", """{"createCustomers":{"customers":[{"name":"Cyd","tier":"BASIC"}]}}""")]
    [InlineData("what is not given stays", "mutation($note: String) { updateOrder(id: 1, patch: { note: $note }) { order { note version } } }", "{}", """{"updateOrder":{"order":{"note":"a","version":1}}}""")]
    [InlineData("what is null goes", "mutation($note: String) { updateOrder(id: 1, patch: { note: $note }) { order { note version } } }", """{"note":null}""", """{"updateOrder":{"order":{"note":null,"version":2}}}""")]
    [InlineData("no lines", "mutation { updateOrder(id: 1, patch: { lines: [], labelIds: [] }) { order { lines { nodes { id } } labels { nodes { id } } } } }", "{}", """{"updateOrder":{"order":{"lines":{"nodes":[]},"labels":{"nodes":[]}}}}""")]
    [InlineData("one change after the other", "mutation { a: updateOrder(id: 1, patch: { note: \"1\" }) { order { version } } b: updateOrder(id: 1, patch: { note: \"2\" }) { order { version } } }", "{}", """{"a":{"order":{"version":2}},"b":{"order":{"version":3}}}""")]
    [InlineData("a row in two ways", "mutation { updateOrder(id: 1, patch: { note: \"1\" }) { order { id } again: order { note one: lines(first: 1) { nodes { id } } } } }", "{}", """{"updateOrder":{"order":{"id":1},"again":{"note":"1","one":{"nodes":[{"id":1}]}}}}""")]
    [InlineData("rows in two ways", "{ orders(first: 1) { nodes { id } edges { node { note customer { name } } } again: nodes { status } } }", "{}", """{"orders":{"nodes":[{"id":1}],"edges":[{"node":{"note":"a","customer":{"name":"Ann"}}}],"again":[{"status":"PENDING"}]}}""")]
    [InlineData("there and back", "{ order(id: 1) { customer { orders(first: 1) { nodes { customer { name } } } } } }", "{}", """{"order":{"customer":{"orders":{"nodes":[{"customer":{"name":"Ann"}}]}}}}""")]
    [InlineData("what it is not", "{ node(id: \"b3JkZXI6OTk\") { nodeId } none: node(id: \"x\") { nodeId } number: node(id: 1) { nodeId } order(id: 99) { id } }", "{}", """{"node":null,"none":null,"number":null,"order":null}""")]
    [InlineData("fragments of a node", "{ node(id: \"b3JkZXI6MQ\") { __typename nodeId ...o ... on Customer { name } } } fragment o on Order { id lines(first: 1) { nodes { quantity } } }", "{}", """{"node":{"__typename":"Order","nodeId":"b3JkZXI6MQ","id":1,"lines":{"nodes":[{"quantity":1}]}}}""")]
    [InlineData("comments and commas", "# one\n{, order(,id: 1,) {,id,,} # two\n}", "{}", """{"order":{"id":1}}""")]
    public async Task It_is_answered_as_the_specification_says(string what, string document, string variables, string expected)
    {
        await using var service = await TestService.StartAsync(PipelineTests.Contract);
        await PipelineTests.FillAsync(service);
        Assert.Equal((what, expected), (what, await service.DataAsync(document, variables)));
    }

    [Fact]
    public async Task Pages_lead_to_the_end_and_back()
    {
        await using var service = await TestService.StartAsync(PipelineTests.Contract);
        await PipelineTests.FillAsync(service);
        const string Page = "nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";
        var first = (await service.AskAsync($"{{ orders(orderBy: [{{ note: ASC }}], first: 2) {{ {Page} }} }}")).Json.GetProperty("data").GetProperty("orders");
        Assert.Equal(("""[{"id":2},{"id":1}]""", true, false), Read(first));
        var second = (await service.AskAsync($"query($after: String) {{ orders(orderBy: [{{ note: ASC }}], first: 2, after: $after) {{ {Page} }} }}", Cursor("after", first, "endCursor"))).Json.GetProperty("data").GetProperty("orders");
        Assert.Equal(("""[{"id":3}]""", false, true), Read(second));
        var back = (await service.AskAsync($"query($before: String) {{ orders(orderBy: [{{ note: ASC }}], last: 1, before: $before) {{ {Page} }} }}", Cursor("before", second, "startCursor"))).Json.GetProperty("data").GetProperty("orders");
        Assert.Equal(("""[{"id":1}]""", true, true), Read(back));
        var none = (await service.AskAsync($"query($after: String) {{ orders(orderBy: [{{ note: ASC }}], first: 2, after: $after) {{ {Page} }} }}", Cursor("after", second, "endCursor"))).Json.GetProperty("data").GetProperty("orders");
        Assert.Equal("""{"hasNextPage":false,"hasPreviousPage":false,"startCursor":null,"endCursor":null}""", none.GetProperty("pageInfo").GetRawText());

        static (string, bool, bool) Read(System.Text.Json.JsonElement orders) =>
            (orders.GetProperty("nodes").GetRawText(), orders.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean(), orders.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean());

        static string Cursor(string name, System.Text.Json.JsonElement orders, string end) => $"{{\"{name}\":{orders.GetProperty("pageInfo").GetProperty(end).GetRawText()}}}";
    }
}
