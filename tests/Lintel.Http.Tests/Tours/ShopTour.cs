namespace Lintel.Http.Tests.Tours;

/// <summary>Writes of every kind, their refusals and what they leave behind.</summary>
internal static class ShopTour
{
    // Of the seed.
    private const string Ines = "01943ae3-4866-798a-a66c-7491a5739424", Daniel = "01944b6f-54eb-7ad3-88ea-171903d4b041";
    private const string Sencha = "01942b2d-a800-7d52-bae4-17485032ca02", Assam = "01942b2f-f99e-735e-a91a-ebffa69fad0c";
    private const string Nobody = "00000000-0000-7000-8000-000000000000";

    public static Tour Tour { get; } = Tour.Of($$$"""
        # What is there
        200 GET orders?limit=3&count=exact&sort=-createdAt
        200 GET orders?status=paid&customer.tier=gold&include=customer,lines.product&limit=3
        200 GET orders?status[in]=paid,shipped&total[gt]=100&sort=-total&fields=id,status,total
        200 GET orders?note[null]=false&sort=note&fields=id,note
        200 GET orders?sort=note,-total&limit=50&fields=id,note
        200 GET orders?sort=note,-total&limit=50&fields=id,note&after={next}
        200 GET orders?sort=-note&limit=4&fields=id,note
        200 GET orders?sort=-note&limit=4&fields=id,note&after={next}
        200 GET orders?sort=-note&limit=4&fields=id,note&before={prev}
        200 GET orders?lines.product.price[gte]=50&fields=id,lines(quantity,unitPrice,product(sku))
        200 GET customers?name[contains]=%C3%A8&sort=name
        200 GET orders?filter=total%3E100%20or%20status=='cancelled'&sort=total&fields=total,status&count=exact
        200 GET orders?filter=note!=null%20and%20note.size()%3E20%20and%20not%20note.contains('%25')&fields=note
        200 GET orders?filter=sum(lines.quantity%20*%20lines.unitPrice)%3E=10&fields=total&sort=-total&limit=5
        200 GET orders?filter=sum(lines.quantity%20*%20lines.unitPrice)%3E=10&fields=total&sort=-total&limit=5&after={next}
        200 GET orders?filter=lines.exists(l,%20l.product.price%20%3E=%2050%20and%20l.quantity%20%3E%201)&fields=total,lines(quantity,product(price))
        200 GET orders?filter=customer.tier=='gold'%20and%20createdAt%3Cnow()-duration('P1D')&status=paid&limit=3&count=exact
        200 GET products?filter=stock%252==1%20or%20price*stock%3E=1000.5&sort=sku&fields=sku,price,stock
        200 GET customers?filter=count(orders)%3E3&sort=name&fields=name,tier
        200 GET customers?filter=name.matches('^[A-C]')&sort=name&fields=name
        200 GET customers/{{{Ines}}}/orders?filter=status%20in%20['paid','shipped']&fields=status
        200 GET products?filter=sku=='x%5C';%20DROP%20TABLE%20product;%20--'
        400 GET products?filter=sku=='x';%20DROP%20TABLE%20product
        400 GET products?filter=skuu=='x'
        400 GET products?filter=price%20%3E%20'cheap'
        400 GET products/{{{Sencha}}}?filter=true
        200 GET products?sort=name&limit=100&fields=sku,name,price,stock
        200 GET customers/{{{Ines}}}/orders?limit=2
        200 GET customers/{{{Ines}}}?include=orders.lines

        # Creating
        201 POST customers | {"email":"ada@example.com","name":"Ada"} | as ada
        201 POST customers | {"email":"bob@example.com","name":"Bob 𝒳","tier":"gold"} | as bob
        409 POST customers | {"email":"ada@example.com","name":"Other"}
        201 POST customers | {"email":"ADA@example.com","name":"Other"} | as other
        201 POST products | {"sku":"NEW-1","name":"New","price":1.5} | as new
        201 POST products | {"sku":"NEW-2","name":"Newer","price":9999999999.99,"stock":2147483647}
        201 POST orders | {"customerId":"{ada}"} | as empty
        201 POST orders | {"customerId":"{ada}","note":"","lines":[{"productId":"{new}","quantity":2,"unitPrice":1.50},{"productId":"{{{Sencha}}}","quantity":1,"unitPrice":8.9}]} | as order
        200 GET orders/{order}?include=lines.product,customer
        200 GET orders/{order}/lines?sort=-unitPrice
        201 POST orders?include=customer,lines.product | {"customerId":"{bob}","total":12,"lines":[{"productId":"{new}","quantity":1,"unitPrice":12}]} | as second
        200 GET orders?customer={ada}&sort=-createdAt&limit=1
        200 GET orders?customer={ada}&sort=-createdAt&limit=1&after={next}
        200 GET orders?customer={ada}&sort=-createdAt&limit=1&before={prev}
        200 GET orders?count=exact&limit=2&sort=createdAt&fields=createdAt,updatedAt,version

        # Refused for their values
        422 POST orders | {"customerId":"{{{Nobody}}}"}
        422 POST orders | {"customerId":"{ada}","lines":[{"productId":"{new}","quantity":1,"unitPrice":1},{"productId":"{{{Nobody}}}","quantity":1,"unitPrice":1}]}
        422 POST orders | {"customerId":"{ada}","status":"paid"}
        422 POST orders | {"customerId":"{ada}","lines":[{"productId":"{new}","quantity":0,"unitPrice":-1}]}
        422 POST orders | {}
        422 POST orders | {"customerId":null,"total":-1,"colour":"red"}
        422 POST orders | {"customerId":"{ada}","total":1.234}
        422 POST orders | {"customerId":"{ada}","total":99999999999}
        422 POST orders | {"customerId":"{ada}","note":"a\u0000b"}
        422 POST orders | {"customerId":"x"}
        422 POST customers | {"email":"nobody","name":"","tier":"silver"}
        422 POST products | {"sku":"ab","name":"x","price":true,"stock":1.5}
        422 POST products | {"sku":"GIFT-1","name":"Gift","price":0,"stock":1}
        422 POST customers | {"id":"{{{Nobody}}}","email":"c@example.com","name":"C","version":1}

        # Refused for their form
        400 POST orders | {"customerId":
        400 POST orders | {"note":"a","note":"b"}
        400 POST orders | []
        415 POST orders | Content-Type: text/plain | {}
        415 POST orders | Content-Type: application/merge-patch+json | {}
        400 POST orders?fields=id | {}
        400 DELETE orders
        422 PUT orders/{order} | {}
        200 GET orders?customer={ada}&count=exact&fields=id

        # Changing
        200 PATCH orders/{order} | {"note":"Ring twice"}
        200 PATCH orders/{order} | {"note":null,"total":11.9}
        200 PATCH orders/{order} | {}
        200 PATCH orders/{order}?include=customer | {"note":"Again"}
        200 PATCH customers/{bob} | {"tier":"basic","name":"Robert"}
        422 PATCH customers/{bob} | {"name":null}
        422 PATCH orders/{order} | {"status":"paid"}
        422 PATCH orders/{order} | {"customerId":"{{{Nobody}}}"}
        422 PATCH orders/{order} | {"createdAt":"2020-01-01T00:00:00Z","version":9}
        409 PATCH customers/{bob} | {"email":"ada@example.com"}
        422 PATCH products/{new} | {"price":-0.01,"sku":"no"}
        422 PATCH products/{new} | {"price":0,"stock":1}
        422 PATCH products/{{{Sencha}}} | {"price":0}
        404 PATCH customers/{{{Nobody}}} | {"name":"x"}
        404 PATCH customers/none | {"name":"x"}
        200 GET customers/{bob}

        # Not overwriting others
        200 PATCH customers/{bob} | If-Match: {etag} | {"name":"Bobby"}
        412 PATCH customers/{bob} | If-Match: "1" | {"name":"Late"}
        412 PATCH customers/{bob} | If-Match: "none" | {"name":"Late"}
        200 PATCH customers/{bob} | If-Match: "1", {etag} | {"name":"Robin"}
        200 PATCH customers/{bob} | If-Match: * | {"name":"Rob"}
        412 PATCH customers/{bob} | If-Match: W/{etag} | {"name":"Weak"}
        404 PATCH customers/{{{Nobody}}} | If-Match: "1" | {"name":"x"}
        200 GET orders/{order}?include=customer
        304 GET orders/{order}?include=customer | If-None-Match: {etag}
        200 PATCH orders/{order} | If-Match: {etag} | {"note":"By its first part"}
        412 DELETE orders/{order} | If-Match: "1"
        200 GET orders/{order}

        # Actions with input
        200 GET orders/{second}?include=_actions
        409 POST orders/{second}/ship | {"carrier":"DHL"}
        200 POST orders/{second}/pay?include=_actions
        422 POST orders/{second}/ship
        422 POST orders/{second}/ship | {}
        422 POST orders/{second}/ship | {"carrier":null}
        422 POST orders/{second}/ship | {"carrier":7,"shippedAt":"2026-01-31T00:00:00Z"}
        422 POST orders/{second}/ship | {"carrier":"  "}
        422 POST orders/{second}/ship | {"carrier":"12345678901234567890123456789012345678901"}
        200 POST orders/{second}/ship?include=_actions,lines | {"carrier":"Δ '; DROP TABLE x; --"}
        409 POST orders/{second}/ship | {"carrier":"DHL"}
        422 PATCH orders/{second} | {"carrier":"DHL"}
        200 GET orders?filter=carrier!=null%20and%20shippedAt%3C=now()&fields=id,carrier,_actions&limit=2
        200 GET customers/{bob}?fields=orders(status,_actions)
        200 GET orders/{second}/lines?fields=order(_actions)
        400 GET customers/{bob}?include=_actions
        400 GET orders?fields=_actions(name)

        # Actions
        422 PATCH orders/{order} | {"status":"cancelled"}
        200 POST orders/{order}/pay
        409 POST orders/{order}/pay
        409 POST orders/{order}/pay | {}
        422 POST orders/{order}/cancel | {"status":"paid"}
        400 POST orders/{order}/cancel | []
        400 POST orders/{order}/cancel?fields=id
        412 POST orders/{order}/cancel | If-Match: "1"
        200 GET orders/{order}
        200 POST orders/{order}/cancel?include=customer | If-Match: {etag} | {}
        409 POST orders/{order}/pay
        404 POST orders/{{{Nobody}}}/pay
        404 POST orders/none/pay
        404 POST orders/{order}/refund
        405 GET orders/{order}/pay
        204 OPTIONS orders/{order}/pay
        200 GET orders/{order}

        # Deleting
        409 DELETE customers/{ada}
        409 DELETE products/{new}
        204 DELETE orders/{order} | If-Match: {etag}
        404 DELETE orders/{order}
        404 GET orders/{order}
        404 GET orders/{order}/lines
        204 DELETE orders/{empty}
        204 DELETE customers/{ada}
        204 DELETE customers/{other} | If-Match: *
        404 DELETE customers/{{{Nobody}}}
        404 DELETE customers/none
        204 DELETE orders/{second}
        204 DELETE products/{new}
        409 DELETE products/{{{Assam}}}
        200 GET customers/{{{Daniel}}}/orders?sort=-total&include=lines.product
        200 GET orders?count=exact&limit=100
        200 GET products?count=exact&limit=100&sort=-stock,price
        """);
}
