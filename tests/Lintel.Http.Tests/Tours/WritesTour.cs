using Lintel.Http.Tests.Rest;

namespace Lintel.Http.Tests.Tours;

/// <summary>Every write of an aggregate of three levels: replaced, created or replaced, child by child, link by link, many at once, with wishes.</summary>
internal static class WritesTour
{
    public const string Contract = Orders.Contract;

    public static Tour Tour { get; } = Tour.Of("""
        201 POST tags | {"id":"new"}
        201 POST tags | {"id":"old"}
        201 POST tags | {"id":"a,b"}
        201 POST products | {"sku":"tea","code":1,"tagIds":["new"]}
        201 POST products | {"sku":"mug","code":2}
        201 POST orders | {"note":"n","origin":"web","pin":"1234","seal":"s","meta":{"b":1.10,"a":[1]},"labelIds":["new","old"],"lines":[{"productId":1,"quantity":2,"price":3.50,"place":1,"markIds":["new"],"parts":[{"grams":10},{"grams":20}]},{"productId":2,"quantity":1,"price":8,"place":2}]}
        201 POST orders | {"lines":[{"productId":2,"quantity":1,"parts":[{"grams":30}]}]}

        # Replaced: what is absent goes, what can't be written may be repeated, children are matched by key
        200 PUT orders/1?include=lines.parts,lines.marks,labels | {"note":"m","meta":{"b":1.10,"a":[1]},"origin":"web","status":"open","lines":[{"id":2,"productId":2,"quantity":5,"price":8,"place":2,"parts":[{"grams":7}]},{"productId":1,"quantity":1,"place":9,"markIds":["a,b","old"]},{"id":1,"productId":1,"quantity":2,"parts":[{"id":2,"grams":21}]}]}
        200 PUT orders/1 | If-Match: {etag} | {"lines":[{"id":2,"productId":2,"quantity":5,"price":8,"place":2}],"labelIds":["old","a,b"]}
        200 GET orders/1?include=lines.parts,lines.marks,labels
        200 PUT orders/1 | {"lines":[{"id":2,"productId":2,"quantity":5,"price":8,"place":2}],"labelIds":["a,b","old"]}
        412 PUT orders/1 | If-Match: "1" | {}
        412 PUT orders/1 | If-None-Match: * | {}
        404 PUT orders/9 | {}
        422 PUT orders/1 | {"id":2,"status":"closed","origin":null,"seal":"s","createdAt":"2026-01-01T00:00:00Z"}
        422 PUT orders/1 | {"lines":[{"id":1,"productId":1,"quantity":1},{"id":3,"productId":1,"quantity":1},{"productId":1,"quantity":0}]}
        422 PUT orders/1 | {"lines":[{"id":2,"productId":9,"quantity":1}]}
        422 PUT orders/1 | {"labelIds":["old","none"]}
        422 PUT orders/1 | {"lines":[{"productId":1,"quantity":1001}]}
        422 PUT orders/1 | {"lines":[{"productId":1,"quantity":1,"parts":[{"grams":60},{"grams":41}]}]}
        422 PUT orders/1 | {"pin":"0000"}
        200 PATCH orders/1?include=lines | {"lines":[{"id":2,"productId":2,"quantity":1,"place":3},{"productId":1,"quantity":1,"place":2}]}
        200 PATCH orders/1?include=lines,labels | {"labelIds":null,"meta":{"c":1}}
        200 PATCH orders/1 | {"lines":null}
        422 PATCH orders/1 | {"lines":[{"id":2,"productId":1,"quantity":1}]}

        # Rows whose keys are their callers'
        201 PUT rooms/a%2Cb | {"name":"x","once":"o","seats":[{"number":5}],"doors":[{"id":"south"}]}
        200 PUT rooms/a%2Cb | {"seats":[{"number":5,"taken":true},{"number":6}],"doors":[]}
        201 PUT rooms/c | {"doors":[{"id":"north"}]}
        409 PUT rooms/a%2Cb | {"doors":[{"id":"north"}]}
        412 PUT rooms/none | If-Match: * | {}
        201 PUT rooms/c/seats/c,1 | {"taken":true}
        200 PUT rooms/c/seats/c,1 | {}
        404 PUT rooms/c/seats/d,1 | {}
        404 PUT rooms/a%2Cb/doors/north | {}
        409 POST rooms/a%2Cb/doors | {"id":"north"}
        204 DELETE rooms/c/doors/north
        200 GET rooms?include=seats,doors

        # Created or replaced, as something unique tells
        201 PUT products?sku=cup | {"name":"Cup","tagIds":["new"]}
        200 PUT products?sku=cup | {"code":7}
        200 PUT products?sku=cup | {"code":7}
        200 PUT products?shop=here&code=7 | {"sku":"cap"}
        201 PUT products?shop=there&code=7 | {"sku":"cop"}
        200 PUT products?id=1 | {"sku":"tee","code":1}
        404 PUT products?id=77 | {"sku":"cep"}
        409 PUT products?sku=mug | {"code":1}
        422 PUT products?sku=mug | {"sku":"mog"}
        400 PUT products?name=none | {}
        400 PUT products | {}
        412 PUT products?sku=mug | If-None-Match: * | {}
        412 PUT products?sku=new | If-Match: * | {}
        405 PUT orders?note=n | {}

        # Child by child
        201 POST orders/1/lines | {"productId":1,"quantity":1,"price":0.50,"parts":[{"grams":3}]} | as line
        201 POST orders/1/lines/{line}/parts | {"grams":9} | as part
        200 GET orders/1?include=lines.parts
        200 PATCH orders/1/lines/{line} | {"quantity":10}
        200 PATCH orders/1/lines/{line}?include=parts | {"parts":[{"id":{part},"grams":8},{"grams":1}],"markIds":["old"]}
        200 PATCH orders/1/lines/{line} | {}
        200 PUT orders/1/lines/{line} | {"productId":2,"quantity":2,"parts":[{"id":{part},"grams":8}]}
        200 PUT orders/1/lines/{line}/parts/{part} | {"grams":7}
        412 PUT orders/1/lines/{line}/parts/{part} | If-Match: "h0" | {"grams":7}
        200 GET orders/1/lines/{line}/parts/{part}
        204 DELETE orders/1/lines/{line}/parts/{part} | If-Match: {etag}
        404 DELETE orders/1/lines/{line}/parts/{part}
        404 PATCH orders/2/lines/{line} | {"quantity":1}
        404 PUT orders/2/lines/{line} | {"productId":1,"quantity":1}
        404 DELETE orders/2/lines/{line}
        404 POST orders/2/lines/{line}/parts | {"grams":1}
        422 PATCH orders/1/lines/{line} | {"quantity":1001}
        422 PATCH orders/1/lines/{line} | {"quantity":0}
        422 PUT orders/1/lines/{line} | {"productId":9,"quantity":1}
        412 POST orders/1/lines | If-Match: "1" | {"productId":1,"quantity":1}
        201 POST orders/1/lines | If-Match: * | {"productId":1,"quantity":1,"place":1}
        201 POST orders/1/lines | {"productId":1,"quantity":1}
        200 GET orders/1?include=lines.parts,lines.marks

        # Link by link
        204 PUT products/2/tags/a%2Cb
        204 PUT products/2/tags/a%2Cb
        204 PUT products/2/tags/new
        422 PUT products/2/tags/old
        200 GET products/2?include=tags
        204 DELETE products/2/tags/new
        404 DELETE products/2/tags/new
        404 PUT products/2/tags/none
        404 PUT products/99/tags/new
        412 PUT products/2/tags/new | If-Match: "1"
        405 GET products/2/tags/new
        204 PUT orders/1/lines/{line}/marks/new
        404 PUT orders/2/lines/{line}/marks/new
        204 DELETE orders/1/lines/{line}/marks/new
        200 GET orders/1?include=lines.marks

        # Many at once
        200 PATCH orders?level[gte]=1 | {"level":4,"labelIds":["new"]}
        200 PATCH orders?note=none | {"level":4}
        200 GET orders?include=labels
        422 PATCH orders?filter=level%20==%204 | {"level":null}
        422 PATCH orders?level=4 | {"pin":"0000"}
        409 PATCH products?sku[gte]=a | {"sku":"same"}
        409 PATCH products?sku[gte]=a&maxAffected=1 | {"name":"x"}
        409 DELETE products?sku[gte]=a
        400 DELETE products
        400 DELETE products?sku=x&maxAffected=0
        200 DELETE products?code=7
        200 GET products

        # Wishes
        201 POST products | Prefer: return=minimal | {"sku":"pen"}
        204 PATCH products/1 | Prefer: return=minimal | {"name":"y"}
        204 PATCH orders?level=4 | Prefer: return=minimal | {"level":5}
        200 PUT orders/1 | Prefer: tx=rollback | {}
        204 DELETE orders/1 | Prefer: tx=rollback
        204 PATCH orders/1 | Prefer: return=minimal, tx=rollback | {"level":6}
        422 PATCH orders/1 | Prefer: tx=rollback | {"level":null}
        409 DELETE products/1 | Prefer: tx=rollback

        # What a database refuses uses up keys on one of them: last
        422 PUT orders/1 | {"lines":[{"productId":1,"quantity":1},{"productId":9,"quantity":1}]}
        422 PUT orders/1 | {"lines":[{"productId":1,"quantity":1,"markIds":["old","none"]}]}
        409 PUT orders/1 | {"lines":[{"productId":1,"quantity":1,"place":1},{"productId":1,"quantity":1,"place":1}]}
        409 PUT products?sku=cip | {"code":1}
        409 POST orders/1/lines | {"productId":1,"quantity":1,"place":1}
        422 POST orders/1/lines | {"productId":1,"quantity":1}
        422 POST orders/1/lines/{line}/parts | {"grams":101}
        200 GET orders?include=lines.parts
        200 DELETE orders?level=5
        200 GET orders?count=exact
        """);
}
