using Lintel.Access;

namespace Lintel.Http.Tests.Access;

/// <summary>A service with two tenants, north and south, and what each of them has.</summary>
internal static class Tenants
{
    /// <summary>A word that stands in the rows of south alone.</summary>
    public const string Word = "zebra";

    public const string Contract = """
          country:
            tenant: false
            fields: { name: string(..50) unique }
          customer:
            fields:
              email: email unique
              nick: { type: string(..20)?, unique: ignoreCase }
              badge: { type: int?, unique: global }
              name: string(..50) searchable
              country: country?
              orderCount: { computed: count(orders) }
              tags: tag[]
            softDelete: true
            queries: [{ filter: [country], sort: [name] }]
          order:
            fields:
              number: int
              customer: customer
              total: int
              status: enum(open, paid) = open
            unique: [[customer, number]]
            state: status
            actions:
              pay: { from: [open], to: paid }
              move: { input: { to: uuid?, unless: uuid? }, set: { customerId: "input.to == input.unless or input.to == null ? customerId : input.to" } }
          orderLine:
            partOf: order
            fields: { product: product, quantity: int }
            unique: [[order, product]]
          product:
            fields: { sku: string(..20) unique, name: string(..50) searchable, price: int = 1 }
          stock:
            key: [product]
            fields: { product: product, amount: int }
          tag:
            fields: { word: string(..50) unique }
        auth: {}
        access: { read: true, write: true }
        tenant: { field: tenant, claim: org }
        """;

    /// <summary>Who asks: one of a tenant, one of none, one of both, or who runs the service.</summary>
    public static TestOptions Options { get; } = new()
    {
        Caller = name => name switch
        {
            "" => Caller.Anonymous,
            "operator" => Caller.Operator,
            "nobody" => Of(name),
            "both" => Of(name, "north", "south"),
            "long" => Of(name, new string('x', 101)),
            _ => Of(name, name),
        },
    };

    public static (string, string) As(string tenant) => (TestOptions.CallerHeader, tenant);

    private static Caller Of(string id, params string[] tenants) => new() { Id = id, Claims = new Dictionary<string, IReadOnlyList<string>> { ["org"] = tenants } };
}
