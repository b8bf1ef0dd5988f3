namespace Lintel.Http.Tests.GraphQl;

/// <summary>Variables that have no value, or null, wherever they may stand: an answer or a reason, never a failure of ours.</summary>
public sealed class AbsentVariableTests
{
    private const string Contract = """
          thing:
            key: { type: int, client: true }
            fields: { n: int?, name: "string?", parent: "thing?", kind: "enum(a, b)?" }
        """;

    [Theory]
    [InlineData("query($v: SortDirection) { things(orderBy: [{n: $v}]) { nodes { id } } }")]
    [InlineData("query($v: SortDirection) { things(orderBy: [{parent: {n: $v}}]) { nodes { id } } }")]
    [InlineData("query($v: ThingOrderBy) { things(orderBy: [$v]) { nodes { id } } }")]
    [InlineData("query($v: ThingOrderBy!) { things(orderBy: [$v]) { nodes { id } } }")]
    [InlineData("query($v: [ThingOrderBy!]) { things(orderBy: $v) { nodes { id } } }")]
    [InlineData("query($v: ThingOrderBy! = {n: ASC}) { things(orderBy: [$v]) { nodes { id } } }")]
    [InlineData("query($v: [ThingOrderBy!] = {n: ASC}) { things(orderBy: $v) { nodes { id } } }")]
    [InlineData("query($v: SortDirection = ASC) { things(orderBy: {n: $v}) { nodes { id } } }")]
    [InlineData("{ things(orderBy: {n: DESC}) { nodes { id } } }")]
    [InlineData("{ things(orderBy: []) { nodes { id } } }")]
    [InlineData("{ things(orderBy: null, where: null, first: null, after: null) { nodes { id } } }")]
    [InlineData("query($v: Int) { things(first: $v) { nodes { id } } }")]
    [InlineData("query($v: String) { things(after: $v) { nodes { id } } }")]
    [InlineData("query($v: ThingWhere) { things(where: $v) { nodes { id } } }")]
    [InlineData("query($v: ThingWhere) { things(where: {not: $v}) { nodes { id } } }")]
    [InlineData("query($v: [ThingWhere!]) { things(where: {and: $v}) { nodes { id } } }")]
    [InlineData("query($v: [ThingWhere!]) { things(where: {or: $v}) { nodes { id } } }")]
    [InlineData("query($v: ThingWhere = {n: {in: 1}}) { things(where: $v) { nodes { id } } }")]
    [InlineData("query($v: ThingWhere = {and: {n: {eq: 1}}}) { things(where: $v) { nodes { id } } }")]
    [InlineData("query($v: Int) { things(where: {n: {eq: $v}}) { nodes { id } } }")]
    [InlineData("query($v: Int) { things(where: {n: {in: [$v]}}) { nodes { id } } }")]
    [InlineData("query($v: [Int!]) { things(where: {n: {in: $v}}) { nodes { id } } }")]
    [InlineData("query($v: Int! = 1) { things(where: {n: {in: [$v]}}) { nodes { id } } }")]
    [InlineData("query($v: Boolean) { things(where: {n: {isNull: $v}}) { nodes { id } } }")]
    [InlineData("query($v: ThingWhere) { things(where: {parent: {is: $v}}) { nodes { id } } }")]
    [InlineData("query($v: ThingKind) { things(where: {kind: {eq: $v}}) { nodes { kind } } }")]
    [InlineData("query($v: [ThingKind!] = A) { things(where: {kind: {in: $v}}) { nodes { kind } } }")]
    [InlineData("query($v: Boolean! = true) { things { nodes { id @include(if: $v) n @skip(if: $v) } } }")]
    [InlineData("query($v: Int!) { thing(id: $v) { id } }")]
    [InlineData("query($v: ID!) { node(id: $v) { nodeId } }")]
    [InlineData("query($v: Int) { thingsAggregate(first: $v) { count } }")]
    [InlineData("query($v: [ThingGroupBy!] = KIND) { thingsAggregate(groupBy: $v) { group { kind } count } }")]
    [InlineData("query($v: String!) { __type(name: $v) { name } }")]
    [InlineData("query($v: Boolean) { __type(name: \"Thing\") { fields(includeDeprecated: $v) { name } } }")]
    [InlineData("mutation($v: CreateThingInput!) { createThing(input: $v) { thing { id } } }")]
    [InlineData("mutation($v: Int) { createThing(input: {id: 5, n: $v}) { thing { n } } }")]
    [InlineData("mutation($v: [CreateThingInput!]! = {id: 6}) { createThings(input: $v) { things { id } } }")]
    [InlineData("mutation($v: Int) { updateThing(id: 1, patch: {n: $v}) { thing { n } } }")]
    [InlineData("mutation($v: Long) { updateThing(id: 1, patch: {n: 2}, ifVersion: $v) { thing { n } } }")]
    [InlineData("mutation($v: UpdateThingInput! = {}) { updateThing(id: 1, patch: $v) { thing { n } } }")]
    [InlineData("mutation($v: Int) { updateThings(where: {n: {eq: 2}}, patch: {n: 3}, maxAffected: $v) { affected } }")]
    public async Task It_is_answered_or_refused_with_a_reason(string document)
    {
        await using var service = await TestService.StartAsync(Contract);
        (await service.PutAsync("things/1", """{"n":1,"kind":"a"}""")).Expect(201);
        foreach (var variables in (string?[])[null, "{}", """{"v":null}""", """{"v":[]}""", """{"v":{}}""", """{"v":"A"}""", """{"v":1}""", """{"v":true}""", """{"v":[null]}""", """{"v":[[1]]}""", """{"v":1e999}"""])
        {
            var reply = await service.AskAsync(document, variables);
            Assert.True(reply.Status is 200 or 400, $"{variables}: {reply.Body}");
            Assert.DoesNotContain("\"status\":5", reply.Body, StringComparison.Ordinal);
            Assert.Empty(service.Log.Errors);
        }
    }

    [Theory]
    [InlineData("query($v: [ThingOrderBy!] = {n: ASC}) { things(orderBy: $v) { nodes { id } } }", """{"things":{"nodes":[{"id":1}]}}""")]
    [InlineData("query($v: [ThingKind!] = A) { things(where: {kind: {in: $v}}) { nodes { kind } } }", """{"things":{"nodes":[{"kind":"A"}]}}""")]
    [InlineData("query($v: [ThingKind!] = B) { things(where: {kind: {in: $v}}) { nodes { kind } } }", """{"things":{"nodes":[]}}""")]
    [InlineData("query($v: ThingWhere = {and: {n: {in: 1}}}) { things(where: $v) { nodes { id } } }", """{"things":{"nodes":[{"id":1}]}}""")]
    [InlineData("query($v: [ThingGroupBy!] = KIND) { thingsAggregate(groupBy: $v) { group { kind } count } }", """{"thingsAggregate":[{"group":{"kind":"A"},"count":1}]}""")]
    public async Task A_default_of_one_value_is_a_list_of_one(string document, string data)
    {
        await using var service = await TestService.StartAsync(Contract);
        (await service.PutAsync("things/1", """{"n":1,"kind":"a"}""")).Expect(201);
        Assert.Equal(data, await service.DataAsync(document));
    }
}
