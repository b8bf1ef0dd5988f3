-- one row with its children
SELECT t0."id", t0."customer_id", t0."issued_at", t0."billing_address", t0."billing_city", t0."billing_state", t0."billing_postal_code", t0."billing_country", t0."total", t0."version", ARRAY(
SELECT ROW(t1."id", t1."invoice_id", t1."track_id", t1."unit_price", t1."quantity", t2."id", t2."name", t2."album_id", t2."media_type_id", t2."genre_id", t2."composer", t2."duration_ms", t2."size_bytes", t2."unit_price", t2."version")
FROM "invoice_line" AS t1
LEFT JOIN "track" AS t2 ON t2."id" = t1."track_id"
WHERE t1."invoice_id" = t0."id"
ORDER BY t1."id")
FROM "invoice" AS t0
WHERE t0."id" = $1;

-- a list over a reference, counted
SELECT t7.n, t6.c0, t6.c1, t6.c2
FROM (
SELECT count(*)
FROM "track" AS t3 LEFT JOIN "album" AS t4 ON t4."id" = t3."album_id" LEFT JOIN "artist" AS t5 ON t5."id" = t4."artist_id"
WHERE t5."name" = $1
  AND (t3."genre_id" <> $2 OR t3."genre_id" IS NULL)) AS t7(n) LEFT JOIN (
SELECT t0."name" AS c0, t1."title" AS c1, t0."id" AS c2
FROM "track" AS t0 LEFT JOIN "album" AS t1 ON t1."id" = t0."album_id" LEFT JOIN "artist" AS t2 ON t2."id" = t1."artist_id"
WHERE t2."name" = $1
  AND (t0."genre_id" <> $2 OR t0."genre_id" IS NULL)
ORDER BY t1."title" DESC, t0."name", t0."id"
LIMIT 21) AS t6 ON true
ORDER BY t6.c1 DESC, t6.c0, t6.c2;

-- rows with any of many
SELECT t0."id", t0."name", t0."version"
FROM "artist" AS t0
WHERE EXISTS (SELECT 1 FROM "album" AS t1 WHERE t1."artist_id" = t0."id" AND EXISTS (SELECT 1 FROM "track" AS t2 WHERE t2."album_id" = t1."id" AND EXISTS (SELECT 1 FROM "playlist_tracks" AS t4, "playlist" AS t3 WHERE t4."track_id" = t2."id" AND t3."id" = t4."playlist_id" AND t3."name" = ANY ($1::text::text[]))))
ORDER BY t0."id"
LIMIT 21;

-- text
SELECT t0."id", t0."name", t0."album_id", t0."media_type_id", t0."genre_id", t0."composer", t0."duration_ms", t0."size_bytes", t0."unit_price", t0."version"
FROM "track" AS t0
WHERE strpos(t0."name", $1) > 0
  AND t0."name" >= $2 AND t0."name" < ($2 || repeat(chr(1114111), 32))
  AND right(t0."composer", length($3)) = $3
  AND t0."composer" IS NOT NULL
ORDER BY t0."id"
LIMIT 21;

-- links of one row
SELECT t0."id", t0."name", t0."album_id", t0."media_type_id", t0."genre_id", t0."composer", t0."duration_ms", t0."size_bytes", t0."unit_price", t0."version"
FROM "playlist_tracks" AS t1, "track" AS t0
WHERE t1."playlist_id" = $1
  AND t0."id" = t1."track_id"
ORDER BY t1."track_id"
LIMIT 21;

-- children of one row
SELECT t0."id", t0."invoice_id", t0."track_id", t0."unit_price", t0."quantity"
FROM "invoice_line" AS t0
WHERE t0."invoice_id" = $1
ORDER BY t0."id"
LIMIT 21;

-- links with a page each
SELECT t1.c0, t1.c1, t1.c2, CASE WHEN t1.n <= 20 THEN ARRAY(
SELECT ROW(t2."id", t2."name", t2."album_id", t2."media_type_id", t2."genre_id", t2."composer", t2."duration_ms", t2."size_bytes", t2."unit_price", t2."version")
FROM "playlist_tracks" AS t3, "track" AS t2
WHERE t3."playlist_id" = t1.c0
  AND t2."id" = t3."track_id"
ORDER BY t2."name", t3."track_id"
LIMIT 4) END
FROM (SELECT row_number() OVER () AS n, q.* FROM (
SELECT t0."id" AS c0, t0."name" AS c1, t0."version" AS c2
FROM "playlist" AS t0
ORDER BY t0."id"
LIMIT 21) AS q) AS t1
ORDER BY t1.c0;

-- a page with relations at every level, counted
SELECT t3.n, t2.c0, t2.c1, t2.c2, t4."last_name", CASE WHEN t2.n <= 5 THEN ARRAY(
SELECT ROW(t6.c0, t6.c1, t6.c2, t6.c3, t6.c4, t6.c5, t6.c6, t6.c7, t6.c8, t6.c9, CASE WHEN t6.n <= 2 THEN ARRAY(
SELECT ROW(t7."id", t7."invoice_id", t7."track_id", t7."unit_price", t7."quantity", t8."id", t8."name", t8."album_id", t8."media_type_id", t8."genre_id", t8."composer", t8."duration_ms", t8."size_bytes", t8."unit_price", t8."version")
FROM "invoice_line" AS t7
LEFT JOIN "track" AS t8 ON t8."id" = t7."track_id"
WHERE t7."invoice_id" = t6.c0
ORDER BY t7."id") END)
FROM (SELECT row_number() OVER () AS n, q.* FROM (
SELECT t5."id" AS c0, t5."customer_id" AS c1, t5."issued_at" AS c2, t5."billing_address" AS c3, t5."billing_city" AS c4, t5."billing_state" AS c5, t5."billing_postal_code" AS c6, t5."billing_country" AS c7, t5."total" AS c8, t5."version" AS c9
FROM "invoice" AS t5
WHERE t5."customer_id" = t2.c1
ORDER BY t5."id"
LIMIT 3) AS q) AS t6
ORDER BY t6.c0) END
FROM (
SELECT count(*)
FROM "customer" AS t1) AS t3(n) LEFT JOIN (SELECT row_number() OVER () AS n, q.* FROM (
SELECT t0."last_name" AS c0, t0."id" AS c1, t0."support_rep_id" AS c2
FROM "customer" AS t0
ORDER BY t0."id"
LIMIT 6) AS q) AS t2 ON true
LEFT JOIN "employee" AS t4 ON t4."id" = t2.c2
ORDER BY t2.c1;

-- a relation twice, each with a filter, a page and a count of its own
SELECT t1.c0, t1.c1, CASE WHEN t1.n <= 5 THEN ARRAY(
SELECT ROW(t2."title", t2."id", t2."artist_id")
FROM "album" AS t2
WHERE t2."artist_id" = t1.c1
ORDER BY t2."id"
LIMIT 3) END, CASE WHEN t1.n <= 5 THEN (
SELECT count(*)
FROM "album" AS t3
WHERE t3."artist_id" = t1.c1) END, CASE WHEN t1.n <= 5 THEN ARRAY(
SELECT ROW(t4."title", t4."id", t4."artist_id")
FROM "album" AS t4
WHERE t4."artist_id" = t1.c1
  AND (strpos(t4."title", $1) > 0)
ORDER BY t4."title", t4."id"
LIMIT 4) END, CASE WHEN t1.n <= 5 THEN (
SELECT count(*)
FROM "album" AS t5
WHERE t5."artist_id" = t1.c1
  AND (strpos(t5."title", $1) > 0)) END
FROM (SELECT row_number() OVER () AS n, q.* FROM (
SELECT t0."name" AS c0, t0."id" AS c1
FROM "artist" AS t0
ORDER BY t0."id"
LIMIT 6) AS q) AS t1
ORDER BY t1.c1;

-- a page of children
SELECT t0."id", t0."customer_id", t0."issued_at", t0."billing_address", t0."billing_city", t0."billing_state", t0."billing_postal_code", t0."billing_country", t0."total", t0."version", ARRAY(
SELECT ROW(t1."id", t1."invoice_id", t1."track_id", t1."unit_price", t1."quantity")
FROM "invoice_line" AS t1
WHERE t1."invoice_id" = t0."id"
ORDER BY t1."id"
LIMIT 3)
FROM "invoice" AS t0
WHERE t0."id" = $1;

-- a tree of conditions
SELECT t0."name", t0."id"
FROM "track" AS t0 LEFT JOIN "album" AS t1 ON t1."id" = t0."album_id"
WHERE t0."genre_id" = $1
  AND t1."title" >= $2 AND t1."title" < ($2 || repeat(chr(1114111), 32))
  AND ((NOT EXISTS (SELECT 1 FROM "playlist_tracks" AS t3, "playlist" AS t2 WHERE t3."track_id" = t0."id" AND t2."id" = t3."playlist_id" AND (NOT (t2."name" <> $3)))) OR (NOT (t0."composer" IS NULL)))
ORDER BY t0."id"
LIMIT 21;

