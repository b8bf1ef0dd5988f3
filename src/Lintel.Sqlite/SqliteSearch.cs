using System.Globalization;
using Lintel.Model;
using Lintel.Search;
using Lintel.Sql.Dialect;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite;

/// <summary>
/// How SQLite searches: by a table of FTS5 beside each that is searched, which triggers keep in the same transaction. It holds words only, under the row
/// ids of the other; its tokenizer has nothing left to do but to part them at blanks.
/// </summary>
internal sealed class SqliteSearch(SqliteDialect dialect) : SearchDialect
{
    /// <summary>How the names of all tables and triggers for searches begin.</summary>
    public const string Prefix = "lintel_search_";

    private const string English = "english";

    private static readonly string[] RowIds = ["rowid", "_rowid_", "oid"];

    public override IReadOnlyList<string> Create(ServiceModel model) => [.. model.Entities.Where(HasTable).SelectMany(Objects).Select(made => made.Text)];

    /// <summary>Whether a table of FTS5 is kept: words that are like others are in no index, and who looks for them reads all rows.</summary>
    public static bool HasTable(Entity entity) => entity.Search is { Typos: false };

    public override string Match(Entity entity, string alias, string query, string? phrases, string? mistyped)
    {
        if (mistyped is not null) return $"{OfRow(Functions.Closeness, entity, alias, mistyped)} > 0";
        var table = Table(entity);
        return $"{alias}.{RowId(entity)} IN (SELECT rowid FROM {table} WHERE {table} MATCH {query})";
    }

    public override string? RowColumn(Entity entity) => HasTable(entity) ? RowId(entity) : null;

    // All that is there as it was written comes before what is only like it.
    public override string Relevance(Entity entity, string alias, string words, string query, string? mistyped)
    {
        var relevance = OfRow(Functions.Relevance, entity, alias, words);
        if (mistyped is null) return relevance;
        var closeness = OfRow(Functions.Closeness, entity, alias, mistyped);
        return string.Create(CultureInfo.InvariantCulture, $"CASE {closeness} WHEN {WordSimilarity.Whole} THEN {relevance} - 1.0 ELSE {closeness} / -{WordSimilarity.Whole}.0 END");
    }

    /// <summary>Whether the endings of a language are known.</summary>
    public static bool Knows(string language) => language is SearchIndex.Simple or English;

    /// <summary>The table and the triggers of a table that is searched, by their names, in the order in which they are made.</summary>
    public IReadOnlyList<(string Name, string Text)> Objects(Entity entity)
    {
        var (name, table, row) = (Prefix + entity.Table, Table(entity), RowId(entity));
        var search = entity.Search!;
        var tokenizer = search.Language == English ? "porter ascii" : "ascii";
        var insert = $"INSERT INTO {table} (rowid, {Names(search)}) VALUES (new.{row}, {Words(search, "new.")})";
        var delete = $"DELETE FROM {table} WHERE rowid = old.{row}";
        var changes = search.Columns.Select(column => dialect.Identifier(column.Name)).Prepend(row).Select(column => $"old.{column} IS NOT new.{column}");
        return
        [
            (TableName(entity), $"CREATE VIRTUAL TABLE {table} USING fts5({Names(search)}, content = '', contentless_delete = 1, tokenize = '{tokenizer}')"),
            Trigger("insert", "INSERT", insert),
            Trigger("delete", "DELETE", delete),
            // An update of other columns costs comparisons only.
            Trigger("update", "UPDATE", $"{delete}; {insert}", $" WHEN {string.Join(" OR ", changes)}"),
        ];

        (string, string) Trigger(string suffix, string what, string body, string when = "") => ($"{name}_{suffix}",
            $"CREATE TRIGGER {dialect.Identifier($"{name}_{suffix}")} AFTER {what} ON {dialect.Table(entity)}{when} BEGIN {body}; END");
    }

    /// <summary>The statement that takes in the rows that are there.</summary>
    public string Fill(Entity entity) =>
        $"INSERT INTO {Table(entity)} (rowid, {Names(entity.Search!)}) SELECT {RowId(entity)}, {Words(entity.Search!, "")} FROM {dialect.Table(entity)}";

    /// <summary>
    /// A query that tells whether row ids are no longer those that were taken in, as after a dump was read back or, of tables without indexes, a VACUUM.
    /// Both number rows anew from 1 without gaps: where there were any, the greatest has become less.
    /// </summary>
    public string Renumbered(Entity entity) =>
        $"SELECT (SELECT max({RowId(entity)}) FROM {dialect.Table(entity)}) IS NOT (SELECT max(id) FROM {dialect.Identifier(TableName(entity) + "_docsize")})";

    /// <summary>Terms as FTS5 reads them (https://sqlite.org/fts5.html#full_text_query_syntax): a word in quotes is never an operator.</summary>
    public static string Query(IEnumerable<SearchTerm> terms)
    {
        var all = terms.ToLookup(term => term.IsExcluded, Quoted);
        var required = string.Join(" AND ", all[false]);
        return all[true].Any() ? $"({required}) NOT ({string.Join(" OR ", all[true])})" : required;
    }

    /// <summary>Terms as our functions read them.</summary>
    public static string Terms(IEnumerable<SearchTerm> terms) => string.Join('\n', terms);

    private string OfRow(string function, Entity entity, string alias, string asked)
    {
        var columns = entity.Search!.Columns.Select(column => $"{alias}.{dialect.Identifier(column.Name)}");
        return string.Create(CultureInfo.InvariantCulture, $"{function}({asked}, {Limit(entity.Search)}, {string.Join(", ", columns)})");
    }

    private static string Quoted(SearchTerm term) => $"\"{term.Text}\"{(term.IsPrefix ? " *" : "")}";

    private string Table(Entity entity) => dialect.Identifier(TableName(entity));

    // FTS5 makes more tables, such as one that ends in _data: with an ending of its own, none of them is that of another table that is searched.
    private static string TableName(Entity entity) => $"{Prefix}{entity.Table}_words";

    // Names of columns may be ones that FTS5 keeps for itself.
    private static string Names(SearchIndex search) => string.Join(", ", search.Columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"c{i}")));

    private string Words(SearchIndex search, string row) => string.Join(", ", search.Columns.Select(column =>
        string.Create(CultureInfo.InvariantCulture, $"{Functions.Words}({row}{dialect.Identifier(column.Name)}, {Limit(search)})")));

    // One of the three names that no column has taken; an integer key is one itself.
    private static string RowId(Entity entity) =>
        RowIds.First(name => !entity.Columns.Any(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)));
}
