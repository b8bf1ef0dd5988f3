CREATE TABLE "artist" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE "album" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "title" TEXT NOT NULL,
  "artist_id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "fk_album_artist_id" FOREIGN KEY ("artist_id") REFERENCES "artist" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "genre" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL
) STRICT;

CREATE TABLE "media_type" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL
) STRICT;

CREATE TABLE "track" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "album_id" INTEGER NOT NULL,
  "media_type_id" INTEGER NOT NULL,
  "genre_id" INTEGER,
  "composer" TEXT,
  "duration_ms" INTEGER NOT NULL CONSTRAINT "ck_track_duration_ms" CHECK ("duration_ms" > 0),
  "size_bytes" INTEGER NOT NULL CONSTRAINT "ck_track_size_bytes" CHECK ("size_bytes" > 0),
  "unit_price" INTEGER /* scale 2 */ NOT NULL CONSTRAINT "ck_track_unit_price" CHECK ("unit_price" >= 0),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "fk_track_album_id" FOREIGN KEY ("album_id") REFERENCES "album" ("id") ON DELETE RESTRICT,
  CONSTRAINT "fk_track_media_type_id" FOREIGN KEY ("media_type_id") REFERENCES "media_type" ("id") ON DELETE RESTRICT,
  CONSTRAINT "fk_track_genre_id" FOREIGN KEY ("genre_id") REFERENCES "genre" ("id") ON DELETE SET NULL
) STRICT;

CREATE TABLE "playlist" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE "employee" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "first_name" TEXT NOT NULL,
  "last_name" TEXT NOT NULL,
  "job_title" TEXT NOT NULL,
  "manager_id" INTEGER,
  "birth_date" INTEGER /* date */ NOT NULL,
  "hire_date" INTEGER /* date */ NOT NULL,
  "email" TEXT NOT NULL,
  "phone" TEXT,
  "fax" TEXT,
  "address" TEXT NOT NULL,
  "city" TEXT NOT NULL,
  "state" TEXT,
  "postal_code" TEXT,
  "country" TEXT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "fk_employee_manager_id" FOREIGN KEY ("manager_id") REFERENCES "employee" ("id") ON DELETE SET NULL
) STRICT;

CREATE TABLE "customer" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "first_name" TEXT NOT NULL,
  "last_name" TEXT NOT NULL,
  "company" TEXT,
  "email" TEXT NOT NULL,
  "phone" TEXT,
  "fax" TEXT,
  "address" TEXT NOT NULL,
  "city" TEXT NOT NULL,
  "state" TEXT,
  "postal_code" TEXT,
  "country" TEXT NOT NULL,
  "support_rep_id" INTEGER,
  "created_at" INTEGER /* timestamp */ NOT NULL,
  "updated_at" INTEGER /* timestamp */ NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "fk_customer_support_rep_id" FOREIGN KEY ("support_rep_id") REFERENCES "employee" ("id") ON DELETE SET NULL
) STRICT;

CREATE TABLE "invoice" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "customer_id" INTEGER NOT NULL,
  "issued_at" INTEGER /* datetime */ NOT NULL,
  "billing_address" TEXT NOT NULL,
  "billing_city" TEXT NOT NULL,
  "billing_state" TEXT,
  "billing_postal_code" TEXT,
  "billing_country" TEXT NOT NULL,
  "total" INTEGER /* scale 2 */ NOT NULL CONSTRAINT "ck_invoice_total" CHECK ("total" >= 0),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "fk_invoice_customer_id" FOREIGN KEY ("customer_id") REFERENCES "customer" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "invoice_line" (
  "id" INTEGER PRIMARY KEY AUTOINCREMENT,
  "invoice_id" INTEGER NOT NULL,
  "track_id" INTEGER NOT NULL,
  "unit_price" INTEGER /* scale 2 */ NOT NULL CONSTRAINT "ck_invoice_line_unit_price" CHECK ("unit_price" >= 0),
  "quantity" INTEGER NOT NULL DEFAULT 1 CONSTRAINT "ck_invoice_line_quantity" CHECK ("quantity" >= 1),
  CONSTRAINT "fk_invoice_line_invoice_id" FOREIGN KEY ("invoice_id") REFERENCES "invoice" ("id") ON DELETE CASCADE,
  CONSTRAINT "fk_invoice_line_track_id" FOREIGN KEY ("track_id") REFERENCES "track" ("id") ON DELETE RESTRICT
) STRICT;

CREATE TABLE "playlist_tracks" (
  "playlist_id" INTEGER NOT NULL,
  "track_id" INTEGER NOT NULL,
  PRIMARY KEY ("playlist_id", "track_id"),
  CONSTRAINT "fk_playlist_tracks_playlist_id" FOREIGN KEY ("playlist_id") REFERENCES "playlist" ("id") ON DELETE CASCADE,
  CONSTRAINT "fk_playlist_tracks_track_id" FOREIGN KEY ("track_id") REFERENCES "track" ("id") ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX "uq_artist_name" ON "artist" ("name");

CREATE UNIQUE INDEX "uq_album_artist_id_title" ON "album" ("artist_id", "title");

CREATE INDEX "ix_album_title_id" ON "album" ("title", "id");

CREATE UNIQUE INDEX "uq_genre_name" ON "genre" ("name" COLLATE NOCASE);

CREATE UNIQUE INDEX "uq_media_type_name" ON "media_type" ("name" COLLATE NOCASE);

CREATE INDEX "ix_track_album_id_id" ON "track" ("album_id", "id");

CREATE INDEX "ix_track_genre_id_name_id" ON "track" ("genre_id", "name", "id");

CREATE INDEX "ix_track_media_type_id_name_id" ON "track" ("media_type_id", "name", "id");

CREATE INDEX "ix_track_name_id" ON "track" ("name", "id");

CREATE INDEX "ix_playlist_name_id" ON "playlist" ("name", "id");

CREATE UNIQUE INDEX "uq_employee_email" ON "employee" ("email" COLLATE NOCASE);

CREATE INDEX "ix_employee_last_name_first_name_id" ON "employee" ("last_name", "first_name", "id");

CREATE INDEX "ix_employee_manager_id_last_name_first_name_id" ON "employee" ("manager_id", "last_name", "first_name", "id");

CREATE UNIQUE INDEX "uq_customer_email" ON "customer" ("email" COLLATE NOCASE);

CREATE INDEX "ix_customer_last_name_first_name_id" ON "customer" ("last_name", "first_name", "id");

CREATE INDEX "ix_customer_created_at_id" ON "customer" ("created_at" DESC, "id" DESC);

CREATE INDEX "ix_customer_country_last_name_first_name_id" ON "customer" ("country", "last_name", "first_name", "id");

CREATE INDEX "ix_customer_support_rep_id_last_name_first_name_id" ON "customer" ("support_rep_id", "last_name", "first_name", "id");

CREATE INDEX "ix_invoice_issued_at_id" ON "invoice" ("issued_at" DESC, "id" DESC);

CREATE INDEX "ix_invoice_customer_id_issued_at_id" ON "invoice" ("customer_id", "issued_at" DESC, "id" DESC);

CREATE INDEX "ix_invoice_billing_country_issued_at_id" ON "invoice" ("billing_country", "issued_at" DESC, "id" DESC);

CREATE INDEX "ix_invoice_line_track_id_id" ON "invoice_line" ("track_id", "id");

CREATE INDEX "ix_invoice_line_invoice_id_id" ON "invoice_line" ("invoice_id", "id");

CREATE INDEX "ix_playlist_tracks_track_id_playlist_id" ON "playlist_tracks" ("track_id", "playlist_id");

CREATE VIRTUAL TABLE "lintel_search_album_words" USING fts5(c0, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE TRIGGER "lintel_search_album_insert" AFTER INSERT ON "album" BEGIN INSERT INTO "lintel_search_album_words" (rowid, c0) VALUES (new.rowid, lintel_words_1(new."title", 200000)); END;

CREATE TRIGGER "lintel_search_album_delete" AFTER DELETE ON "album" BEGIN DELETE FROM "lintel_search_album_words" WHERE rowid = old.rowid; END;

CREATE TRIGGER "lintel_search_album_update" AFTER UPDATE ON "album" WHEN old.rowid IS NOT new.rowid OR old."title" IS NOT new."title" BEGIN DELETE FROM "lintel_search_album_words" WHERE rowid = old.rowid; INSERT INTO "lintel_search_album_words" (rowid, c0) VALUES (new.rowid, lintel_words_1(new."title", 200000)); END;

CREATE VIRTUAL TABLE "lintel_search_track_words" USING fts5(c0, c1, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE TRIGGER "lintel_search_track_insert" AFTER INSERT ON "track" BEGIN INSERT INTO "lintel_search_track_words" (rowid, c0, c1) VALUES (new.rowid, lintel_words_1(new."name", 100000), lintel_words_1(new."composer", 100000)); END;

CREATE TRIGGER "lintel_search_track_delete" AFTER DELETE ON "track" BEGIN DELETE FROM "lintel_search_track_words" WHERE rowid = old.rowid; END;

CREATE TRIGGER "lintel_search_track_update" AFTER UPDATE ON "track" WHEN old.rowid IS NOT new.rowid OR old."name" IS NOT new."name" OR old."composer" IS NOT new."composer" BEGIN DELETE FROM "lintel_search_track_words" WHERE rowid = old.rowid; INSERT INTO "lintel_search_track_words" (rowid, c0, c1) VALUES (new.rowid, lintel_words_1(new."name", 100000), lintel_words_1(new."composer", 100000)); END;

CREATE VIRTUAL TABLE "lintel_search_playlist_words" USING fts5(c0, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE TRIGGER "lintel_search_playlist_insert" AFTER INSERT ON "playlist" BEGIN INSERT INTO "lintel_search_playlist_words" (rowid, c0) VALUES (new.rowid, lintel_words_1(new."name", 200000)); END;

CREATE TRIGGER "lintel_search_playlist_delete" AFTER DELETE ON "playlist" BEGIN DELETE FROM "lintel_search_playlist_words" WHERE rowid = old.rowid; END;

CREATE TRIGGER "lintel_search_playlist_update" AFTER UPDATE ON "playlist" WHEN old.rowid IS NOT new.rowid OR old."name" IS NOT new."name" BEGIN DELETE FROM "lintel_search_playlist_words" WHERE rowid = old.rowid; INSERT INTO "lintel_search_playlist_words" (rowid, c0) VALUES (new.rowid, lintel_words_1(new."name", 200000)); END;

CREATE VIRTUAL TABLE "lintel_search_customer_words" USING fts5(c0, c1, c2, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE TRIGGER "lintel_search_customer_insert" AFTER INSERT ON "customer" BEGIN INSERT INTO "lintel_search_customer_words" (rowid, c0, c1, c2) VALUES (new.rowid, lintel_words_1(new."first_name", 66666), lintel_words_1(new."last_name", 66666), lintel_words_1(new."company", 66666)); END;

CREATE TRIGGER "lintel_search_customer_delete" AFTER DELETE ON "customer" BEGIN DELETE FROM "lintel_search_customer_words" WHERE rowid = old.rowid; END;

CREATE TRIGGER "lintel_search_customer_update" AFTER UPDATE ON "customer" WHEN old.rowid IS NOT new.rowid OR old."first_name" IS NOT new."first_name" OR old."last_name" IS NOT new."last_name" OR old."company" IS NOT new."company" BEGIN DELETE FROM "lintel_search_customer_words" WHERE rowid = old.rowid; INSERT INTO "lintel_search_customer_words" (rowid, c0, c1, c2) VALUES (new.rowid, lintel_words_1(new."first_name", 66666), lintel_words_1(new."last_name", 66666), lintel_words_1(new."company", 66666)); END;
