using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Postgres.Security;

/// <summary>The policies of a table of pairs: who sees both rows of a pair sees it. Pairs are written by the engine alone.</summary>
internal static class LinkPolicies
{
    public static IEnumerable<string> Create(SqlDialect dialect, Relation relation)
    {
        var (table, link) = (dialect.Table(relation.Link!.Entity), relation.Link);
        yield return $"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY";
        foreach (var drop in PolicyNames.Drop(dialect, link.Entity)) yield return drop;
        // Of the ends those are found that the policies of their own tables show.
        yield return $"CREATE POLICY {PolicyNames.Policy(dialect, PolicyNames.Read)} ON {table} FOR SELECT\n  USING ({Seen(relation.Source, link.Source)} AND {Seen(relation.Target, link.Target)})";

        string Seen(Resource end, IReadOnlyList<Column> columns)
        {
            var same = end.Key.Zip(columns).Select(pair => $"t0.{dialect.Identifier(pair.First.Column.Name)} = {table}.{dialect.Identifier(pair.Second.Name)}");
            return $"EXISTS (SELECT 1 FROM {dialect.Table(end.Entity)} AS t0 WHERE {string.Join(" AND ", same)})";
        }
    }

    public static string Note(SqlDialect dialect, Relation relation) => $"nobody may write pairs of {dialect.Table(relation.Link!.Entity)}: '{relation.Name}' of {relation.Source.Plural} is linked through the API";
}
