-- total >= 0 or status == 'paid'
FROM "order" AS t0
WHERE ((t0."total" >= ?1) OR (t0."status" = ?2))
CHECK (("total" >= (0)) OR ("status" = ('paid')))

-- note == 'a'
FROM "order" AS t0
WHERE (t0."note" = ?1)
CHECK (("note" = ('a')) IS TRUE)

-- note != 'a'
FROM "order" AS t0
WHERE (t0."note" IS DISTINCT FROM ?1)
CHECK ("note" IS DISTINCT FROM ('a'))

-- note == null
FROM "order" AS t0
WHERE (t0."note" IS NULL)
CHECK ("note" IS NULL)

-- not note == 'a'
FROM "order" AS t0
WHERE ((t0."note" = ?1) IS NOT TRUE)
CHECK (("note" = ('a')) IS NOT TRUE)

-- not (number == 1 and urgent)
FROM "order" AS t0
WHERE (((t0."number" = ?1) AND (t0."urgent")) IS NOT TRUE)
CHECK ((("number" = (1)) AND ("urgent")) IS NOT TRUE)

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
WHERE (t1."email" = ?1 AND t1."email" = ?1 COLLATE NOCASE)

-- seller.name in ['a', 'b']
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."seller_id"
WHERE (t1."name" IN (SELECT value FROM json_each(?1)))

-- 'red' in tags
FROM "order" AS t0
WHERE (lintel_has_element(t0."tags", ?1))
CHECK ((lintel_has_element("tags", '"red"')) IS TRUE)

-- note.startsWith('a') and note.endsWith('b') or note.contains('%')
FROM "order" AS t0
WHERE (((t0."note" >= ?1 AND t0."note" < (?1 || CAST(X'FF' AS TEXT)) AND substr(t0."note", 1, length(?1)) = ?1) AND (lintel_ends_with(t0."note", ?2))) OR (instr(t0."note", ?3) > 0))
CHECK (((("note" >= ('a') AND "note" < (('a') || CAST(X'FF' AS TEXT)) AND substr("note", 1, length(('a'))) = ('a')) AND (lintel_ends_with("note", ('b')))) OR (instr("note", ('%')) > 0)) IS TRUE)

-- note.matches('^a+$')
FROM "order" AS t0
WHERE (lintel_matches(t0."note", ?1))
CHECK ((lintel_matches("note", '^a+$')) IS TRUE)

-- (note + 'x').startsWith(customer.name)
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."customer_id"
WHERE (instr((t0."note" || ?1), t1."name") = 1)

-- number + number > 3
FROM "order" AS t0
WHERE ((t0."number" + t0."number") > ?1)
CHECK (("number" + "number") > (3))

-- serial + number > 3
FROM "order" AS t0
WHERE (lintel_arithmetic(0, t0."serial", 0, t0."number", 0, 0, 0) > ?1)
CHECK ((lintel_arithmetic(0, "serial", 0, "number", 0, 0, 0) > (3)) IS TRUE)

-- serial * 2 / number == 4
FROM "order" AS t0
WHERE (lintel_arithmetic(3, lintel_arithmetic(2, t0."serial", 0, ?1, 0, 0, 0), 0, t0."number", 0, 0, 0) = ?2)
CHECK ((lintel_arithmetic(3, lintel_arithmetic(2, "serial", 0, (2), 0, 0, 0), 0, "number", 0, 0, 0) = (4)) IS TRUE)

-- total * number > large
FROM "order" AS t0
WHERE (lintel_arithmetic(2, t0."total", 2, t0."number", 0, 22, 2) > t0."large" COLLATE LINTEL_DECIMAL)
CHECK ((lintel_arithmetic(2, "total", 2, "number", 0, 22, 2) > "large" COLLATE LINTEL_DECIMAL) IS TRUE)

-- total / number > 1.5
FROM "order" AS t0
WHERE (lintel_arithmetic(3, t0."total", 2, t0."number", 0, 17, 6) > ?1)
CHECK ((lintel_arithmetic(3, "total", 2, "number", 0, 17, 6) > (1500000)) IS TRUE)

-- large + 1 > 2
FROM "order" AS t0
WHERE (lintel_arithmetic(0, t0."large", 2, ?1, 0, 31, 2) > ?2 COLLATE LINTEL_DECIMAL)
CHECK ((lintel_arithmetic(0, "large", 2, (1), 0, 31, 2) > ('2.00') COLLATE LINTEL_DECIMAL) IS TRUE)

-- total % 3 == 1
FROM "order" AS t0
WHERE (lintel_arithmetic(4, t0."total", 2, ?1, 0, 6, 2) = ?2)
CHECK ((lintel_arithmetic(4, "total", 2, (3), 0, 6, 2) = (100)) IS TRUE)

-- due < now() - duration('P7D')
FROM "order" AS t0
WHERE (t0."due" < ?1)

-- due + duration('PT1H') > now()
FROM "order" AS t0
WHERE (lintel_arithmetic(0, t0."due", 0, ?1, 0, -1, 0) > ?2)

-- due - now() > duration('PT1H')
FROM "order" AS t0
WHERE (lintel_arithmetic(1, t0."due", 0, ?1, 0, 0, 0) > ?2)

-- week(due) == '2026-W05'
FROM "order" AS t0
WHERE (lintel_calendar(3, t0."due") = ?1)
CHECK ((lintel_calendar(3, "due") = ('2026-W05')) IS TRUE)

-- month(due) < month(now())
FROM "order" AS t0
WHERE (lintel_calendar(2, t0."due") < ?1)

-- lines.exists(l, l.quantity > number)
FROM "order" AS t0
WHERE (EXISTS (SELECT 1 FROM "order_line" AS t1 WHERE t1."order_id" = t0."id" AND (t1."quantity" > t0."number")))

-- lines.all(l, l.unitPrice > 0)
FROM "order" AS t0
WHERE (NOT EXISTS (SELECT 1 FROM "order_line" AS t1 WHERE t1."order_id" = t0."id" AND (NOT (t1."unit_price" > ?1))))

-- sum(lines.quantity * lines.unitPrice) == total
FROM "order" AS t0
WHERE ((SELECT CASE WHEN count(*) = 0 THEN '0.00' ELSE lintel_sum(t2.v, 2, 38, 2) END FROM (SELECT lintel_arithmetic(2, t1."quantity", 0, t1."unit_price", 2, 22, 2) AS v FROM "order_line" AS t1 WHERE t1."order_id" = t0."id") AS t2) = lintel_arithmetic(0, t0."total", 2, 0, 0, 38, 2) COLLATE LINTEL_DECIMAL)

-- avg(lines.quantity) > 2
FROM "order" AS t0
WHERE ((SELECT lintel_mean(t2.v, 0, 38, 6) FROM (SELECT t1."quantity" AS v FROM "order_line" AS t1 WHERE t1."order_id" = t0."id") AS t2) > ?1 COLLATE LINTEL_DECIMAL)

-- count(lines) > 1 and labels.exists(b, b.name == 'x')
FROM "order" AS t0
WHERE ((SELECT count(*) FROM "order_line" AS t1 WHERE t1."order_id" = t0."id") > ?1)
  AND (EXISTS (SELECT 1 FROM "order_labels" AS t3, "label" AS t2 WHERE t3."order_id" = t0."id" AND t2."id" = t3."label_id" AND (t2."name" = ?2)))

-- customer.orders.count(o, o.total > total) == 0
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."customer_id"
WHERE ((SELECT count(*) FROM "order" AS t2 WHERE t2."customer_id" = t1."id" AND (t2."total" > t0."total")) = ?1)

-- urgent ? total > 1 : number > 1
FROM "order" AS t0
WHERE ((CASE WHEN t0."urgent" THEN (t0."total" > ?1) ELSE (t0."number" > ?2) END))
CHECK ((CASE WHEN "urgent" THEN ("total" > (100)) ELSE ("number" > (1)) END))

