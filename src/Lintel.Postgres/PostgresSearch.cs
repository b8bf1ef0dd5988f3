using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lintel.Model;
using Lintel.Search;
using Lintel.Sql.Dialect;

namespace Lintel.Postgres;

/// <summary>
/// How PostgreSQL searches: by a GIN index over the words of a row, made by a function of ours. Its own parser takes addresses, paths and signs for words, and
/// asks the locale what a letter is.
/// </summary>
internal sealed class PostgresSearch(PostgresDialect dialect) : SearchDialect
{
    /// <summary>How the names of all indexes for searches begin.</summary>
    public const string IndexPrefix = "lintel_search_";

    /// <summary>How the names of the functions begin.</summary>
    public const string FunctionPrefix = "lintel_words_";

    /// <summary>The name of the function. It changes with the alphabet: then every index is made anew.</summary>
    public static readonly string Function = string.Create(CultureInfo.InvariantCulture, $"{FunctionPrefix}{SearchAlphabet.Version}");

    private static readonly string Whole = WordSimilarity.Whole.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The statement that makes the function: the words of a text's first code points, as <see cref="SearchWords"/> has them; with a dictionary, their stems.
    /// A letter that counts as another is replaced wherever it stands, one letter after the other: <c>translate</c> would look at all 1,000 for each
    /// character. It says that it is dear, or the planner would rather walk along the key and call it for each row than find the rows by the index and
    /// sort them. Whoever changes it raises <see cref="SearchAlphabet.Version"/>.
    /// </summary>
    public static string CreateFunction { get; } = $$"""
        CREATE FUNCTION {{Function}}(value text, length integer, stem regdictionary) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
        DECLARE
          words text COLLATE "C" := lower(left(coalesce(value, ''), length) COLLATE "C");
          letter text COLLATE "C";
        BEGIN
          IF octet_length(words) > char_length(words) THEN
            LOOP
              letter := substring(words FROM '[{{Class(Ranges(SearchAlphabet.Folded.From))}}]');
              EXIT WHEN letter IS NULL;
              words := replace(words, letter, substr('{{SearchAlphabet.Folded.To}}', strpos('{{SearchAlphabet.Folded.From}}', letter), 1));
            END LOOP;
            words := regexp_replace(words, '[{{Class([(SearchAlphabet.FirstMark, SearchAlphabet.LastMark)])}}]+', '', 'g');
            words := regexp_replace(words, '([{{Class(SearchAlphabet.Singles)}}])', ' \1 ', 'g');
          END IF;
          words := btrim(regexp_replace(words, '[{{Class(SearchAlphabet.Separators)}}]+', ' ', 'g'));
          IF words ~ '[^ ]{{{SearchWords.MaxLength + 1}}}' THEN
            words := regexp_replace(words, '([^ ]{{{SearchWords.MaxLength}}})[^ ]+', '\1', 'g');
          END IF;
          IF stem IS NOT NULL THEN
            words := (SELECT string_agg(coalesce((ts_lexize(stem, w))[1], w), ' ' ORDER BY n) FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS u(w, n));
          END IF;
          RETURN CASE WHEN words <> '' THEN ' ' || words || ' ' ELSE ' ' END;
        END $$
        """;

    public override IReadOnlyList<string> Create(ServiceModel model) =>
        [.. Functions(model).Select(function => function.Text), .. model.Entities.Where(entity => entity.Search is not null).Select(entity => Index(entity).Text)];

    /// <summary>The functions that a model's searches need, in the order in which they can be made.</summary>
    public static IReadOnlyList<(string Name, string Text)> Functions(ServiceModel model)
    {
        if (!model.Entities.Any(entity => entity.Search is not null)) return [];
        return model.Entities.Any(entity => entity.Search is { Typos: true }) ? [(Function, CreateFunction), .. PostgresSimilarity.Functions] : [(Function, CreateFunction)];
    }

    /// <summary>The index of a table that is searched. Its name has a hash of all that it depends on: PostgreSQL keeps expressions in words of its own.</summary>
    public (string Name, string Text) Index(Entity entity)
    {
        var vector = Kept(entity, "");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entity.Table}: {vector}")))[..8];
        var name = $"{IndexPrefix}{(entity.Table.Length <= 40 ? entity.Table : entity.Table[..40])}_{hash}";
        return (name, $"CREATE INDEX {dialect.Identifier(name)} ON {dialect.Table(entity)} USING gin (({vector}))");
    }

    public override string Match(Entity entity, string alias, string query, string? phrases, string? mistyped)
    {
        var search = entity.Search!;
        var found = mistyped is null ? $"{Vector(entity, alias + ".")} @@ {Query(search, query, "&")}" : MatchMistyped(entity, alias + ".", query, mistyped);
        if (phrases is null) return found;
        // Positions would tell too, but only the first 256 of each word.
        var text = string.Join(" || '|' || ", search.Columns.Select(column => Words(search, $"{alias}.{dialect.Identifier(column.Name)}")));
        return $"{found}\n  AND ({text}) LIKE ALL (ARRAY({Patterns(search, phrases, isExcluded: false)}))\n  AND NOT ({text}) LIKE ANY (ARRAY({Patterns(search, phrases, isExcluded: true)}))";
    }

    // All words are there: how many of them in which field is what tells rows apart. 1 divides by the logarithm of the length.
    public override string Relevance(Entity entity, string alias, string words, string query, string? mistyped)
    {
        var (search, vector) = (entity.Search!, Vector(entity, alias + "."));
        var relevance = $"(-ts_rank({vector}, {Query(search, words, "|")}, 1))::float8";
        if (mistyped is null) return relevance;
        // All that is there as it was written comes before what is only like it.
        var closeness = $"CASE WHEN ({vector}) @@ ({Lexeme(search)})::tsquery THEN {Whole} ELSE {PostgresSimilarity.Similarity}(w, {Plain(entity, alias + ".")}) END";
        return $"CASE WHEN ({vector}) @@ {Query(search, query, "&")} THEN {relevance} - 1 ELSE (SELECT sum({closeness}) / count(*) FROM unnest({mistyped}) AS m(w)) / -{Whole}::float8 END";
    }

    /// <summary>The words of terms, each with the signs of its term. Those of excluded phrases are left out: a row may have them in another order.</summary>
    public static Value[] Words(IEnumerable<SearchTerm> terms) =>
    [
        .. terms.Where(term => !term.IsExcluded || term.Words.Count == 1)
            .SelectMany(term => term.Words.Select((word, i) => new SearchTerm([word], term.IsPrefix && i == term.Words.Count - 1, term.IsExcluded)))
            .Select(term => Value.Of(term.ToString())),
    ];

    /// <summary>The words for which one that is like them will do.</summary>
    public static Value[] Mistyped(IEnumerable<SearchTerm> terms) => [.. terms.Where(term => term.MayBeMistyped).Select(term => Value.Of(term.Text))];

    /// <summary>The terms that have several words.</summary>
    public static Value[] Phrases(IEnumerable<SearchTerm> terms) => [.. terms.Where(term => term.Words.Count > 1).Select(term => Value.Of(term.ToString()))];

    /// <summary>The words of a row: each once for each field, with the weight of the field.</summary>
    private string Vector(Entity entity, string row)
    {
        var search = entity.Search!;
        return string.Join(" || ", search.Columns.Select((column, i) =>
            $"regexp_replace({Words(search, row + dialect.Identifier(column.Name))}, '([^ ]+)', '''\\1'':1{"ABCD"[Math.Min(i, 3)]}', 'g')::tsvector"));
    }

    /// <summary>What the index keeps of a row: its words, and where typing mistakes are forgiven the trigrams of these.</summary>
    private string Kept(Entity entity, string row) =>
        entity.Search!.Typos ? $"{Vector(entity, row)} || {PostgresSimilarity.Trigrams}({Plain(entity, row)})" : Vector(entity, row);

    /// <summary>The words of a row as they are written, in any language.</summary>
    private string Plain(Entity entity, string row) => string.Join(" || ", entity.Search!.Columns.Select(column =>
        string.Create(CultureInfo.InvariantCulture, $"{Function}({row}{dialect.Identifier(column.Name)}, {Limit(entity.Search)}, NULL)")));

    // The index finds rows that share trigrams; whether a word of theirs is like enough is asked of each.
    private string MatchMistyped(Entity entity, string row, string query, string mistyped)
    {
        var lexeme = Lexeme(entity.Search!);
        var widened = $"CASE WHEN w = ANY ({mistyped}) THEN '(' || {lexeme} || {PostgresSimilarity.Alternatives("w")} || ')' ELSE {lexeme} END";
        return $"""
            ({Kept(entity, row)}) @@ (SELECT string_agg({widened}, ' & ')::tsquery FROM unnest({query}) AS u(w))
              AND NOT EXISTS (SELECT FROM unnest({mistyped}) AS m(w) WHERE NOT ({Vector(entity, row)}) @@ ({lexeme})::tsquery AND {PostgresSimilarity.Similarity}(w, {Plain(entity, row)}) = 0)
            """;
    }

    private static string Words(SearchIndex search, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{Function}({text}, {Limit(search)}, {Dictionary(search)})");

    private static string Dictionary(SearchIndex search) => search.Language == SearchIndex.Simple ? "NULL" : $"'pg_catalog.{search.Language}_stem'::regdictionary";

    private static string Query(SearchIndex search, string words, string between) => $"(SELECT string_agg({Lexeme(search)}, ' {between} ')::tsquery FROM unnest({words}) AS u(w))";

    // A word has no sign in it that a query could take for an operator.
    private static string Lexeme(SearchIndex search)
    {
        var stem = search.Language == SearchIndex.Simple ? "btrim(w, '-*')" : $"coalesce((ts_lexize({Dictionary(search)}, btrim(w, '-*')))[1], btrim(w, '-*'))";
        return $"CASE left(w, 1) WHEN '-' THEN '!''' ELSE '''' END || {stem} || CASE right(w, 1) WHEN '*' THEN ''':*' ELSE '''' END";
    }

    private static string Patterns(SearchIndex search, string phrases, bool isExcluded)
    {
        var words = Words(search, "w");
        return $"SELECT '%' || CASE right(w, 1) WHEN '*' THEN rtrim({words}) ELSE {words} END || '%' FROM unnest({phrases}) AS u(w) WHERE {(isExcluded ? "" : "NOT ")}starts_with(w, '-')";
    }

    private static List<(int First, int Last)> Ranges(string letters)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var letter in letters)
        {
            if (ranges is [.., var (first, last)] && letter == last + 1) ranges[^1] = (first, letter);
            else ranges.Add((letter, letter));
        }
        return ranges;
    }

    private static string Class(IEnumerable<(int First, int Last)> ranges) =>
        string.Concat(ranges.Select(range => range.First == range.Last ? Escaped(range.First) : $"{Escaped(range.First)}-{Escaped(range.Last)}"));

    // NUL is in no text, and no regular expression may name it.
    private static string Escaped(int point) => string.Create(CultureInfo.InvariantCulture, $"{(point > 0xFFFF ? $"\\U{point:X8}" : $"\\u{Math.Max(point, 1):X4}")}");
}
