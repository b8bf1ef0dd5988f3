using System.Text.RegularExpressions;
using Lintel.Access;

namespace Lintel.Http.Tests.Access;

/// <summary>A service in which each caller sees other rows and fields, and what is in it.</summary>
internal static class Market
{
    public const string Contract = """
          customer:
            key: { type: int, client: true }
            fields:
              name: string(..50) searchable
              owner: string?
              region: string = north
              credit: { type: int, default: 0, access: { read: "'clerk' in caller.roles", write: "'clerk' in caller.roles" } }
              orderCount: { computed: count(orders) }
              spent: { computed: sum(orders.total) }
              tags: tag[]
            access:
              read: owner == caller.id or region in caller.claims.regions or 'clerk' in caller.roles
              write: owner == caller.id or 'clerk' in caller.roles
          order:
            key: { type: int, client: true }
            fields:
              customer: customer
              total: decimal(12,2)
              note: string? searchable
              status: enum(open, paid) = open
              lineCount: { computed: count(lines) }
            state: status
            actions:
              pay: { from: [open], to: paid, access: "customer.owner == caller.id and total < 25 or 'clerk' in caller.roles" }
            access:
              read: customer.owner == caller.id or 'clerk' in caller.roles
              create: customer.owner == caller.id or 'clerk' in caller.roles
              update: customer.owner == caller.id or 'clerk' in caller.roles
              delete: "'clerk' in caller.roles"
          orderLine:
            partOf: order
            key: { type: int, client: true }
            fields: { product: product, quantity: int, secret: bool = false }
            access: { read: "not secret or 'clerk' in caller.roles" }
          product:
            key: { type: int, client: true }
            fields:
              name: string(..50) unique
              team: team?
              secret: bool = false
            access: { read: "not secret or caller.id in team.members.person or 'clerk' in caller.roles" }
          team:
            key: { type: int, client: true }
            fields: { name: string(..50) }
            access: { read: "'clerk' in caller.roles" }
          member:
            key: { type: int, client: true }
            fields: { team: team, person: string }
            access: { read: "'clerk' in caller.roles" }
          tag:
            key: { type: int, client: true }
            fields: { word: string(..50), secret: bool = false }
            access: { read: not secret }
          diary:
            key: { type: int, client: true }
            fields: { person: string, text: string }
        auth: {}
        access: { write: "'admin' in caller.roles" }
        """;

    /// <summary>Who asks, by a name of the test's own.</summary>
    public static TestOptions Options { get; } = new()
    {
        Caller = name => name switch
        {
            "" => Caller.Anonymous,
            "operator" => Caller.Operator,
            "clerk" => new Caller { Id = "carl", Roles = ["clerk"] },
            "south" => new Caller { Id = "sue", Claims = new Dictionary<string, IReadOnlyList<string>> { ["regions"] = ["east", "south"] } },
            _ => new Caller { Id = name },
        },
    };

    public static (string, string) As(string caller) => (TestOptions.CallerHeader, caller);

    /// <summary>Asks over GraphQL.</summary>
    public static Task<Reply> AskAsync(TestService service, string document, string caller) => service.SendAsync("POST", "/graphql",
        Body.Json($$"""{"query":{{System.Text.Json.JsonSerializer.Serialize(document)}}}"""), ("Accept", "application/graphql-response+json"), As(caller));

    /// <summary>All that an answer tells, with what it is of.</summary>
    public static string Told(Reply reply, string question) => $"{question}: {reply.Status} {reply["ETag"]} {reply["Link"]} {Regex.Replace(reply.Body, "\"traceId\":\"[^\"]*\"", "")}";

    /// <summary>Fills the service with rows that alice sees, and with others in which a word is all over the place.</summary>
    public static async Task FillAsync(TestService service, string word, int rows)
    {
        await CreateAsync("teams", """{"id":1,"name":"makers"}""", $$"""{"id":2,"name":"{{word}}"}""");
        await CreateAsync("members", """{"id":1,"teamId":1,"person":"alice"}""", $$"""{"id":2,"teamId":2,"person":"{{word}}"}""");
        await CreateAsync("tags", """{"id":1,"word":"new"}""", """{"id":2,"word":"old"}""", $$"""{"id":3,"word":"{{word}}","secret":true}""");
        await CreateAsync("products", """{"id":1,"name":"lamp"}""", """{"id":2,"name":"desk","secret":true,"teamId":1}""", $$"""{"id":3,"name":"{{word}}","secret":true,"teamId":2}""", $$"""{"id":4,"name":"{{word}} x","secret":true}""");
        await CreateAsync("customers",
            """{"id":1,"name":"Ann","owner":"alice","tagIds":[1,3]}""", """{"id":2,"name":"Ben","owner":"alice","credit":7,"tagIds":[2]}""",
            $$"""{"id":3,"name":"{{word}}","owner":"bob","region":"south","credit":{{rows}},"tagIds":[1,2,3]}""", $$"""{"id":4,"name":"{{word}} Ann","credit":{{rows * 2}}}""");
        await CreateAsync("orders",
            """{"id":1,"customerId":1,"total":10,"note":"early bird","lines":[{"id":1,"productId":1,"quantity":2},{"id":2,"productId":2,"quantity":1}]}""",
            $$"""{"id":2,"customerId":1,"total":20,"lines":[{"id":3,"productId":4,"quantity":3},{"id":4,"productId":1,"quantity":{{rows}},"secret":true}]}""",
            """{"id":3,"customerId":2,"total":30.5,"lines":[]}""");
        for (var i = 0; i < rows; i++)
            await CreateAsync("orders", $$"""{"id":{{10 + i}},"customerId":{{3 + (i % 2)}},"total":{{100 + i}},"note":"{{word}} bird","lines":[{"id":{{10 + i}},"productId":{{1 + (i % 4)}},"quantity":{{i + 1}}}]}""");
        await CreateAsync("diaries", $$"""{"id":1,"person":"alice","text":"{{word}}"}""");

        async Task CreateAsync(string target, params string[] bodies)
        {
            foreach (var body in bodies) (await service.PostAsync(target, body, As("operator"))).Expect(201);
        }
    }
}
