using Lintel.Model;

namespace Lintel.Http.Tests.Rest;

/// <summary>Orders with lines, and lines with parts: an aggregate of three levels with links, rules and stored fields, for the tests of writes.</summary>
internal static class Orders
{
    public const string Contract = """
          tag:
            key: string(1..20)
            managed: []
            fields:
              rank: int = 0
          product:
            key: int
            fields:
              sku: string(1..10) unique
              shop: string? = here
              code: int?
              name: string = none
              tags:
                type: tag[]
                maxItems: 2
            unique: [[shop, code]]
          order:
            key: int
            fields:
              note: string(..50)?
              level: int = 3
              status: enum(open, closed) = open
              origin: { type: string?, immutable: true }
              pin: { type: string(4)?, writeOnly: true }
              seal: { type: string?, writeOnly: true, immutable: true }
              meta: json?
              total: { computed: sum(lines.amount), stored: true }
              size: { computed: count(lines) }
              labels: tag[] reverse orders
            rules:
              - { name: affordable, check: total <= 1000 }
              - { name: sealed, check: pin == null or pin != '0000' }
              - { name: pinned, check: note == null or note != 'n' or pin != null }
              - { name: kept, check: origin == null or seal != null }
            state: status
            actions:
              close: { from: [open], to: closed }
          orderLine:
            partOf: order
            key: int
            maxItems: 3
            fields:
              product: product
              quantity: int >= 1
              price: decimal(12,2) = 1
              place: int?
              amount: { computed: quantity * price, stored: true }
              grams: { computed: sum(parts.grams), stored: true }
              marks: tag[] reverse markedLines
            unique: [[order, place]]
            rules:
              - { name: light, check: sum(parts.grams) <= 100 }
          orderLinePart:
            partOf: orderLine
            key: int
            fields:
              grams: int
          room:
            key: string(1..20)
            fields:
              name: string?
              once: { type: string?, immutable: true }
          roomSeat:
            partOf: room
            key: [room, number]
            fields:
              number: int
              taken: bool = false
          roomDoor:
            partOf: room
            key: string(1..10)
            fields:
              wide: int = 80
        """;

    /// <summary>A service with two orders: the first with lines 1 (parts 1 and 2) and 2, the second with line 3 (part 3).</summary>
    public static async Task<TestService> StartAsync(TestOptions? options = null, ServiceModel? model = null)
    {
        var service = await TestService.StartAsync(model ?? TestService.Compile(Contract), options);
        await service.CreateAsync("tags", """{"id":"new"}""", """{"id":"old"}""", """{"id":"a,b"}""");
        await service.CreateAsync("products", """{"sku":"tea","code":1,"tagIds":["new"]}""", """{"sku":"mug","code":2}""");
        await service.CreateAsync("orders",
            """{"note":"n","origin":"web","pin":"1234","seal":"s","meta":{"b":1.10,"a":[1]},"labelIds":["new","old"],"lines":[{"productId":1,"quantity":2,"price":3.50,"place":1,"markIds":["new"],"parts":[{"grams":10},{"grams":20}]},{"productId":2,"quantity":1,"price":8,"place":2}]}""",
            """{"lines":[{"productId":2,"quantity":1,"parts":[{"grams":30}]}]}""");
        await service.CreateAsync("rooms", """{"id":"hall","name":"Hall","once":"o","seats":[{"number":1},{"number":2,"taken":true}],"doors":[{"id":"north"}]}""");
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        return service;
    }

    /// <summary>The version of the first order.</summary>
    public static async Task<string> VersionAsync(TestService service) => (await service.GetAsync("orders/1")).Expect(200).Raw("version");
}
