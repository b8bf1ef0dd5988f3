-- one row with its children
SELECT t0."id", t0."customer_id", t0."issued_at", t0."billing_address", t0."billing_city", t0."billing_state", t0."billing_postal_code", t0."billing_country", t0."total", t0."version"
FROM "invoice" AS t0
WHERE t0."id" = ?1;
SELECT p.key, t0."id", t0."invoice_id", t0."track_id", t0."unit_price", t0."quantity"
FROM json_each(?1) AS p CROSS JOIN "invoice_line" AS t0
WHERE t0."invoice_id" = p.value
ORDER BY p.key, t0."id";
SELECT p.key, t0."id", t0."name", t0."album_id", t0."media_type_id", t0."genre_id", t0."composer", t0."duration_ms", t0."size_bytes", t0."unit_price", t0."version"
FROM json_each(?1) AS p CROSS JOIN "track" AS t0
WHERE t0."id" = p.value;

-- a list over a reference, counted
SELECT t0."name", t1."title", t0."id"
FROM "track" AS t0 LEFT JOIN "album" AS t1 ON t1."id" = t0."album_id" LEFT JOIN "artist" AS t2 ON t2."id" = t1."artist_id"
WHERE t2."name" = ?1
  AND (t0."genre_id" <> ?2 OR t0."genre_id" IS NULL)
ORDER BY t1."title" DESC, t0."name", t0."id"
LIMIT 21;
SELECT count(*)
FROM "track" AS t0 LEFT JOIN "album" AS t1 ON t1."id" = t0."album_id" LEFT JOIN "artist" AS t2 ON t2."id" = t1."artist_id"
WHERE t2."name" = ?1
  AND (t0."genre_id" <> ?2 OR t0."genre_id" IS NULL);

-- rows with any of many
SELECT t0."id", t0."name", t0."version"
FROM "artist" AS t0
WHERE EXISTS (SELECT 1 FROM "album" AS t1 WHERE t1."artist_id" = t0."id" AND EXISTS (SELECT 1 FROM "track" AS t2 WHERE t2."album_id" = t1."id" AND EXISTS (SELECT 1 FROM "playlist_tracks" AS t4, "playlist" AS t3 WHERE t4."track_id" = t2."id" AND t3."id" = t4."playlist_id" AND t3."name" IN (SELECT value FROM json_each(?1)))))
ORDER BY t0."id"
LIMIT 21;

-- text
SELECT t0."id", t0."name", t0."album_id", t0."media_type_id", t0."genre_id", t0."composer", t0."duration_ms", t0."size_bytes", t0."unit_price", t0."version"
FROM "track" AS t0
WHERE instr(t0."name", ?1) > 0
  AND t0."name" >= ?2 AND t0."name" < (?2 || CAST(X'FF' AS TEXT)) AND substr(t0."name", 1, length(?2)) = ?2
  AND substr(t0."composer", length(t0."composer") - length(?3) + 1) = ?3
  AND t0."composer" IS NOT NULL
ORDER BY t0."id"
LIMIT 21;

-- links of one row
SELECT t0."id", t0."name", t0."album_id", t0."media_type_id", t0."genre_id", t0."composer", t0."duration_ms", t0."size_bytes", t0."unit_price", t0."version"
FROM "playlist_tracks" AS t1, "track" AS t0
WHERE t1."playlist_id" = ?1
  AND t0."id" = t1."track_id"
ORDER BY t1."track_id"
LIMIT 21;

-- children of one row
SELECT t0."id", t0."invoice_id", t0."track_id", t0."unit_price", t0."quantity"
FROM "invoice_line" AS t0
WHERE t0."invoice_id" = ?1
ORDER BY t0."id"
LIMIT 21;

-- links with a page each
SELECT t0."id", t0."name", t0."version"
FROM "playlist" AS t0
ORDER BY t0."id"
LIMIT 21;
SELECT p.key, t0."id", t0."name", t0."album_id", t0."media_type_id", t0."genre_id", t0."composer", t0."duration_ms", t0."size_bytes", t0."unit_price", t0."version"
FROM json_each(?1) AS p CROSS JOIN "track" AS t0
WHERE t0."id" IN (
SELECT t2."track_id"
FROM "playlist_tracks" AS t2, "track" AS t1
WHERE t2."playlist_id" = p.value
  AND t1."id" = t2."track_id"
ORDER BY t1."name", t2."track_id"
LIMIT 4)
ORDER BY p.key, t0."name", t0."id";

-- a page with relations at every level, counted
SELECT t0."last_name", t0."id", t0."support_rep_id"
FROM "customer" AS t0
ORDER BY t0."id"
LIMIT 6;
SELECT p.key, t0."last_name", t0."id"
FROM json_each(?1) AS p CROSS JOIN "employee" AS t0
WHERE t0."id" = p.value;
SELECT p.key, t0."id", t0."customer_id", t0."issued_at", t0."billing_address", t0."billing_city", t0."billing_state", t0."billing_postal_code", t0."billing_country", t0."total", t0."version"
FROM json_each(?1) AS p CROSS JOIN "invoice" AS t0
WHERE t0."id" IN (
SELECT t1."id"
FROM "invoice" AS t1
WHERE t1."customer_id" = p.value
ORDER BY t1."id"
LIMIT 3)
ORDER BY p.key, t0."id";
SELECT p.key, t0."id", t0."invoice_id", t0."track_id", t0."unit_price", t0."quantity"
FROM json_each(?1) AS p CROSS JOIN "invoice_line" AS t0
WHERE t0."invoice_id" = p.value
ORDER BY p.key, t0."id";
SELECT p.key, t0."id", t0."name", t0."album_id", t0."media_type_id", t0."genre_id", t0."composer", t0."duration_ms", t0."size_bytes", t0."unit_price", t0."version"
FROM json_each(?1) AS p CROSS JOIN "track" AS t0
WHERE t0."id" = p.value;
SELECT count(*)
FROM "customer" AS t0;

-- a relation twice, each with a filter, a page and a count of its own
SELECT t0."name", t0."id"
FROM "artist" AS t0
ORDER BY t0."id"
LIMIT 6;
SELECT p.key, t0."title", t0."id", t0."artist_id"
FROM json_each(?1) AS p CROSS JOIN "album" AS t0
WHERE t0."id" IN (
SELECT t1."id"
FROM "album" AS t1
WHERE t1."artist_id" = p.value
ORDER BY t1."id"
LIMIT 3)
ORDER BY p.key, t0."id";
SELECT p.key, (
SELECT count(*)
FROM "album" AS t0
WHERE t0."artist_id" = p.value)
FROM json_each(?1) AS p;
SELECT p.key, t0."title", t0."id", t0."artist_id"
FROM json_each(?2) AS p CROSS JOIN "album" AS t0
WHERE t0."id" IN (
SELECT t1."id"
FROM "album" AS t1
WHERE t1."artist_id" = p.value
  AND (instr(t1."title", ?1) > 0)
ORDER BY t1."title", t1."id"
LIMIT 4)
ORDER BY p.key, t0."title", t0."id";
SELECT p.key, (
SELECT count(*)
FROM "album" AS t0
WHERE t0."artist_id" = p.value
  AND (instr(t0."title", ?1) > 0))
FROM json_each(?2) AS p;

-- a page of children
SELECT t0."id", t0."customer_id", t0."issued_at", t0."billing_address", t0."billing_city", t0."billing_state", t0."billing_postal_code", t0."billing_country", t0."total", t0."version"
FROM "invoice" AS t0
WHERE t0."id" = ?1;
SELECT p.key, t0."id", t0."invoice_id", t0."track_id", t0."unit_price", t0."quantity"
FROM json_each(?1) AS p CROSS JOIN "invoice_line" AS t0
WHERE t0."id" IN (
SELECT t1."id"
FROM "invoice_line" AS t1
WHERE t1."invoice_id" = p.value
ORDER BY t1."id"
LIMIT 3)
ORDER BY p.key, t0."id";

-- a tree of conditions
SELECT t0."name", t0."id"
FROM "track" AS t0 LEFT JOIN "album" AS t1 ON t1."id" = t0."album_id"
WHERE t0."genre_id" = ?1
  AND t1."title" >= ?2 AND t1."title" < (?2 || CAST(X'FF' AS TEXT)) AND substr(t1."title", 1, length(?2)) = ?2
  AND ((NOT EXISTS (SELECT 1 FROM "playlist_tracks" AS t3, "playlist" AS t2 WHERE t3."track_id" = t0."id" AND t2."id" = t3."playlist_id" AND (NOT (t2."name" <> ?3)))) OR (NOT (t0."composer" IS NULL)))
ORDER BY t0."id"
LIMIT 21;

