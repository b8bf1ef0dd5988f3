-- the schema
CREATE TABLE "customer" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE "order" (
  "id" TEXT /* uuid */ NOT NULL,
  "customer_id" INTEGER,
  "note" TEXT,
  "due" INTEGER /* timestamp */,
  "label" TEXT GENERATED ALWAYS AS (("note" || ('!'))) STORED,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "fk_order_customer_id" FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "order_line" (
  "id" TEXT /* uuid */ NOT NULL,
  "order_id" TEXT /* uuid */ NOT NULL,
  "quantity" INTEGER NOT NULL,
  "price" INTEGER /* scale 2 */ NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "fk_order_line_order_id" FOREIGN KEY ("order_id") REFERENCES "order" ("id") ON DELETE CASCADE
) STRICT;

CREATE INDEX "ix_order_label_id" ON "order" ("label", "id");

CREATE INDEX "ix_order_customer_id_id" ON "order" ("customer_id", "id");

CREATE INDEX "ix_order_line_order_id_id" ON "order_line" ("order_id", "id");

-- a page by what is computed, with what comes along
SELECT t0."id", t0."customer_id", t0."note", t0."due", ((SELECT CASE WHEN count(*) = 0 THEN '0.00' ELSE lintel_sum(t7.v, 2, 38, 2) END FROM (SELECT lintel_arithmetic(2, t6."quantity", 0, t6."price", 2, 22, 2) AS v FROM "order_line" AS t6 WHERE t6."order_id" = t0."id") AS t7) COLLATE LINTEL_DECIMAL), ((t0."due" < ?5) IS TRUE), t1."name", t0."label", t0."version"
FROM "order" AS t0 LEFT JOIN "customer" AS t1 ON t1."id" = t0."customer_id"
WHERE (CASE WHEN t1."id" IS NOT NULL THEN (SELECT count(*) FROM "order" AS t2 WHERE t2."customer_id" = t1."id") ELSE NULL END) > ?1
  AND t0."label" = ?2
  AND ((SELECT CASE WHEN count(*) = 0 THEN '0.00' ELSE lintel_sum(t4.v, 2, 38, 2) END FROM (SELECT lintel_arithmetic(2, t3."quantity", 0, t3."price", 2, 22, 2) AS v FROM "order_line" AS t3 WHERE t3."order_id" = t0."id") AS t4) > ?3 COLLATE LINTEL_DECIMAL)
  AND (EXISTS (SELECT 1 FROM "order_line" AS t5 WHERE t5."order_id" = t0."id" AND (lintel_arithmetic(2, t5."quantity", 0, t5."price", 2, 22, 2) > ?4 COLLATE LINTEL_DECIMAL)))
ORDER BY ((SELECT CASE WHEN count(*) = 0 THEN '0.00' ELSE lintel_sum(t7.v, 2, 38, 2) END FROM (SELECT lintel_arithmetic(2, t6."quantity", 0, t6."price", 2, 22, 2) AS v FROM "order_line" AS t6 WHERE t6."order_id" = t0."id") AS t7) COLLATE LINTEL_DECIMAL) DESC, t1."name", t0."id"
LIMIT 21;
SELECT p.key, t0."id", t0."order_id", t0."quantity", t0."price", (lintel_arithmetic(2, t0."quantity", 0, t0."price", 2, 22, 2) COLLATE LINTEL_DECIMAL)
FROM json_each(?1) AS p CROSS JOIN "order_line" AS t0
WHERE t0."order_id" = p.value
ORDER BY p.key, t0."id";

-- a row through a reference
SELECT t0."id", t0."version", t0."customer_id"
FROM "order" AS t0
WHERE t0."id" = ?1;
SELECT p.key, (SELECT count(*) FROM "order" AS t1 WHERE t1."customer_id" = t0."id"), t0."id"
FROM json_each(?1) AS p CROSS JOIN "customer" AS t0
WHERE t0."id" = p.value;

-- a create with owned children
INSERT INTO "order" ("id", "customer_id", "note", "due", "version")
VALUES (?1, ?2, ?3, ?4, ?5);
INSERT INTO "order_line" ("id", "quantity", "price", "order_id")
VALUES (?1, ?2, ?3, ?4);

-- a create alone, but for what is counted
INSERT INTO "customer" ("name", "version")
VALUES (?1, ?2);

-- an update
UPDATE "order"
SET "note" = ?1, "version" = "version" + 1
WHERE "id" = ?2;
