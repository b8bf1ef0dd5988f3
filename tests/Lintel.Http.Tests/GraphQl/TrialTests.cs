using System.Text;
using System.Text.Json;
using Lintel.GraphQL;
using Lintel.GraphQL.Schema;
using Lintel.Results;
using Lintel.Operations;

namespace Lintel.Http.Tests.GraphQl;

public sealed class TrialTests
{
    [Fact]
    public async Task Trial()
    {
        await using var service = await TestService.StartSampleAsync("chinook");
        File.WriteAllText("/tmp/chinook.graphql", SchemaText.Of(service.Engine.Model));
        var executor = new GraphQLExecutor(service.Engine);
        var text = new StringBuilder();
        foreach (var (query, variables) in new[]
        {
            ("{ __typename artists(first: 2, orderBy: {name: ASC}) { __typename nodes { nodeId name albums(first: 1) { nodes { title tracks(first: 2) { nodes { name unitPrice genre { name } mediaType { name } } } } pageInfo { hasNextPage endCursor } } } edges { cursor node { x: name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }", "{}"),
            ("query Q($id: Int!) { artist(id: $id) { name } a2: artist(id: 99999) { name } }", "{\"id\": 3}"),
            ("mutation { a: createArtist(input: {name: \"New\"}) { artist { id nodeId name version albums { totalCount } } } b: createArtist(input: {name: \"\"}) { artist { id } } }", "{}"),
            ("mutation @transaction { a: createArtist(input: {name: \"New1\"}) { artist { id name } } b: createArtist(input: {name: \"\"}) { artist { id } } }", "{}"),
            ("mutation @transaction { a: createArtist(input: {name: \"New1\"}) { artist { id name } } b: createArtists(input: [{name: \"b1\"}, {name: \"b2\"}]) { artists { id name } } }", "{}"),
            ("mutation { u: updateArtist(id: 3, patch: {name: \"Three\"}, ifVersion: 1) { __typename artist { id name version } } u2: updateArtist(id: 3, patch: {name: \"Three\"}, ifVersion: 1) { artist { id } } d: deleteArtist(id: 276) { deletedNodeId } dd: deleteArtists(where: {name: {startsWith: \"b\"}}) { affected } }", "{}"),
            ("{ a: invoicesAggregate { count sum { total } avg { total } min { invoiceDate: issuedAt total } } b: invoicesAggregate(groupBy: [BILLING_COUNTRY], first: 3, orderBy: [{sum: {total: DESC}}]) { __typename group { billingCountry id } count max { total } } c: tracksAggregate(where: {name: {contains: \"x\"}}) { count countDistinct { albumId } } }", "{}"),
            ("{ artist(id: 1) { a: albums(first: 1, orderBy: [{title: DESC}]) { nodes { title } pageInfo { endCursor hasNextPage } } b: albums(first: 1, where: {title: {startsWith: \"L\"}}) { edges { node { title t: tracks(last: 1) { nodes { name } } } } nodes { tracks(first: 1) { nodes { name album { artist { name } } } } } } } }", "{}"),
            ("query Q($f: Int!) { artists(first: $f, where: {or: [{name: {startsWith: \"A\"}}, {not: {name: {gt: \"B\"}}}], albums: {some: {title: {contains: \"Rock\"}}}}) { nodes { name } } }", "{\"f\": 3}"),
            ("query Q($f: Int!) { artists(first: $f) { nodes { name } } }", "{\"f\": \"x\"}"),
            ("query Q($f: Int!) { artists(first: $f) { nodes { name } } }", "{}"),
            ("query Q($w: TrackWhere) { tracks(first: 1, where: $w) { nodes { name } } }", "{\"w\": {\"name\": {\"foo\": 1}}}"),
            ("{ tracks(first: 1, where: {album: {is: {title: {contains: \"Rock\"}, artist: {is: {name: {eq: \"AC/DC\"}}}}}, genre: {is: null}}) { nodes { name } } }", "{}"),
            ("{ nope }", "{}"),
            ("{ artists { nodes { nope } } }", "{}"),
            ("{ artists { ", "{}"),
            ("{ __schema { queryType { name } mutationType { name } } __type(name: \"Artist\") { fields { name type { kind name ofType { name } } } } }", "{}"),
            ("query Q($with: Boolean!, $w: TrackWhere) { tracks(first: 1, where: $w, orderBy: [{album: {title: DESC}}]) { nodes { name ...F @include(if: $with) } } } fragment F on Track { duration: composer album { title } }", "{\"with\": true, \"w\": {\"unitPrice\": {\"gt\": 1}, \"name\": {\"contains\": \"a\"}}}"),
            ("query Q($with: Boolean!) { tracks(first: 1) { nodes { name ...F @include(if: $with) } } } fragment F on Track { duration: composer album { title } }", "{\"with\": false}"),
            ("{ node(id: \"YXJ0aXN0OjM\") { __typename nodeId ... on Artist { name albums { totalCount nodes { title } } } } bad: node(id: \"xx\") { nodeId } }", "{}"),
        })
        {
            JsonInput.TryParse(Encoding.UTF8.GetBytes(variables), out var input, out _);
            text.AppendLine(query).AppendLine(variables);
            try
            {
                using var answer = await executor.ExecuteAsync(new GraphQLRequest { Document = query, Variables = input }, null, default);
                var buffer = new System.Buffers.ArrayBufferWriter<byte>();
                using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = LeastEscaping.Instance })) answer.Write(writer);
                text.AppendLine(Encoding.UTF8.GetString(buffer.WrittenSpan)).AppendLine();
            }
            catch (Exception exception)
            {
                text.AppendLine(exception.ToString());
            }
        }
        File.WriteAllText("/tmp/trial.txt", text.ToString());
    }
}
