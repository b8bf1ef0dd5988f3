namespace Lintel.Http.Tests.Tours;

/// <summary>Soft deletes: of what is referred to, of aggregates, through each kind of relation, and back.</summary>
internal static class SoftDeleteTour
{
    public const string Contract = """
          customer:
            key: int
            softDelete: true
            fields:
              email: string(..50) unique
              name: string(1..50) searchable
              boss: customer? reverse staff
              spent: { computed: sum(orders.total) }
          product:
            key: string(1..10)
            managed: [version]
            softDelete: true
            fields:
              price: decimal(12,2)
              tags: tag[]
              like: product? onDelete setNull
          tag:
            key: string(1..10)
            managed: []
            softDelete: true
            fields: { rank: int, deleted: bool = false }
          place:
            key: [country, code]
            managed: [version]
            softDelete: true
            fields: { country: string(2), code: string(1..5), name: string? }
          order:
            key: int
            softDelete: true
            fields:
              customer: customer
              place: place?
              status: enum(pending, paid) = pending
              note: string?
              buyer: { computed: "customer.name + '!'" }
              total: { computed: sum(lines.amount), stored: true }
            state: status
            actions:
              pay: { from: [pending], to: paid }
            rules:
              - { name: bought, check: status == 'pending' or count(lines) > 0 }
            queries:
              - { filter: [status], sort: [-createdAt] }
          orderLine:
            partOf: order
            key: int
            fields:
              product: product
              quantity: int
              amount: { computed: quantity * 2, stored: true }
          orderLinePart:
            partOf: orderLine
            key: int
            fields: { grams: int }
          claim:
            key: int
            fields:
              line: orderLine? reverse claims onDelete setNull
              part: orderLinePart? reverse claims onDelete setNull
              order: order? onDelete cascade
              reason: string
          kept:
            key: int
            fields: { product: product, place: place }
        """;

    public static Tour Tour { get; } = Tour.Of("""
        201 POST customers | {"email":"ada@x","name":"Ada"}
        201 POST customers | {"email":"bob@x","name":"Bob","bossId":1}
        201 POST tags | {"id":"red","rank":1}
        201 POST tags | {"id":"blue","rank":2}
        201 POST products | {"id":"tea","price":2,"tagIds":["red","blue"]}
        201 POST products | {"id":"cup","price":5}
        201 POST places | {"country":"FR","code":"1","name":"Lyon"}
        201 POST places | {"country":"FR","code":"2"}
        201 POST orders?include=customer,lines.parts | {"customerId":1,"placeCountry":"FR","placeCode":"1","note":"n","lines":[{"productId":"tea","quantity":1,"parts":[{"grams":7},{"grams":8}]},{"productId":"cup","quantity":4}]}
        201 POST orders | {"customerId":2,"lines":[{"productId":"cup","quantity":9,"parts":[{"grams":1}]}]}
        201 POST orders | {"customerId":1}
        201 POST claims | {"lineId":1,"partId":1,"orderId":1,"reason":"late"}
        201 POST claims | {"lineId":3,"partId":3,"orderId":2,"reason":"wet"}

        # Of what others refer to
        204 DELETE customers/1
        404 DELETE customers/1
        404 GET customers/1
        404 GET customers/1/orders
        404 GET customers/1/staff
        404 PATCH customers/1 | {"name":"x"}
        404 PATCH customers/1 | {}
        404 PATCH customers/1 | If-Match: "1" | {"name":"x"}
        404 DELETE customers/1 | If-Match: "1"
        200 GET customers?count=exact
        200 GET customers?deleted=include&sort=-id
        200 GET customers?deleted=only&count=exact
        200 GET customers?deleted=only&search=ada
        200 GET customers?search=ada
        200 GET customers/1?deleted=include&include=orders,staff
        200 GET customers/1?deleted=only
        404 GET customers/2?deleted=only
        200 GET customers/2?include=boss
        200 GET orders?include=customer,lines.product&sort=id
        200 GET orders?sort=customer.name,id&fields=id,buyer,customer(name)
        200 GET orders?sort=-customer.name,id&limit=1&fields=id
        200 GET orders?sort=-customer.name,id&limit=1&fields=id&after={next}
        200 GET orders?sort=-customer.name,id&limit=1&fields=id&after={next}
        200 GET orders?customer.name=Ada
        200 GET orders?customer.name[ne]=Bob&fields=id&sort=id
        200 GET orders?customer.name[null]=true&fields=id&sort=id
        200 GET orders?customerId=1&fields=id&sort=id
        200 GET orders?customer=1&fields=id&sort=id
        200 GET orders?buyer[null]=true&fields=id,buyer&sort=id
        200 GET orders?filter=customer.name%20!=%20'Bob'&fields=id&sort=id
        200 GET orders?filter=customer.boss.name%20==%20null&fields=id&sort=id
        200 GET orders?filter=customer.spent%20%3E%201&fields=id&sort=id
        200 GET customers?filter=boss%20!=%20null&fields=id,bossId
        200 GET customers?filter=has(boss.name)
        200 GET orders:aggregate?group=customer.name,buyer&count=*
        200 GET customers:aggregate?count=*&max=deletedAt
        200 GET customers:aggregate?count=*&deleted=include
        200 GET customers:aggregate?count=*&deleted=only&group=name
        409 POST customers | {"email":"ada@x","name":"Eve"}
        422 POST orders | {"customerId":1}
        422 POST orders | {"customerId":99}
        422 PATCH orders/2 | {"customerId":1}
        200 PATCH orders/1 | {"note":"still"}
        200 PATCH orders/1?include=customer | {"note":"still!"}
        422 POST customers | {"email":"cyd@x","name":"Cyd","bossId":1}
        422 POST customers | {"email":"cyd@x","name":"Cyd","deletedAt":null}
        422 PATCH customers/2 | {"deletedAt":"2026-01-01T00:00:00Z"}

        # Back
        200 POST customers/1/restore?include=orders
        200 POST customers/1/restore
        200 POST customers/1/restore | If-Match: {etag}
        412 POST customers/1/restore | If-Match: "1"
        404 POST customers/99/restore
        404 POST customers/x/restore
        422 POST customers/1/restore | {"name":"x"}
        400 POST customers/1/restore | []
        400 POST customers/1/restore?fields=id
        405 GET customers/1/restore
        404 POST claims/1/restore
        404 POST claims/1/restore | {}
        200 GET orders?sort=id&include=customer
        200 GET customers/2?include=boss
        201 POST orders | {"customerId":1}

        # Of an aggregate
        200 GET orders/1
        412 DELETE orders/1 | If-Match: "9"
        204 DELETE orders/1 | If-Match: {etag}
        404 GET orders/1
        404 GET orders/1/lines
        404 GET orders/1/lines/1
        404 GET orders/1/claims
        404 POST orders/1/pay
        404 PATCH orders/1 | {"note":"x"}
        200 GET orders?count=exact&fields=id&sort=id
        200 GET orders?status=pending&sort=-createdAt,-id&fields=id
        200 GET order-lines:aggregate?count=*&sum=quantity
        200 GET order-line-parts:aggregate?count=*&sum=grams
        200 GET order-lines:aggregate?group=product.price&count=*
        200 GET products?include=orderLines&sort=id
        200 GET products/cup/order-lines?include=parts&count=exact
        200 GET products/tea/order-lines
        200 GET products?filter=count(orderLines)%20==%200&fields=id
        200 GET products?orderLines.quantity=4&fields=id
        200 GET products?orderLines.parts.grams=7&fields=id
        200 GET products?orderLines.order.customer.name=Ada&fields=id
        200 GET products?filter=orderLines.exists(l,%20l.parts.exists(p,%20p.grams%20%3C%209))&fields=id
        200 GET products?filter=sum(orderLines.quantity)%20%3E%209&fields=id
        200 GET claims?include=line.order,part,order&sort=id
        200 GET claims?line.quantity=1
        200 GET claims?line.quantity[null]=true&fields=id,lineId
        200 GET claims?part.grams[gt]=0&fields=id
        200 GET claims?part.orderLine.order.note=n&fields=id
        200 GET claims?sort=line.quantity&fields=id,line(quantity),order(id)
        200 GET claims?filter=line.order.total%20%3E%200&fields=id
        200 GET claims:aggregate?group=line.quantity,part.grams,order.status&count=*
        200 GET customers?include=orders.lines&sort=id
        200 GET customers?filter=orders.exists(o,%20o.note%20!=%20null)&fields=id
        200 GET customers?filter=count(orders)%20==%202&fields=id
        200 GET customers?fields=spent&sort=id
        200 GET customers/1/orders?count=exact&fields=id
        200 GET customers/1/orders?deleted=include&count=exact&fields=id,deletedAt&sort=id
        200 GET customers/1/orders?deleted=only&fields=id
        200 GET orders/1?deleted=include&include=lines.parts,lines.claims,customer,claims,place
        200 GET orders?deleted=only&include=lines.order&filter=lines.exists(l,%20l.order.note%20==%20'still!')
        200 GET orders?deleted=only&lines.parts.grams=8&fields=id,total
        200 GET orders:aggregate?deleted=only&sum=total&count=*
        422 POST claims | {"lineId":1,"reason":"x"}
        422 POST claims | {"partId":1,"reason":"x"}
        422 POST claims | {"orderId":1,"reason":"x"}
        422 POST claims | {"partId":77,"lineId":1,"orderId":1,"reason":"x"}
        422 PATCH claims/2 | {"lineId":2}
        200 PATCH claims/1 | {"reason":"very late"}
        200 PATCH claims/1 | {"lineId":3,"partId":null}
        200 POST orders/1/restore?include=lines.parts,customer
        200 GET orders/1/lines
        200 GET claims?include=order&sort=id
        200 POST orders/1/pay

        # What rules say when it comes back
        201 POST orders | {"customerId":1,"note":"gone"}
        204 DELETE orders/5
        200 GET orders/5?deleted=only
        200 POST orders/5/restore | If-Match: {etag}

        # Pairs, and keys of several fields
        204 DELETE tags/red
        200 GET products/tea?include=tags
        200 GET products/tea/tags
        200 GET products?tags.rank=1
        200 GET products?filter=count(tags)%20==%201&fields=id
        404 GET tags/red/products
        200 GET tags?deleted=only&deleted[eq]=false
        200 GET tags?deleted=include&deleted[eq]=true
        200 GET tags?deleted[ne]=true
        400 GET tags?deleted=include&deleted=only
        422 POST products | {"id":"pot","price":1,"tagIds":["blue","red","none"]}
        422 POST products | {"id":"jug","price":1,"likeId":"jugs"}
        201 POST products | {"id":"jug","price":1,"likeId":"jug"}
        200 PATCH products/jug | {"likeId":"tea"}
        204 DELETE products/jug | If-Match: {etag}
        422 PATCH products/tea | {"likeId":"jug"}
        204 DELETE products/jug?purge=true
        201 POST products | {"id":"pot","price":1,"tagIds":["blue"]}
        200 POST tags/red/restore
        200 GET tags/red/products?fields=id
        204 DELETE places/FR,2
        404 GET places/FR,2
        200 GET places/FR,2?deleted=include
        422 POST orders | {"customerId":1,"placeCountry":"FR","placeCode":"2"}
        422 PATCH orders/1 | {"placeCode":"2"}
        422 PATCH orders/1 | {"placeCode":"1"}
        201 POST kepts | {"productId":"pot","placeCountry":"FR","placeCode":"1"}
        422 PATCH kepts/1 | {"placeCode":"2"}
        422 PATCH kepts/1 | {"placeCountry":"XX"}
        404 PATCH kepts/9 | {"placeCode":"1"}
        200 PATCH kepts/1 | {"placeCode":"1","productId":"tea"}
        200 PATCH orders/2 | {"placeCountry":"FR","placeCode":"1"}
        200 PATCH orders/2 | {"placeCountry":null,"placeCode":null}
        422 POST orders | {"customerId":1,"lines":[{"productId":"tea","quantity":1},{"productId":"none","quantity":1},{"productId":"cup","quantity":1}]}
        204 DELETE products/cup
        422 POST orders | {"customerId":1,"lines":[{"productId":"cup","quantity":1},{"productId":"none","quantity":1},{"productId":"tea","quantity":1}]}
        200 GET orders/1?include=lines.product

        # For good
        409 DELETE products/cup?purge=true
        204 DELETE customers/2
        409 DELETE customers/2?purge=true
        204 DELETE orders/2?purge=true
        204 DELETE orders/1
        204 DELETE orders/1?purge=true
        404 DELETE orders/1?purge=true
        404 POST orders/1/restore
        200 GET claims?sort=id
        204 DELETE products/cup?purge=true
        409 DELETE products/tea?purge=true
        204 DELETE kepts/1
        204 DELETE products/tea?purge=true | If-Match: *
        404 GET products/tea?deleted=include
        404 DELETE customers/2?purge=false
        200 GET customers?deleted=include&sort=id
        412 DELETE customers/1?purge=true | If-Match: "77"

        # Writes of every other kind
        201 POST products | {"id":"can","price":3}
        200 PUT orders/3 | {"customerId":1,"lines":[{"productId":"can","quantity":1},{"productId":"pot","quantity":2}]}
        204 DELETE products/can
        200 GET orders/3?include=lines.product
        200 PUT orders/3 | {"customerId":1,"note":"x","lines":[{"id":4,"productId":"can","quantity":7},{"id":5,"productId":"pot","quantity":2}]}
        422 PUT orders/3 | {"customerId":1,"lines":[{"id":4,"productId":"can","quantity":7},{"id":5,"productId":"can","quantity":2}]}
        422 PATCH orders/3 | {"lines":[{"productId":"pot","quantity":1},{"productId":"can","quantity":1}]}
        422 POST orders/3/lines | {"productId":"can","quantity":1}
        201 POST orders/3/lines | {"productId":"pot","quantity":1}
        422 PATCH orders/3/lines/5 | {"productId":"can"}
        200 PATCH orders/3/lines/4 | {"quantity":8}
        201 POST claims | {"lineId":4,"reason":"dent"}
        204 DELETE orders/3/lines/4
        200 GET claims?lineId[null]=true
        204 DELETE orders/3
        404 POST orders/3/lines | {"productId":"pot","quantity":1}
        404 PATCH orders/3/lines/5 | {"quantity":1}
        404 PUT orders/3/lines/5 | {"productId":"pot","quantity":1}
        404 DELETE orders/3/lines/5
        404 PUT orders/3 | {"customerId":1}
        200 PATCH orders?customerId=1 | {"note":"bulk"}
        409 PUT products/can | {"price":1}
        409 PUT products/can | If-None-Match: * | {"price":1}
        409 POST products | {"id":"can","price":1}
        409 PUT customers?email=bob@x | {"name":"Bo"}
        204 DELETE tags/red
        404 PUT products/pot/tags/red
        404 DELETE products/pot/tags/red
        204 PUT products/pot/tags/blue
        422 PATCH products/pot | {"tagIds":["blue","red"]}
        422 PUT products/pot | {"price":1,"tagIds":["red"]}
        204 DELETE orders/4 | Prefer: tx=rollback
        200 GET orders/4?fields=id
        200 DELETE orders?note=bulk
        200 GET orders?deleted=only&fields=id,note&sort=id
        400 DELETE orders?deleted=only
        400 DELETE orders?deleted=only&purge=false
        200 DELETE orders?deleted=only&purge=true&note=bulk
        200 DELETE orders?deleted=only&purge=true
        200 GET orders?deleted=include
        404 POST orders/4/restore

        # Words that are none here
        400 GET customers?deleted=true
        400 GET customers?deleted=
        400 GET claims?deleted=include
        400 GET claims/2?deleted=only
        400 GET claims:aggregate?count=*&deleted=only
        400 DELETE claims/2?purge=true
        400 DELETE customers/1?purge=yes
        400 DELETE customers/1?deleted=only
        400 GET customers?include=orders&orders.deleted=only
        """);
}
