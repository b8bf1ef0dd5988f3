namespace Lintel.Postgres.Catalog;

/// <summary>Asks pg_catalog for types.</summary>
internal static class TypeQueries
{
    /// <summary>The labels of enums, in their order.</summary>
    public const string Labels = "SELECT enumtypid::text, enumlabel::text FROM pg_enum ORDER BY enumtypid, enumsortorder";

    private const int WithMultiranges = 140_000;

    /// <summary>All types.</summary>
    public static string Types(int version) => $"""
        SELECT t.oid::text, n.nspname::text, t.typname::text, t.typtype::text, t.typelem::text, t.typarray::text, t.typbasetype::text, t.typtypmod::text, t.typnotnull::text, t.typrelid::text,
          r.rngsubtype::text, format_type(t.oid, NULL), CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_range r ON r.rngtypid = t.oid{(version >= WithMultiranges ? " OR r.rngmultitypid = t.oid" : "")}
        """;
}
