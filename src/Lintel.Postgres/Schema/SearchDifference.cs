using Lintel.Model;

namespace Lintel.Postgres.Schema;

/// <summary>What lies between a model's searches and those of a database: all of it is made from rows, and what is not wanted any more is dropped.</summary>
internal sealed class SearchDifference(ServiceModel model, PostgresDialect dialect, PostgresSearch search)
{
    private const string Indexes = $"""
        SELECT i.relname::text FROM pg_class i JOIN pg_index x ON x.indexrelid = i.oid
        WHERE i.relnamespace = current_schema()::regnamespace AND starts_with(i.relname, '{PostgresSearch.IndexPrefix}') AND x.indisvalid ORDER BY i.relname
        """;

    private const string Functions = $"""
        SELECT p.proname::text, pg_get_function_identity_arguments(p.oid) FROM pg_proc p
        WHERE p.pronamespace = current_schema()::regnamespace AND starts_with(p.proname, '{PostgresSearch.FunctionPrefix}') ORDER BY p.proname
        """;

    /// <summary>The statements, in the order in which they can run.</summary>
    public async Task<IReadOnlyList<string>> StatementsAsync(Catalog catalog)
    {
        var stored = (await catalog.QueryAsync(Indexes).ConfigureAwait(false)).Select(row => row[0]!).ToHashSet(StringComparer.Ordinal);
        var functions = await catalog.QueryAsync(Functions).ConfigureAwait(false);
        var wanted = model.Entities.Where(entity => entity.Search is not null).Select(search.Index).ToArray();
        var needed = PostgresSearch.Functions(model);

        var statements = new List<string>();
        statements.AddRange(stored.Except(wanted.Select(index => index.Name)).Order(StringComparer.Ordinal).Select(name => $"DROP INDEX {dialect.Identifier(name)}"));
        statements.AddRange(functions.Where(row => !needed.Any(function => function.Name == row[0])).Select(row => $"DROP FUNCTION {dialect.Identifier(row[0]!)}({row[1]})"));
        statements.AddRange(needed.Where(function => functions.TrueForAll(row => row[0] != function.Name)).Select(function => function.Text));
        statements.AddRange(wanted.Where(index => !stored.Contains(index.Name)).Select(index => index.Text));
        return statements;
    }
}
