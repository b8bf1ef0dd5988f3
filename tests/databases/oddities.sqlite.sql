-- One table for each oddity that a SQLite file of years has. The whole file runs in an empty database.
CREATE TABLE key_rowid (id INTEGER PRIMARY KEY, note TEXT);
CREATE TABLE key_auto (id INTEGER PRIMARY KEY AUTOINCREMENT, note TEXT);
CREATE TABLE key_int (id INT PRIMARY KEY, note TEXT);
CREATE TABLE key_text (code VARCHAR(10) NOT NULL PRIMARY KEY, note TEXT) WITHOUT ROWID;
CREATE TABLE key_composite (country CHAR(2) NOT NULL, zip TEXT NOT NULL, name TEXT, PRIMARY KEY (country, zip));
CREATE TABLE key_none (line TEXT, number INT);
CREATE TABLE key_unique (code TEXT NOT NULL UNIQUE, note TEXT);
INSERT INTO key_rowid (note) VALUES ('one'), (NULL); INSERT INTO key_auto (note) VALUES ('one'); INSERT INTO key_int VALUES (1, 'one');
INSERT INTO key_text VALUES ('EUR', 'Euro'); INSERT INTO key_composite VALUES ('DE', '10115', 'Berlin'), ('DE', '01067', 'Dresden');
INSERT INTO key_none VALUES ('first', 1), ('first', 1); INSERT INTO key_unique VALUES ('a', 'b');

CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, boss_id INTEGER REFERENCES person, mentor_id INTEGER REFERENCES person (id) ON DELETE SET NULL);
CREATE TABLE parcel (id INTEGER PRIMARY KEY, sender_id INTEGER NOT NULL, country CHAR(2), zip TEXT, carrier TEXT REFERENCES key_unique (code),
  CONSTRAINT fk_sender FOREIGN KEY (sender_id) REFERENCES person (id) ON DELETE CASCADE, FOREIGN KEY (country, zip) REFERENCES key_composite);
CREATE INDEX parcel_sender ON parcel (sender_id, id DESC);
INSERT INTO person VALUES (1, 'Ada', NULL, NULL), (2, 'Bob', 1, 1); INSERT INTO parcel VALUES (1, 1, 'DE', '10115', 'a'), (2, 2, NULL, NULL, NULL);

CREATE TABLE "user" (id INTEGER PRIMARY KEY, "group" INT, [order] TEXT, `select` BOOLEAN, "null" TEXT);
CREATE TABLE "order details" (id INTEGER PRIMARY KEY, "unit price" NUMERIC(8,2), "% off" INT, "a.b" TEXT);
CREATE TABLE "العملاء" ("الرقم" INTEGER PRIMARY KEY, "الاسم" TEXT NOT NULL);
CREATE TABLE "say ""hi""" ("it's" INTEGER PRIMARY KEY, "semi;colon" TEXT, "paren)" TEXT, "CHECK (" TEXT);
CREATE TABLE CamelCase (ID INTEGER PRIMARY KEY, someURLField TEXT);
INSERT INTO "user" VALUES (1, 1, 'by', 1, 'null'); INSERT INTO "order details" VALUES (1, 9.99, 10, 'dot');
INSERT INTO "العملاء" VALUES (1, 'ليلى'); INSERT INTO "say ""hi""" VALUES (1, ';', ')', 'check'); INSERT INTO CamelCase VALUES (1, 'u');

CREATE TABLE types_declared (id INTEGER PRIMARY KEY, yes BOOLEAN, whole INT, big BIGINT, tiny TINYINT, exact DECIMAL(10,2), loose NUMERIC, real_ REAL, twice DOUBLE PRECISION, words VARCHAR(20), long_ CLOB, raw BLOB,
  day DATE, clock TIME, moment DATETIME, stamp TIMESTAMP, doc JSON, ident UUID, any_thing, money MONEY, unicode NVARCHAR(10));
CREATE TABLE types_strict (id INTEGER PRIMARY KEY, i INT, r REAL, t TEXT NOT NULL, b BLOB, a ANY) STRICT;
INSERT INTO types_declared VALUES (1, 1, 2, 9223372036854775807, 3, 12.34, 1.5, 0.1, 1e300, 'twenty', 'long', x'deadbeef', '2024-02-29', '12:34:56', '2024-02-29 12:34:56', '2024-02-29T12:34:56Z', '{"a": 1}', '0190163d-8694-739b-aea5-966c26f8ad91', 'any', 9.99, 'ünï'),
  (2, NULL, 'not a number', NULL, NULL, NULL, x'00', 9e999, NULL, 'longer than the twenty that it says', NULL, NULL, 1709209800, 0.5, 2460369.5, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO types_strict VALUES (1, 1, 1.5, 't', x'00', 'a');

CREATE TABLE columns_made (id INTEGER PRIMARY KEY, net REAL NOT NULL, gross REAL GENERATED ALWAYS AS (net * 1.19) STORED, twice REAL AS (net * 2), made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, label TEXT DEFAULT 'new''s', flag INT NOT NULL DEFAULT 0, expr INT DEFAULT (1 + 1));
CREATE TABLE columns_checked (id INTEGER PRIMARY KEY, low INT NOT NULL CHECK (low >= 0), high INT, state TEXT NOT NULL CHECK (state IN ('open', 'shut')) COLLATE NOCASE, -- CHECK (in a comment)
  /* CHECK (nor here) */ CONSTRAINT ordered CHECK (low < high OR high IS NULL), CHECK (state <> ')'), UNIQUE (low, high));
CREATE INDEX checked_lower ON columns_checked (lower(state), low DESC) WHERE low > 0;
INSERT INTO columns_made (id, net) VALUES (1, 100); INSERT INTO columns_checked VALUES (1, 0, 5, 'open');

CREATE VIEW person_names AS SELECT id, name FROM person;
CREATE VIEW person_counts AS SELECT boss_id, count(*) AS n FROM person GROUP BY boss_id;
CREATE VIRTUAL TABLE notes USING fts5(body);
CREATE TRIGGER person_named AFTER UPDATE ON person BEGIN SELECT 1; END;
CREATE TABLE copied AS SELECT id, name FROM person;
