namespace Lintel.Http.Tests.Tours;

/// <summary>Computed fields of each kind: of the row, of owned children, of rows beyond, of the time, stored, and of one another.</summary>
internal static class ComputedTour
{
    public const string Contract = """
          customer:
            key: int
            managed: [version]
            fields:
              name: string(1..50)
              tier: enum(basic, gold) = basic
              boss: customer? reverse staff
              orderCount: { computed: count(orders) }
              spent: { computed: sum(orders.total), description: What all orders cost. }
              helpers: { computed: "staff.count(s, s.spent > spent)" }
          order:
            key: int
            fields:
              customer: customer?
              note: string(..500)?
              due: timestamp?
              tags: tag[]
              total: { computed: sum(lines.amount) }
              mean: { computed: avg(lines.amount) }
              overdue: { computed: due < now() }
              left: { computed: due - now() }
              buyer: { computed: "customer.name + ' (' + customer.tier + ')'" }
              tier: { computed: customer.tier }
              size: { computed: "total > 100 ? 'large' : total > 10 ? 'medium' : null" }
              red: { computed: "tags.exists(t, t.id == 'red')" }
              rank: { computed: "customer.orders.count(o, o.total > total)" }
          orderLine:
            partOf: order
            key: int
            fields:
              quantity: int
              unitPrice: decimal(12,2)
              amount: { computed: quantity * unitPrice, stored: true }
              share: { computed: amount / order.total }
          tag:
            key: string(1..20)
            managed: []
            fields:
              uses: { computed: size(orders) }
              shout: { computed: "id + '!'", stored: true }
            queries:
              - { sort: [-shout] }
          plain:
            key: int
            managed: []
            fields:
              a: decimal(30,10)?
              b: double?
              c: date?
              d: string[]?
              day: { computed: "c < '2026-01-01'", stored: true }
              large: { computed: a * a * 1.00001, stored: true }
              least: { computed: "a / 3 % 7" }
              either: { computed: "b > 1.5 ? b : null", stored: true }
              words: { computed: size(d), stored: true }
              has: { computed: "'x' in d" }
              constant: { computed: "7" }
              text: { computed: "'it\\'s'" }
              kind: { computed: "a == null ? 'none' : 'Some'" }
        """;

    public static Tour Tour { get; } = Tour.Of("""
        # Writes answer with what is computed
        201 POST customers | {"name":"Ada","tier":"gold"}
        201 POST customers | {"name":"Bob","bossId":1}
        201 POST tags | {"id":"red"}
        201 POST tags | {"id":"blue"}
        201 POST orders | {"customerId":1,"due":"2026-03-04T05:06:09Z","tagIds":["red","blue"],"lines":[{"quantity":3,"unitPrice":1.25},{"quantity":2,"unitPrice":100}]}
        201 POST orders | {"customerId":1,"lines":[{"quantity":1,"unitPrice":20.00}]}
        201 POST orders | {"customerId":1,"lines":[{"quantity":1,"unitPrice":20.00}]}
        201 POST orders?include=customer,tags,lines.order | {"customerId":2,"note":"𝒳","due":"2027-01-01T00:00:00Z","lines":[{"quantity":0,"unitPrice":5}]}
        201 POST orders | {}
        200 PATCH orders/1 | {"note":"late"}
        200 PATCH orders/1?include=lines,customer.orders | {"note":"later","customerId":2}
        200 PATCH orders/1 | {"customerId":1}
        200 PATCH orders/1 | {}
        200 PATCH customers/2 | {"name":"Bo"}
        200 PATCH customers/2 | {"bossId":null}
        200 PATCH customers/2 | {"bossId":1}
        201 POST plains | {"a":3.5,"b":1.25,"c":"2025-12-31","d":["x","y"]}
        201 POST plains | {"a":-99999999999999999999.9999999999,"b":2,"c":"2026-01-01","d":[]}
        201 POST plains | {"a":0.0000000001}
        201 POST plains | {}
        200 PATCH plains/1 | {}
        200 PATCH plains/1 | If-Match: * | {"b":1.25}
        200 PATCH plains/4 | {"a":7,"d":["x"]}
        200 PATCH plains/4 | {"a":null}

        # Nobody writes them
        422 POST orders | {"total":5,"overdue":false,"lines":[{"quantity":1,"unitPrice":1,"amount":1}]}
        422 PATCH orders/1 | {"total":null}
        422 PATCH plains/1 | {"large":1}
        422 POST plains | {"constant":7}

        # Shown, chosen, nested
        200 GET orders
        200 GET orders/1
        200 GET orders?fields=total,overdue,left&sort=id
        200 GET customers?include=orders.lines,staff&sort=id
        200 GET orders?fields=buyer,customer(spent,orderCount),lines(share,amount)&sort=id
        200 GET orders/1/lines
        200 GET tags?include=orders&sort=-shout
        200 GET customers/1/orders?sort=-total,id
        200 GET plains?sort=id
        404 GET orders/99

        # Filtered
        200 GET orders?total[gt]=10&count=exact&sort=id
        200 GET orders?total=20&sort=id&fields=id
        200 GET orders?total[in]=20,203.75&sort=id&fields=id
        200 GET orders?mean[null]=true&fields=id
        200 GET orders?mean[ne]=20&sort=id&fields=id
        200 GET orders?overdue=true&fields=id
        200 GET orders?overdue=false&sort=id&fields=id
        200 GET orders?left[gt]=PT1H&fields=id
        200 GET orders?tier=gold&sort=id&fields=id
        200 GET orders?tier[null]=true&fields=id
        200 GET orders?size=large&fields=id
        200 GET orders?size[in]=large,medium&sort=id&fields=id
        200 GET orders?buyer[startsWith]=Ad&sort=id&fields=id,buyer
        200 GET orders?buyer[contains]=old&sort=id&fields=id
        200 GET orders?red=true&fields=id
        200 GET orders?lines.amount[gte]=20&sort=id&fields=id
        200 GET orders?lines.share=1&sort=id&fields=id
        200 GET orders?customer.spent[gt]=100&sort=id&fields=id
        200 GET customers?orders.total=20&fields=id
        200 GET customers?orders.lines.share[lt]=0.5&fields=id
        200 GET orders?tags.uses=1&sort=id&fields=id
        200 GET plains?large[gt]=0&fields=id,large&sort=-large
        200 GET plains?text=it%27s&sort=id&fields=id
        200 GET plains?constant=7&sort=-constant&fields=id
        200 GET plains?kind=none&fields=id

        # In conditions
        200 GET orders?filter=total%3E10%20and%20overdue&fields=id
        200 GET orders?filter=has(mean)%20and%20mean%20!=%20total&fields=id
        200 GET orders?filter=customer.spent%20%3E%20total%20*%202&sort=id&fields=id
        200 GET customers?filter=orders.exists(o,%20o.total%20==%20o.lines.sum(l,%20l.amount)%20and%20o.rank%20==%201)&fields=id
        200 GET customers?filter=sum(orders.total)%20==%20spent&sort=id&fields=id
        200 GET orders?filter=lines.all(l,%20l.share%20%3C=%201)&sort=id&fields=id
        400 GET orders?filter=total%20==%20'x'
        400 GET orders?filter=total.x%20==%201

        # Sorted, in pages
        200 GET orders?sort=total&limit=2&fields=id,total
        200 GET orders?sort=total&limit=2&fields=id,total&after={next}
        200 GET orders?sort=total&limit=2&fields=id,total&after={next}
        200 GET orders?sort=-mean&limit=2&fields=id
        200 GET orders?sort=-mean&limit=2&fields=id&after={next}
        200 GET orders?sort=-mean&limit=2&fields=id&after={next}
        200 GET orders?sort=-mean&limit=2&fields=id&before={prev}
        200 GET orders?sort=customer.spent,-total&limit=3&fields=id
        200 GET orders?sort=customer.spent,-total&limit=3&fields=id&after={next}
        200 GET orders?sort=buyer,-size&limit=3&fields=id,buyer
        200 GET orders?sort=buyer,-size&limit=3&fields=id,buyer&after={next}
        200 GET orders?sort=left,overdue&fields=id&limit=2
        200 GET orders?sort=left,overdue&fields=id&limit=4
        200 GET customers?sort=-helpers&include=orders&limit=1
        200 GET plains?sort=-large&limit=2&fields=id
        200 GET plains?sort=-large&limit=2&fields=id&after={next}
        200 GET plains?sort=text,constant,-kind&limit=2&fields=id,kind
        200 GET plains?sort=text,constant,-kind&limit=2&fields=id,kind&after={next}
        200 GET orders?sort=size,rank&limit=3&fields=id,lines(amount)&count=exact

        # Refused
        400 GET orders?total[contains]=1
        400 GET orders?total=ten
        400 GET orders?total=1.234
        400 GET orders?overdue[gt]=true
        400 GET orders?totl=1
        400 GET orders?sort=totl
        400 GET orders?total=1'%20OR%20'1'='1
        400 GET orders?sort=total;DROP%20TABLE%20x
        400 GET orders?fields=total(x)

        # A tag that is good as long as nothing that is shown changes
        200 GET orders/1?fields=total
        304 GET orders/1?fields=total | If-None-Match: {etag}
        200 GET customers/1
        304 GET customers/1 | If-None-Match: {etag}
        204 DELETE orders/3
        200 GET customers/1 | If-None-Match: {etag}
        200 PATCH customers/1 | If-Match: {etag} | {"name":"Ada L."}
        200 GET orders/1?fields=buyer
        200 PATCH orders/1 | If-Match: {etag} | {"due":null}
        200 GET plains/1
        304 GET plains/1 | If-None-Match: {etag}
        412 DELETE plains/2 | If-Match: {etag}
        204 DELETE plains/1 | If-Match: {etag}
        """);
}
