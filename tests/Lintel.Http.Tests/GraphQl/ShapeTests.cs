using Lintel.Http.Tests.Adoption;
using Lintel.Http.Tests.Models;
using Lintel.Http.Tests.Tours;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>Resources of each shape that a contract can give them.</summary>
public sealed class ShapeTests
{
    private const string Places = """
          country:
            key: string(2)
            managed: []
            fields: { name: string }
          city:
            key: [country, code]
            managed: [version]
            fields:
              country: country onDelete cascade
              code: string(1..40)
              people: long?
              twin: city?
        """;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_key_of_several_parts_is_an_argument_for_each(string store) => EachStore.RunAsync(store, Places, async service =>
    {
        await service.DataAsync("""mutation { createCountry(input: { id: "CH", name: "Schweiz" }) { country { id } } }""");
        Assert.Equal(
            """{"createCity":{"city":{"countryId":"CH","code":"a,b/ü","country":{"name":"Schweiz"}}}}""",
            await service.DataAsync("""mutation { createCity(input: { countryId: "CH", code: "a,b/ü", people: 1 }) { city { countryId code country { name } } } }"""));
        var nodeId = await NodeIdAsync(service, "a,b/ü");
        Assert.Equal("""{"node":{"__typename":"City","code":"a,b/ü","people":1}}""", await service.DataAsync("query($id: ID!) { node(id: $id) { __typename ... on City { code people } } }", $$"""{"id":"{{nodeId}}"}"""));
        Assert.Equal(
            """{"upsertCity":{"city":{"code":"ZH","twin":{"code":"a,b/ü"}}}}""",
            await service.DataAsync("""mutation { upsertCity(countryId: "CH", code: "ZH", input: { twinCountryId: "CH", twinCode: "a,b/ü" }) { city { code twin { code } } } }"""));
        Assert.Equal("""{"updateCity":{"city":{"people":2,"version":2}}}""", await service.DataAsync("""mutation { updateCity(countryId: "CH", code: "ZH", ifVersion: 1, patch: { people: 2 }) { city { people version } } }"""));
        Assert.Equal("""{"cities":{"nodes":[{"code":"ZH"}]}}""", await service.DataAsync("""{ cities(where: { twin: { is: { people: { eq: 1 } } } }, orderBy: [{ country: { name: ASC } }, { code: DESC }]) { nodes { code } } }"""));
        Assert.Equal("""{"city":null}""", await service.DataAsync("""{ city(countryId: "CH", code: "BE") { code } }"""));
        Assert.Equal($$$"""{"deleteCity":{"deletedNodeId":"{{{await NodeIdAsync(service, "ZH")}}}"}}""", await service.DataAsync("""mutation { deleteCity(countryId: "CH", code: "ZH") { deletedNodeId } }"""));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Owned_children_of_two_levels_are_written_and_read_with_their_root_and_below_it(string store) => EachStore.RunAsync(store, SoftDeleteTour.Contract, async service =>
    {
        await service.DataAsync("""mutation { createCustomer(input: { email: "ada@x", name: "Ada" }) { customer { id } } createProduct(input: { id: "tea", price: 2 }) { product { id } } }""");
        Assert.Equal(
            """{"createOrder":{"order":{"id":1,"total":6,"lines":{"nodes":[{"id":1,"parts":{"nodes":[{"grams":7},{"grams":8}]}},{"id":2,"parts":{"nodes":[]}}]}}}}""",
            await service.DataAsync("""
                mutation {
                  createOrder(input: { customerId: 1, lines: [{ productId: "tea", quantity: 1, parts: [{ grams: 7 }, { grams: 8 }] }, { productId: "tea", quantity: 2 }] }) {
                    order { id total lines { nodes { id parts { nodes { grams } } } } }
                  }
                }
                """));
        Assert.Equal(
            """{"updateOrder":{"order":{"total":20,"lines":{"nodes":[{"id":2,"quantity":10,"parts":{"nodes":[{"grams":1}]}}]}}}}""",
            await service.DataAsync("""mutation { updateOrder(id: 1, patch: { lines: [{ id: 2, productId: "tea", quantity: 10, parts: { grams: 1 } }] }) { order { total lines { nodes { id quantity parts { nodes { grams } } } } } } }"""));
        Assert.Equal(
            """{"createOrderLinePart":{"orderLinePart":{"grams":5,"orderLine":{"quantity":10,"order":{"customer":{"name":"Ada"}}}}}}""",
            await service.DataAsync("mutation { createOrderLinePart(orderId: 1, orderLineId: 2, input: { grams: 5 }) { orderLinePart { grams orderLine { quantity order { customer { name } } } } } }"));
        Assert.Equal("""{"orderLineParts":{"nodes":[{"grams":1},{"grams":5}]}}""", await service.DataAsync("""{ orderLineParts(where: { orderLine: { is: { order: { is: { id: { eq: 1 } } } } } }) { nodes { grams } } }"""));
        Assert.Equal(
            ["updateOrderLinePart not-found"],
            (await service.AskAsync("mutation { updateOrderLinePart(orderId: 99, orderLineId: 2, id: 1, patch: { grams: 5 }) { orderLinePart { grams } } }")).Expect(200).Failures());
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_is_deleted_softly_is_hidden_until_it_is_restored_and_goes_for_good_when_it_is_purged(string store) => EachStore.RunAsync(store, SoftDeleteTour.Contract, async service =>
    {
        await service.DataAsync("""mutation { a: createCustomer(input: { email: "ada@x", name: "Ada" }) { customer { id } } b: createCustomer(input: { email: "bob@x", name: "Bob", bossId: 1 }) { customer { id } } createOrder(input: { customerId: 1 }) { order { id } } }""");
        await service.DataAsync("mutation { deleteCustomer(id: 1) { deletedNodeId } }");
        Assert.Equal("""{"customer":null,"customers":{"totalCount":1,"nodes":[{"name":"Bob","boss":null}]}}""", await service.DataAsync("{ customer(id: 1) { id } customers { totalCount nodes { name boss { name } } } }"));
        Assert.Equal("""{"orders":{"nodes":[{"customerId":1,"customer":null,"buyer":null}]}}""", await service.DataAsync("{ orders { nodes { customerId customer { name } buyer } } }"));
        Assert.Equal("""{"orders":{"nodes":[{"id":1}]}}""", await service.DataAsync("{ orders(where: { customer: { is: null } }) { nodes { id } } }"));
        Assert.Equal("""{"customersAggregate":[{"count":1}]}""", await service.DataAsync("{ customersAggregate { count } }"));
        Assert.Equal(["updateCustomer not-found"], (await service.AskAsync("""mutation { updateCustomer(id: 1, patch: { name: "x" }) { customer { id } } }""")).Failures());

        Assert.Equal("""{"restoreCustomer":{"customer":{"name":"Ada","deletedAt":null,"staff":{"nodes":[{"name":"Bob"}]}}}}""", await service.DataAsync("mutation { restoreCustomer(id: 1) { customer { name deletedAt staff { nodes { name } } } } }"));
        Assert.Equal(["deleteCustomer still-referenced"], (await service.AskAsync("mutation { deleteCustomer(id: 1, purge: true) { deletedNodeId } }")).Failures().Select(failure => failure.Split(',')[0]));
        await service.DataAsync("mutation { deleteCustomer(id: 2, purge: true) { deletedNodeId } }");
        Assert.Equal(["restoreCustomer not-found"], (await service.AskAsync("mutation { restoreCustomer(id: 2) { customer { id } } }")).Failures());
        Assert.Equal("""{"deleteOrders":{"affected":1}}""", await service.DataAsync("mutation { deleteOrders(where: { id: { eq: 1 } }, purge: true) { affected } }"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_has_no_key_and_what_can_only_be_read_has_no_more(string store) => ExternalStore.RunAsync(
        store,
        """
        CREATE TABLE "Place" ("CC" text NOT NULL, "ZIP" text NOT NULL, "Name" text, PRIMARY KEY ("CC", "ZIP"));
        CREATE TABLE web_log (page text NOT NULL, cc text, zip text, mood text, FOREIGN KEY (cc, zip) REFERENCES "Place" ("CC", "ZIP"));
        INSERT INTO "Place" VALUES ('FR', '1', 'Lyon'), ('FR', '2', NULL);
        INSERT INTO web_log VALUES ('/a', 'FR', '1', 'In Progress'), ('/b', NULL, NULL, 'done!'), ('/b', NULL, NULL, NULL);
        """,
        """
          place:
            table: Place
            key: [country, code]
            managed: []
            allow: [read]
            fields:
              country: { type: string, column: CC }
              code: { type: string, column: ZIP }
              name: { type: string?, column: Name }
          visit:
            table: web_log
            key: none
            managed: []
            fields:
              page: string
              place: { type: place?, columns: [cc, zip], reverse: visits }
              mood: { type: enum?, enum: [In Progress, "done!"] }
        """,
        async service =>
        {
            Assert.Equal(
                """{"visits":{"totalCount":3,"nodes":[{"page":"/a","mood":"IN_PROGRESS","place":{"name":"Lyon"}},{"page":"/b","mood":null,"place":null},{"page":"/b","mood":"DONE","place":null}]}}""",
                await service.DataAsync("{ visits(orderBy: [{ page: ASC }, { mood: ASC }]) { totalCount nodes { page mood place { name } } } }"));
            Assert.Equal("""{"place":{"code":"1","visits":{"nodes":[{"page":"/a"}]}}}""", await service.DataAsync("""{ place(country: "FR", code: "1") { code visits(where: { mood: { eq: IN_PROGRESS } }) { nodes { page } } } }"""));
            Assert.Equal("""{"visitsAggregate":[{"group":{"mood":null},"count":1},{"group":{"mood":"IN_PROGRESS"},"count":1},{"group":{"mood":"DONE"},"count":1}]}""",
                await service.DataAsync("{ visitsAggregate(groupBy: [MOOD], orderBy: [{ group: { mood: ASC } }]) { group { mood } count } }"));
            Assert.Equal(
                """{"__schema":{"mutationType":null},"__type":{"interfaces":[]}}""",
                await service.DataAsync("""{ __schema { mutationType { fields { name } } } __type(name: "Visit") { interfaces { name } } }"""));
        });

    [Fact]
    public async Task Words_of_GraphQL_and_of_ours_are_names_like_any_other()
    {
        await using var service = await TestService.StartAsync("""
              node:
                key: int
                managed: []
                fields: { and: int?, or: int?, not: string?, nodeId: string?, query: query? }
              query:
                key: int
                managed: []
                fields: { count: int?, group: string?, sum: int?, first: int?, where: int?, input: string? }
              mutation:
                key: int
                managed: []
                fields: { patch: string?, some: int?, is: int?, typeName: string? }
              pageInfo:
                key: int
                managed: []
                plural: pageInfos
                fields: { nodes: int?, edges: string?, state: "enum(true, false, null, on, true-1)?" }
              news:
                plural: news
                key: int
                managed: []
                fields: { string: string unique, int: int? }
            """);
        Assert.Equal(
            """{"createNode":{"node":{"id":1,"and":1,"or":2,"not":"x","nodeId":"mine","query":null}}}""",
            await service.DataAsync("""mutation { createNode(input: { and: 1, or: 2, not: "x", nodeId: "mine" }) { node { id and or not nodeId query { id } } } }"""));
        Assert.Equal("""{"nodes":{"nodes":[{"id":1}]}}""", await service.DataAsync("""{ nodes(where: { _and: { eq: 1 }, _or: { gt: 1 }, _not: { eq: "x" }, not: { _and: { eq: 2 } } }, orderBy: [{ and: ASC }, { not: DESC }]) { nodes { id } } }"""));
        Assert.Equal("""{"createQuery":{"query":{"count":1,"group":"g","sum":2,"input":"i"}}}""", await service.DataAsync("""mutation { createQuery(input: { count: 1, group: "g", sum: 2, input: "i" }) { query { count group sum input } } }"""));
        Assert.Equal(
            """{"queriesAggregate":[{"count":1,"group":{"count":1,"group":"g"},"sum":{"count":1,"sum":2}}]}""",
            await service.DataAsync("{ queriesAggregate(groupBy: [COUNT, GROUP], orderBy: [{ sum: { count: DESC } }, { group: { count: ASC } }, { group: { group: DESC } }]) { count group { count group } sum { count sum } } }"));
        Assert.Equal("""{"createMutation":{"mutation":{"patch":"p"}}}""", await service.DataAsync("""mutation { createMutation(input: { patch: "p" }) { mutation { patch } } }"""));
        Assert.Equal("""{"updateMutation":{"mutation":{"patch":"q"}}}""", await service.DataAsync("""mutation { updateMutation(id: 1, patch: { patch: "q" }) { mutation { patch } } }"""));
        Assert.Equal("""{"mutations":{"nodes":[{"__typename":"Mutation2"}]}}""", await service.DataAsync("{ mutations(where: { some: { isNull: true } }) { nodes { __typename } } }"));
        Assert.Equal("""{"createPageInfo":{"pageInfo":{"state":"TRUE_1","nodes":1}}}""", await service.DataAsync("mutation { createPageInfo(input: { state: TRUE_1, nodes: 1 }) { pageInfo { state nodes } } }"));
        Assert.Equal("""{"createNewsList":{"news":[{"string":"a"},{"string":"b"}]}}""", await service.DataAsync("""mutation { createNewsList(input: [{ string: "a" }, { string: "b" }]) { news { string } } }"""));
        Assert.Equal("""{"news":{"string":"a"},"newsByString":{"id":2}}""", await service.DataAsync("""{ news(id: 1) { string } newsByString(string: "b") { id } }"""));
    }

    private static async Task<string?> NodeIdAsync(TestService service, string code) =>
        (await service.AskAsync($$"""{ city(countryId: "CH", code: "{{code}}") { nodeId } }""")).Json.GetProperty("data").GetProperty("city").GetProperty("nodeId").GetString();
}
