-- total >= 0 or status == 'paid'
FROM "order" AS t0
WHERE ((t0."total" >= $1) OR (t0."status" = $2))
CHECK (("total" >= ('0e-2'::numeric(12,2))) OR ("status" = ('paid'::text)))

-- note == 'a'
FROM "order" AS t0
WHERE (t0."note" = $1)
CHECK (("note" = ('a'::text)) IS TRUE)

-- note != 'a'
FROM "order" AS t0
WHERE (t0."note" IS DISTINCT FROM $1)
CHECK ("note" IS DISTINCT FROM ('a'::text))

-- note == null
FROM "order" AS t0
WHERE (t0."note" IS NULL)
CHECK ("note" IS NULL)

-- not note == 'a'
FROM "order" AS t0
WHERE ((t0."note" = $1) IS NOT TRUE)
CHECK (("note" = ('a'::text)) IS NOT TRUE)

-- not (number == 1 and urgent)
FROM "order" AS t0
WHERE (((t0."number" = $1) AND (t0."urgent")) IS NOT TRUE)
CHECK ((("number" = ((1)::integer)) AND ("urgent")) IS NOT TRUE)

-- note == customer.name
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."customer_id"
WHERE (t0."note" = t1."name")

-- note == seller.name
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."seller_id"
WHERE (t0."note" IS NOT DISTINCT FROM t1."name")

-- urgent
FROM "order" AS t0
WHERE (t0."urgent")
CHECK (("urgent") IS TRUE)

-- customer.email == 'A@b.example'
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."customer_id"
WHERE (t1."email" = $1 AND lower(t1."email") = lower($1 COLLATE "C"))

-- seller.name in ['a', 'b']
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."seller_id"
WHERE (t1."name" = ANY ($1::text::text[]))

-- 'red' in tags
FROM "order" AS t0
WHERE ($1 = ANY (t0."tags"))
CHECK (('red'::text = ANY ("tags")) IS TRUE)

-- note.startsWith('a') and note.endsWith('b') or note.contains('%')
FROM "order" AS t0
WHERE (((t0."note" >= $1 AND t0."note" < ($1 || repeat(chr(1114111), 32))) AND (starts_with(reverse(t0."note"), reverse($2)))) OR (strpos(t0."note", $3) > 0))
CHECK (((("note" >= ('a'::text) AND "note" < (('a'::text) || repeat(chr(1114111), 32))) AND (starts_with(reverse("note"), reverse(('b'::text))))) OR (strpos("note", ('%'::text)) > 0)) IS TRUE)

-- note.matches('^a+$')
FROM "order" AS t0
WHERE ((t0."note" COLLATE "C") ~ $1)
CHECK ((("note" COLLATE "C") ~ '(?:(?:)\A[\U00000061]+\Z)') IS TRUE)

-- (note + 'x').startsWith(customer.name)
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."customer_id"
WHERE (starts_with((t0."note" || $1), t1."name"))

-- number + number > 3
FROM "order" AS t0
WHERE ((t0."number"::bigint + t0."number"::bigint) > $1)
CHECK (("number"::bigint + "number"::bigint) > ((3)::integer))

-- serial + number > 3
FROM "order" AS t0
WHERE ((nullif(nullif(greatest(least(t0."serial"::numeric + t0."number"::numeric, 9223372036854775808), -9223372036854775809), 9223372036854775808), -9223372036854775809)::bigint) > $1)
CHECK (((nullif(nullif(greatest(least("serial"::numeric + "number"::numeric, 9223372036854775808), -9223372036854775809), 9223372036854775808), -9223372036854775809)::bigint) > ((3)::integer)) IS TRUE)

-- serial * 2 / number == 4
FROM "order" AS t0
WHERE ((nullif(nullif(greatest(least(div((nullif(nullif(greatest(least(t0."serial"::numeric * $1::numeric, 9223372036854775808), -9223372036854775809), 9223372036854775808), -9223372036854775809)::bigint)::numeric, nullif(t0."number"::numeric, 0)), 9223372036854775808), -9223372036854775809), 9223372036854775808), -9223372036854775809)::bigint) = $2)
CHECK (((nullif(nullif(greatest(least(div((nullif(nullif(greatest(least("serial"::numeric * ((2)::integer)::numeric, 9223372036854775808), -9223372036854775809), 9223372036854775808), -9223372036854775809)::bigint)::numeric, nullif("number"::numeric, 0)), 9223372036854775808), -9223372036854775809), 9223372036854775808), -9223372036854775809)::bigint) = ((4)::integer)) IS TRUE)

-- total * number > large
FROM "order" AS t0
WHERE ((t0."total" * (t0."number"::numeric)) > t0."large")
CHECK ((("total" * ("number"::numeric)) > "large") IS TRUE)

-- total / number > 1.5
FROM "order" AS t0
WHERE (round(div(t0."total" * 10000000, nullif((t0."number"::numeric), 0)) * 0.0000001, 6) > $1)
CHECK ((round(div("total" * 10000000, nullif(("number"::numeric), 0)) * 0.0000001, 6) > ('1500000e-6'::numeric(17,6))) IS TRUE)

-- large + 1 > 2
FROM "order" AS t0
WHERE ((t0."large" + $1) > $2::text::numeric(31,2))
CHECK ((("large" + ('1'::numeric(4,0))) > ('2.00'::numeric(31,2))) IS TRUE)

-- total % 3 == 1
FROM "order" AS t0
WHERE (mod(t0."total", nullif($1, 0)) = $2)
CHECK ((mod("total", nullif(('3'::numeric(4,0)), 0)) = ('100e-2'::numeric(6,2))) IS TRUE)

-- due < now() - duration('P7D')
FROM "order" AS t0
WHERE (t0."due" < $1)

-- due + duration('PT1H') > now()
FROM "order" AS t0
WHERE ((timestamptz '1970-01-01 00:00:00+00' + (nullif(nullif(greatest(least(extract(epoch FROM t0."due") * 1000000 + extract(epoch FROM $1) * 1000000, 253402300800000000), -62135596800000001), 253402300800000000), -62135596800000001)::bigint::text || ' microseconds')::interval) > $2)

-- due - now() > duration('PT1H')
FROM "order" AS t0
WHERE (((nullif(nullif(greatest(least(extract(epoch FROM t0."due") * 1000000 - extract(epoch FROM $1) * 1000000, 9223372036854775808), -9223372036854775809), 9223372036854775808), -9223372036854775809)::bigint::text || ' microseconds')::interval) > $2)

-- week(due) == '2026-W05'
FROM "order" AS t0
WHERE (to_char(t0."due" AT TIME ZONE 'UTC', 'IYYY-"W"IW') = $1)
CHECK ((to_char("due" AT TIME ZONE 'UTC', 'IYYY-"W"IW') = ('2026-W05'::text)) IS TRUE)

-- month(due) < month(now())
FROM "order" AS t0
WHERE (to_char(t0."due" AT TIME ZONE 'UTC', 'YYYY-MM') COLLATE "C" < $1)

-- lines.exists(l, l.quantity > number)
FROM "order" AS t0
WHERE (EXISTS (SELECT 1 FROM "order_line" AS t1 WHERE t1."order_id" = t0."id" AND (t1."quantity" > t0."number")))

-- lines.all(l, l.unitPrice > 0)
FROM "order" AS t0
WHERE (NOT EXISTS (SELECT 1 FROM "order_line" AS t1 WHERE t1."order_id" = t0."id" AND (NOT (t1."unit_price" > $1))))

-- sum(lines.quantity * lines.unitPrice) == total
FROM "order" AS t0
WHERE ((SELECT nullif(nullif(greatest(least(coalesce(sum(t2.v), 0), 1000000000000000000000000000000000000), -1000000000000000000000000000000000000), 1000000000000000000000000000000000000), -1000000000000000000000000000000000000) FROM (SELECT ((t1."quantity"::numeric) * t1."unit_price") AS v FROM "order_line" AS t1 WHERE t1."order_id" = t0."id") AS t2) = t0."total")

-- avg(lines.quantity) > 2
FROM "order" AS t0
WHERE ((SELECT nullif(nullif(greatest(least(round(div(sum(t2.v::numeric) * 10000000, nullif(count(t2.v), 0)::numeric) * 0.0000001, 6), 100000000000000000000000000000000), -100000000000000000000000000000000), 100000000000000000000000000000000), -100000000000000000000000000000000) FROM (SELECT t1."quantity" AS v FROM "order_line" AS t1 WHERE t1."order_id" = t0."id") AS t2) > $1::text::numeric(38,6))

-- count(lines) > 1 and labels.exists(b, b.name == 'x')
FROM "order" AS t0
WHERE ((SELECT count(*) FROM "order_line" AS t1 WHERE t1."order_id" = t0."id") > $1)
  AND (EXISTS (SELECT 1 FROM "order_labels" AS t3, "label" AS t2 WHERE t3."order_id" = t0."id" AND t2."id" = t3."label_id" AND (t2."name" = $2)))

-- customer.orders.count(o, o.total > total) == 0
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."customer_id"
WHERE ((SELECT count(*) FROM "order" AS t2 WHERE t2."customer_id" = t1."id" AND (t2."total" > t0."total")) = $1)

-- urgent ? total > 1 : number > 1
FROM "order" AS t0
WHERE ((CASE WHEN t0."urgent" THEN (t0."total" > $1) ELSE (t0."number" > $2) END))
CHECK ((CASE WHEN "urgent" THEN ("total" > ('100e-2'::numeric(12,2))) ELSE ("number" > ((1)::integer)) END))

