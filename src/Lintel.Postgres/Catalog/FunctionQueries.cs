namespace Lintel.Postgres.Catalog;

/// <summary>Asks pg_catalog for functions.</summary>
internal static class FunctionQueries
{
    /// <summary>Functions and procedures of people that the role may call; those that only triggers and aggregates call are none, nor are those that belong to a type or an extension.</summary>
    public const string Functions = $"""
        SELECT n.nspname::text, p.proname::text, p.prokind::text, p.provolatile::text, p.proretset::text, p.prorettype::text, p.proargtypes::text, p.proallargtypes::text,
          array_to_string(p.proargmodes, ''), to_json(p.proargnames)::text, p.pronargdefaults::text, obj_description(p.oid, 'pg_proc'), pg_get_function_identity_arguments(p.oid),
          (SELECT json_agg(pg_get_function_arg_default(p.oid, at) ORDER BY at) FROM generate_series(1, COALESCE(cardinality(p.proallargtypes), p.pronargs)) at)::text
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_type t ON t.oid = p.prorettype
        WHERE {TableQueries.IsTheirs} AND p.prokind IN ('f', 'p') AND t.typname NOT IN ('trigger', 'event_trigger')
          AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
        ORDER BY n.nspname COLLATE "C", p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C"
        """;
}
