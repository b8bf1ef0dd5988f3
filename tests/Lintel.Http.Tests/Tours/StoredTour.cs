namespace Lintel.Http.Tests.Tours;

/// <summary>Stored fields of an aggregate: of the children, of their children, of the parent, null, filtered, sorted and in rules.</summary>
internal static class StoredTour
{
    public const string Contract = """
          cart:
            key: int
            fields:
              note: string(..50)?
              discount: decimal(3,2) >= 0 <= 1 = 0
              total: { computed: sum(lines.net), stored: true, description: What the lines cost. }
              size: { computed: count(lines), stored: true }
              dearest: { computed: max(lines.price), stored: true }
              first: { computed: min(lines.sku), stored: true }
              level: { computed: "size > 2 ? 'many' : size > 0 ? 'some' : null", stored: true }
              average: { computed: total / size }
            rules:
              - { name: affordable, check: total <= 1000, message: That is too much. }
            queries:
              - { filter: [level], sort: [-total] }
          cartLine:
            partOf: cart
            key: int
            fields:
              sku: string(1..10)?
              quantity: int
              price: decimal(12,2)
              net: { computed: quantity * price * (1 - cart.discount), stored: true }
              grams: { computed: sum(parts.grams), stored: true }
          cartLinePart:
            partOf: cartLine
            key: int
            fields:
              grams: long
        """;

    public static Tour Tour { get; } = Tour.Of("""
        # Writes answer with what is stored
        201 POST carts | {"lines":[{"sku":"b","quantity":2,"price":3.50},{"sku":"a","quantity":1,"price":8}]}
        201 POST carts?include=lines.parts | {"discount":0.1,"lines":[{"quantity":1,"price":10,"parts":[{"grams":9223372036854775807},{"grams":1}]},{"quantity":1,"price":0.01,"parts":[{"grams":2}]},{"quantity":3,"price":1}]}
        201 POST carts | {}
        201 POST carts?include=lines | {"note":"é","lines":[{"sku":"é","quantity":-1,"price":999999999.99}]}
        200 PATCH carts/1 | {"discount":0.5}
        200 PATCH carts/1 | {"note":"x"}
        200 PATCH carts/1?include=lines.cart | If-Match: * | {"discount":0.25,"note":null}
        200 PATCH carts/1 | {}

        # Rules see what a write leaves, and what is refused changes nothing
        422 POST carts | {"lines":[{"quantity":1001,"price":1}]}
        201 POST carts | {"discount":1,"lines":[{"quantity":1001,"price":1}]}
        422 PATCH carts/5 | {"discount":0}
        422 PATCH carts/5 | {"discount":2}
        422 POST carts | {"total":5,"lines":[{"quantity":1,"price":1,"net":1}]}
        422 PATCH carts/1 | {"total":null}

        # Read, filtered, sorted, in pages
        200 GET carts?sort=id
        200 GET carts?level=some&sort=-total
        200 GET carts?level[null]=true&fields=id
        200 GET carts?total[gte]=11&sort=-total&fields=id,total
        200 GET carts?sort=-total&limit=2&fields=id,total
        200 GET carts?sort=-total&limit=2&fields=id,total&after={next}
        200 GET carts?sort=-total&limit=2&fields=id,total&before={prev}
        200 GET carts?sort=first,-dearest&limit=2&fields=first,dearest
        200 GET carts?sort=first,-dearest&limit=2&fields=first,dearest&after={next}
        200 GET carts?lines.net[gt]=5&sort=id&fields=id,lines(net,grams)
        200 GET carts?filter=total%20==%20sum(lines.net)%20and%20size%20%3E%200&sort=id&fields=id
        200 GET carts:aggregate?group=level&count=*&sum=total
        200 GET carts/1/lines?sort=-net
        400 GET carts?total=ten
        """);
}
