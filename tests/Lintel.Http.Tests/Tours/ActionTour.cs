namespace Lintel.Http.Tests.Tours;

/// <summary>What actions are given, ask and set, of values of each kind.</summary>
internal static class ActionTour
{
    public const string Contract = """
          thing:
            key: int
            fields:
              status: enum(new, used, lost) = new
              name: string(1..20)? unique
              count: int readOnly = 0
              large: long readOnly = 0
              price: decimal(12,2) = 1.50
              exact: decimal(38,10)? readOnly
              rate: double? readOnly
              ok: bool readOnly = false
              day: date? readOnly
              clock: time? readOnly
              local: datetime? readOnly
              at: timestamp? readOnly
              wait: duration? readOnly
              code: uuid? readOnly
              mail: email? readOnly
              page: url? readOnly
              extra: json? readOnly
              raw: bytes? readOnly
              size: enum(small, large) readOnly = small
              tags: string[] readOnly = []
              numbers: int[]? readOnly
              label: { computed: "name + '!'" }
              doubled: { computed: count * 2, stored: true }
              owner: owner?
            state: status
            rules:
              - { name: cheap, check: price < 1000, message: Too dear. }
            actions:
              fill:
                input:
                  name: string?
                  exact: decimal(38,10)?
                  rate: double?
                  day: date?
                  clock: time?
                  local: datetime?
                  at: timestamp?
                  wait: duration?
                  code: uuid?
                  mail: email?
                  page: url?
                  extra: json?
                  raw: bytes?
                  size: enum(small, large) = large
                  tags: string(..5)[] = []
                  numbers: int[]?
                set:
                  name: input.name
                  exact: input.exact
                  rate: input.rate
                  ok: has(input.name) or input.size == 'large'
                  day: input.day
                  clock: input.clock
                  local: input.local
                  at: input.at
                  wait: input.wait
                  code: input.code
                  mail: input.mail
                  page: input.page
                  extra: input.extra
                  raw: input.raw
                  size: input.size
                  tags: input.tags
                  numbers: input.numbers
              compute:
                from: [new, used]
                to: used
                rules: [count < 3 or price > 2]
                set:
                  count: count + 1
                  large: large * 2 + 9000000000000000000
                  price: price * 1.005 + doubled
                  exact: price / 3
                  rate: count
                  at: "has(at) ? at + duration('P1D') : createdAt"
                  day: now()
                  clock: now()
                  local: now()
                  name: label
                  tags: tags
              copy: { set: { extra: extra, raw: raw, numbers: numbers, wait: at - createdAt, mail: mail } }
              give: { input: { to: int? }, set: { ownerId: input.to } }
              price: { input: { price: "decimal(12,2)", less: int = 0 }, rules: [ { name: positive, check: input.price - input.less > 0 } ], set: { price: input.price - input.less } }
              lose: { to: lost }
          owner:
            key: int
            managed: []
            fields: { name: string }
        """;

    public static Tour Tour { get; } = Tour.Of("""
        # Values of each kind
        201 POST things | {}
        201 POST things | {"name":"other"}
        201 POST owners | {"name":"Ada"}
        200 POST things/1/fill | {"name":"é𝒳","exact":-1234567890123456789012345678.0123456789,"rate":1e-7,"day":"2026-01-31","clock":"13:45:30.5","local":"1969-12-31T23:59:59.999999","at":"1969-12-31T23:30:00+01:00","wait":"P1DT2H","code":"0198C1A5-6b1c-7d7e-8f00-1234567890ab","mail":"a@b.example","page":"https://b.example/ü","extra":{"b":[1.50,null,"\u00e9"],"a":{}},"raw":"AAEC","size":"small","tags":["a","'"],"numbers":[1,-2]}
        200 GET things/1
        200 POST things/1/copy
        200 POST things/1/fill
        200 POST things/1/fill | {"size":"large","tags":[],"numbers":[]}

        # What is wrong with them
        422 POST things/1/fill | {"name":"","exact":"x","rate":"NaN","day":"2026-02-30","clock":"24:00","local":1,"at":"2026-01-31T00:00:00","wait":"P1M","code":"x","mail":"@","page":"ftp://x","raw":"*","size":"tiny","tags":["too long"],"numbers":[1.5]}
        422 POST things/1/fill | {"size":null,"tags":null}
        422 POST things/1/fill | {"tags":[null],"numbers":[null]}
        422 POST things/1/fill | {"name":"longer than twenty code points"}
        409 POST things/1/fill | {"name":"other"}
        422 POST things/1/give | {"to":99}
        422 POST things/1/give | {"to":99999999999}
        200 POST things/1/give?include=owner | {"to":1}
        200 POST things/1/give?include=owner | {"to":null}
        422 POST things/1/price | {"price":1000}
        422 POST things/1/price | {"price":1001,"less":1}
        422 POST things/1/price | {"price":5,"less":6}
        422 POST things/1/price | {"price":0}
        422 POST things/1/price | {"price":-9999999999.99,"less":2147483647}
        200 POST things/1/price | {"price":7.5,"less":2}

        # Computing
        200 POST things/1/compute
        200 POST things/2/compute
        422 POST things/2/compute
        422 POST things/1/compute
        200 GET things?sort=id&include=_actions

        # States
        200 POST things/1/lose?include=_actions
        409 POST things/1/lose
        409 POST things/1/compute
        200 POST things/1/copy
        404 POST things/9/copy
        412 POST things/1/copy | If-Match: "1"
        200 GET things/1?fields=_actions,owner(name)
        200 GET things?fields=_actions&limit=1&sort=-id
        200 GET things?fields=_actions&limit=1&sort=-id&after={next}
        """);
}
