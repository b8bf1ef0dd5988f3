CREATE TABLE "customer" (
  "id" uuid NOT NULL,
  "email" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "tier" text COLLATE "C" NOT NULL DEFAULT 'basic'::text CONSTRAINT "ck_customer_tier" CHECK ("tier" IN ('basic', 'gold')),
  "created_at" timestamp with time zone NOT NULL,
  "updated_at" timestamp with time zone NOT NULL,
  "version" bigint NOT NULL DEFAULT 1,
  PRIMARY KEY ("id")
);

CREATE TABLE "product" (
  "id" uuid NOT NULL,
  "sku" text COLLATE "C" NOT NULL,
  "name" text COLLATE "C" NOT NULL,
  "price" numeric(12,2) NOT NULL CONSTRAINT "ck_product_price" CHECK ("price" >= '0e-2'::numeric(12,2)),
  "stock" integer NOT NULL DEFAULT 0 CONSTRAINT "ck_product_stock" CHECK ("stock" >= 0),
  "created_at" timestamp with time zone NOT NULL,
  "updated_at" timestamp with time zone NOT NULL,
  "version" bigint NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "lintel_rule_product_3fa261ae6033" CHECK (("price" > ('0e-2'::numeric(12,2))) OR ("stock" = ((0)::integer)))
);

CREATE TABLE "order" (
  "id" uuid NOT NULL,
  "customer_id" uuid NOT NULL,
  "status" text COLLATE "C" NOT NULL DEFAULT 'pending'::text CONSTRAINT "ck_order_status" CHECK ("status" IN ('pending', 'paid', 'shipped', 'cancelled')),
  "total" numeric(12,2) NOT NULL DEFAULT '0e-2'::numeric(12,2) CONSTRAINT "ck_order_total" CHECK ("total" >= '0e-2'::numeric(12,2)),
  "note" text COLLATE "C",
  "created_at" timestamp with time zone NOT NULL,
  "updated_at" timestamp with time zone NOT NULL,
  "version" bigint NOT NULL DEFAULT 1,
  PRIMARY KEY ("id"),
  CONSTRAINT "fk_order_customer_id" FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT
);

CREATE TABLE "order_line" (
  "id" uuid NOT NULL,
  "order_id" uuid NOT NULL,
  "product_id" uuid NOT NULL,
  "quantity" integer NOT NULL CONSTRAINT "ck_order_line_quantity" CHECK ("quantity" >= 1),
  "unit_price" numeric(12,2) NOT NULL CONSTRAINT "ck_order_line_unit_price" CHECK ("unit_price" >= '0e-2'::numeric(12,2)),
  PRIMARY KEY ("id"),
  CONSTRAINT "fk_order_line_order_id" FOREIGN KEY ("order_id") REFERENCES "order" ("id") ON DELETE CASCADE,
  CONSTRAINT "fk_order_line_product_id" FOREIGN KEY ("product_id") REFERENCES "product" ("id") ON DELETE RESTRICT
);

CREATE UNIQUE INDEX "uq_customer_email" ON "customer" ("email");

CREATE UNIQUE INDEX "uq_product_sku" ON "product" ("sku");

CREATE INDEX "ix_order_status_created_at_id" ON "order" ("status", "created_at" DESC, "id" DESC);

CREATE INDEX "ix_order_customer_id_created_at_id" ON "order" ("customer_id", "created_at" DESC, "id" DESC);

CREATE INDEX "ix_order_line_order_id_id" ON "order_line" ("order_id", "id");

CREATE INDEX "ix_order_line_product_id_id" ON "order_line" ("product_id", "id");
