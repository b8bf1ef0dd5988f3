CREATE TABLE "customer" (
  "id" TEXT /* uuid */ NOT NULL,
  "email" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "tier" TEXT NOT NULL DEFAULT 'basic' CONSTRAINT "ck_customer_tier" CHECK ("tier" IN ('basic', 'gold')),
  "created_at" INTEGER /* timestamp */ NOT NULL,
  "updated_at" INTEGER /* timestamp */ NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
) STRICT;

CREATE TABLE "product" (
  "id" TEXT /* uuid */ NOT NULL,
  "sku" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "price" INTEGER /* scale 2 */ NOT NULL CONSTRAINT "ck_product_price" CHECK ("price" >= 0),
  "stock" INTEGER NOT NULL DEFAULT 0 CONSTRAINT "ck_product_stock" CHECK ("stock" >= 0),
  "created_at" INTEGER /* timestamp */ NOT NULL,
  "updated_at" INTEGER /* timestamp */ NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
) STRICT;

CREATE TABLE "order" (
  "id" TEXT /* uuid */ NOT NULL,
  "customer_id" TEXT /* uuid */ NOT NULL,
  "status" TEXT NOT NULL DEFAULT 'pending' CONSTRAINT "ck_order_status" CHECK ("status" IN ('pending', 'paid', 'shipped', 'cancelled')),
  "total" INTEGER /* scale 2 */ NOT NULL DEFAULT 0 CONSTRAINT "ck_order_total" CHECK ("total" >= 0),
  "note" TEXT,
  "carrier" TEXT,
  "shipped_at" INTEGER /* timestamp */,
  "created_at" INTEGER /* timestamp */ NOT NULL,
  "updated_at" INTEGER /* timestamp */ NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "fk_order_customer_id" FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "order_line" (
  "id" TEXT /* uuid */ NOT NULL,
  "order_id" TEXT /* uuid */ NOT NULL,
  "product_id" TEXT /* uuid */ NOT NULL,
  "quantity" INTEGER NOT NULL CONSTRAINT "ck_order_line_quantity" CHECK ("quantity" >= 1),
  "unit_price" INTEGER /* scale 2 */ NOT NULL CONSTRAINT "ck_order_line_unit_price" CHECK ("unit_price" >= 0),
  PRIMARY KEY ("id"),
  CONSTRAINT "fk_order_line_order_id" FOREIGN KEY ("order_id") REFERENCES "order" ("id") ON DELETE CASCADE,
  CONSTRAINT "fk_order_line_product_id" FOREIGN KEY ("product_id") REFERENCES "product" ("id") ON DELETE RESTRICT
) STRICT;

CREATE UNIQUE INDEX "uq_customer_email" ON "customer" ("email");

CREATE UNIQUE INDEX "uq_product_sku" ON "product" ("sku");

CREATE INDEX "ix_order_status_created_at_id" ON "order" ("status", "created_at" DESC, "id" DESC);

CREATE INDEX "ix_order_customer_id_created_at_id" ON "order" ("customer_id", "created_at" DESC, "id" DESC);

CREATE INDEX "ix_order_line_order_id_id" ON "order_line" ("order_id", "id");

CREATE INDEX "ix_order_line_product_id_id" ON "order_line" ("product_id", "id");

CREATE TRIGGER "lintel_rule_product_f821568843a2_insert" AFTER INSERT ON "product"
WHEN NOT ((NEW."price" > (0)) OR (NEW."stock" = (0)))
BEGIN SELECT RAISE(ABORT, 'lintel_rule_product_f821568843a2_insert'); END;

CREATE TRIGGER "lintel_rule_product_f821568843a2_update" AFTER UPDATE ON "product"
WHEN NOT ((NEW."price" > (0)) OR (NEW."stock" = (0)))
BEGIN SELECT RAISE(ABORT, 'lintel_rule_product_f821568843a2_update'); END;

CREATE VIRTUAL TABLE "lintel_search_product_words" USING fts5(c0, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE TRIGGER "lintel_search_product_insert" AFTER INSERT ON "product" BEGIN INSERT INTO "lintel_search_product_words" (rowid, c0) VALUES (new.rowid, lintel_words_1(new."name", 200000)); END;

CREATE TRIGGER "lintel_search_product_delete" AFTER DELETE ON "product" BEGIN DELETE FROM "lintel_search_product_words" WHERE rowid = old.rowid; END;

CREATE TRIGGER "lintel_search_product_update" AFTER UPDATE ON "product" WHEN old.rowid IS NOT new.rowid OR old."name" IS NOT new."name" BEGIN DELETE FROM "lintel_search_product_words" WHERE rowid = old.rowid; INSERT INTO "lintel_search_product_words" (rowid, c0) VALUES (new.rowid, lintel_words_1(new."name", 200000)); END;
