using Lintel.Model;
using Lintel.Search;

namespace Lintel.Sql.Dialect;

/// <summary>
/// What databases search with. All find the same rows: those whose <see cref="SearchWords"/> are asked for. Values come as parameters, whose
/// text is made of nothing but such words and the database's own operators.
/// </summary>
public abstract class SearchDialect
{
    /// <summary>The statements that make what a model's searches need in an empty database, in the order in which they can run.</summary>
    public abstract IReadOnlyList<string> Create(ServiceModel model);

    /// <summary>The condition that a row is found.</summary>
    /// <param name="entity">The table, which is searched.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="query">The placeholder of the whole search.</param>
    /// <param name="phrases">The placeholder of its phrases; null: it has none.</param>
    /// <param name="mistyped">The placeholder of what may be mistyped; null: the table is searched for words as they are.</param>
    public abstract string Match(Entity entity, string alias, string query, string? phrases, string? mistyped);

    /// <summary>A column of the table that searches need and <c>*</c> does not name; null: there is none.</summary>
    public virtual string? RowColumn(Entity entity) => null;

    /// <summary>How well a row fits the search that found it, as a binary64 number: the less, the better.</summary>
    /// <param name="entity">The table, which is searched.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="words">The placeholder of the words that count.</param>
    /// <param name="query">The placeholder of the whole search.</param>
    /// <param name="mistyped">The placeholder of what may be mistyped; null: the table is searched for words as they are.</param>
    public abstract string Relevance(Entity entity, string alias, string words, string query, string? mistyped);

    /// <summary>How many code points of each field are looked at.</summary>
    protected static int Limit(SearchIndex search) => (search.Typos ? SearchWords.MaxTextWithTypos : SearchWords.MaxText) / search.Columns.Count;
}
