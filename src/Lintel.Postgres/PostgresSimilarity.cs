using System.Globalization;
using Lintel.Search;

namespace Lintel.Postgres;

/// <summary>
/// <see cref="WordSimilarity"/> in PostgreSQL. The extension <c>pg_trgm</c> knows it too, but asks the locale what a letter is (in a database of the locale C
/// only those of ASCII are), reads its threshold from a setting of the session, and is not installed everywhere. Here trigrams are lexemes of a text search
/// vector, so that one index and one query serve words and what is like them. A blank is written <c>_</c>, and the same sign stands before each trigram: no
/// word has it.
/// </summary>
internal static class PostgresSimilarity
{
    /// <summary>The function that gives the trigrams of words as a text search vector. Its name has the alphabet's version in it.</summary>
    public static readonly string Trigrams = PostgresSearch.Function + "_trigrams";

    /// <summary>The function that gives the similarity of a word to that of others which is most like it; 0: none is like enough.</summary>
    public static readonly string Similarity = PostgresSearch.Function + "_similarity";

    /// <summary>
    /// The names of both and the statements that make them. OFFSET 0 keeps the planner from computing trigrams anew wherever they are named. The first says that
    /// it is dear and the second that it is not, or the planner would walk along the key and ask each row rather than find a few by the index and ask those.
    /// </summary>
    public static IReadOnlyList<(string Name, string Text)> Functions { get; } =
    [
        (Trigrams, Say($$"""
            CREATE FUNCTION {{Trigrams}}(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000 AS $$
              SELECT array_to_tsvector(ARRAY(
                SELECT '_' || translate(substr(padded, i, 3), ' ', '_')
                FROM (SELECT '  ' || w || ' ' FROM unnest(string_to_array(words, ' ')) AS u(w) WHERE w <> '') AS v(padded), generate_series(1, char_length(padded) - 2) AS s(i)))
            $$
            """)),
        (Similarity, Say($$"""
            CREATE FUNCTION {{Similarity}}(word text, words text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 AS $$
              SELECT coalesce(max(similarity) FILTER (WHERE similarity >= {{WordSimilarity.Least}}), 0)
              FROM (SELECT tsvector_to_array({{Trigrams}}(word)) AS a OFFSET 0) AS asked
              CROSS JOIN (
                SELECT tsvector_to_array({{Trigrams}}(w)) AS b
                FROM (SELECT DISTINCT w COLLATE "C" FROM unnest(string_to_array(words, ' ')) AS u(w) WHERE w <> '') AS d(w) OFFSET 0) AS others
              CROSS JOIN LATERAL (SELECT count(*) AS shared FROM unnest(b) AS t(g) WHERE g = ANY (a)) AS common
              CROSS JOIN LATERAL (SELECT (shared * {{WordSimilarity.Whole}} / (cardinality(a) + cardinality(b) - shared))::integer AS similarity) AS measured
            $$
            """)),
    ];

    /// <summary>
    /// What may be there instead of a word, as the rest of a query: one of its trigrams. Of N trigrams a word that is like enough has at least K, and so at
    /// least one of any N - K + 1: those at its ends, which most rows have, are not asked for.
    /// </summary>
    public static string Alternatives(string word) => Say($"""
        (SELECT string_agg(' | ''' || g || '''', '') FROM (SELECT g FROM unnest(tsvector_to_array({Trigrams}({word}))) AS t(g) ORDER BY char_length(replace(g, '_', '')), g
              OFFSET (length({Trigrams}({word})) * {WordSimilarity.Least} + {WordSimilarity.Whole - 1}) / {WordSimilarity.Whole} - 1) AS asked)
        """);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
