namespace Lintel.Postgres.Catalog;

/// <summary>Asks pg_catalog for tables and what belongs to them.</summary>
internal static class TableQueries
{
    /// <summary>Schemas of people: not the server's own, nor those of temporary tables.</summary>
    public const string IsTheirs = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    // For each row, before it is inserted, and not switched off: bits of tgtype.
    private const string IsBeforeInsert = "g.tgtype & 7 = 7 AND g.tgenabled <> 'D'";

    /// <summary>
    /// What gives rows. Rights are those that the role has and the object can serve: a view that can't be written has none to. Where a rule does something else
    /// instead, no row comes back.
    /// </summary>
    public const string Relations = $"""
        SELECT c.oid::text, n.nspname::text, c.relname::text, c.relkind::text, c.relispartition::text, obj_description(c.oid, 'pg_class'), c.reltuples::bigint::text, pn.nspname::text, p.relname::text,
          EXISTS (SELECT FROM pg_inherits h WHERE h.inhparent = c.oid)::text, has_schema_privilege(n.oid, 'USAGE')::text, has_any_column_privilege(c.oid, 'SELECT')::text,
          (has_any_column_privilege(c.oid, 'INSERT') AND u.events & 8 <> 0 AND NOT EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = c.oid AND w.is_instead AND w.ev_type = '3'))::text,
          (has_any_column_privilege(c.oid, 'UPDATE') AND u.events & 4 <> 0 AND NOT EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = c.oid AND w.is_instead AND w.ev_type = '2'))::text,
          (has_table_privilege(c.oid, 'DELETE') AND u.events & 16 <> 0 AND NOT EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = c.oid AND w.is_instead AND w.ev_type = '4'))::text,
          EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND {IsBeforeInsert})::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          CROSS JOIN LATERAL (SELECT CASE WHEN c.relkind IN ('r', 'p') THEN 28 ELSE pg_relation_is_updatable(c.oid, true) END AS events) u
          LEFT JOIN LATERAL (SELECT inhparent FROM pg_inherits WHERE inhrelid = c.oid ORDER BY inhseqno LIMIT 1) h ON true
          LEFT JOIN pg_class p ON p.oid = h.inhparent LEFT JOIN pg_namespace pn ON pn.oid = p.relnamespace
        WHERE {IsTheirs} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
        """;

    /// <summary>The columns of all that has columns, composite types among them. One without a default has that of its domain.</summary>
    public const string Columns = $"""
        SELECT a.attrelid::text, a.attnum::text, a.attname::text, a.atttypid::text, a.atttypmod::text, format_type(a.atttypid, a.atttypmod), a.attnotnull::text, COALESCE(pg_get_expr(f.adbin, f.adrelid), CASE WHEN t.typtype = 'd' THEN pg_get_expr(t.typdefaultbin, 0) END),
          a.attidentity::text, a.attgenerated::text, d.description, o.collname::text,
          (c.relkind = 'c' OR has_column_privilege(c.oid, a.attnum, 'SELECT'))::text,
          (c.relkind = 'c' OR has_column_privilege(c.oid, a.attnum, 'INSERT') AND (c.relkind <> 'v' OR pg_column_is_updatable(c.oid, a.attnum, true)))::text,
          (c.relkind = 'c' OR has_column_privilege(c.oid, a.attnum, 'UPDATE') AND (c.relkind <> 'v' OR pg_column_is_updatable(c.oid, a.attnum, true)))::text,
          EXISTS (SELECT FROM pg_depend s JOIN pg_class q ON q.oid = s.refobjid WHERE s.classid = 'pg_attrdef'::regclass AND s.objid = f.oid AND s.refclassid = 'pg_class'::regclass
            AND CASE WHEN q.relkind = 'S' THEN NOT has_sequence_privilege(q.oid, 'USAGE, UPDATE') ELSE false END)::text,
          EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND {IsBeforeInsert} AND g.tgfoid IN ('tsvector_update_trigger'::regproc, 'tsvector_update_trigger_column'::regproc)
            AND split_part(encode(g.tgargs, 'escape'), '\000', 1) = a.attname)::text
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
          LEFT JOIN pg_description d ON d.objoid = a.attrelid AND d.classoid = 'pg_class'::regclass AND d.objsubid = a.attnum
          LEFT JOIN pg_collation o ON o.oid = a.attcollation AND a.attcollation <> t.typcollation
        WHERE {IsTheirs} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND c.relpersistence <> 't' AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum
        """;

    /// <summary>Keys, references and checks, of tables and of domains. A reference to a partitioned table has others for its partitions, which nobody declared.</summary>
    public const string Constraints = """
        SELECT k.conrelid::text, k.contypid::text, k.conname::text, k.contype::text, k.conkey::text, k.confrelid::text, k.confkey::text, k.confdeltype::text,
          CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END
        FROM pg_constraint k
        WHERE k.contype IN ('p', 'f', 'c') AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.oid = k.conparentid AND p.conrelid = k.conrelid)
        ORDER BY k.conrelid, k.contypid, k.conname COLLATE "C"
        """;

    private const int WithEqualNulls = 150_000;

    /// <summary>Indexes that can be used.</summary>
    public static string Indexes(int version) => $"""
        SELECT x.indrelid::text, i.relname::text, m.amname::text, x.indisunique::text, x.indisprimary::text, x.indkey::text, x.indoption::text, x.indnkeyatts::text, pg_get_expr(x.indpred, x.indrelid),
          CASE WHEN x.indexprs IS NOT NULL THEN (SELECT json_agg(pg_get_indexdef(x.indexrelid, place, true) ORDER BY place) FROM generate_series(1, x.indnkeyatts) AS place)::text END,
          {(version >= WithEqualNulls ? "x.indnullsnotdistinct::text" : "'false'")}
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam JOIN pg_namespace n ON n.oid = i.relnamespace
        WHERE {IsTheirs} AND x.indisvalid
        ORDER BY x.indrelid, i.relname COLLATE "C"
        """;
}
