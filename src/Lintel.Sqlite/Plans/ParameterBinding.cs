using System.Text;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Search;
using Lintel.Sql.Lowering;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Plans;

/// <summary>Binds what does not change from row to row.</summary>
internal static class ParameterBinding
{
    public static void Bind(SqliteConnection connection, PreparedStatement statement, IReadOnlyList<SqlParameter> sources, Value[] parameters)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            switch (source.Source)
            {
                case ParameterSource.Slot: statement.Bind(i + 1, source.Type, parameters[source.Index]); break;
                case ParameterSource.FirstRow: statement.Bind(i + 1, source.Type, parameters[source.Index].AsList[0]); break;
                case ParameterSource.List: statement.BindText(i + 1, connection.Buffer.List(source.Type, parameters[source.Index].AsList)); break;
                case ParameterSource.Element: statement.BindText(i + 1, connection.Buffer.Element(source.Type, parameters[source.Index])); break;
                case ParameterSource.SearchQuery: statement.BindText(i + 1, Encoding.UTF8.GetBytes(SqliteSearch.Query(SearchTerms.Of(parameters[source.Index])))); break;
                case ParameterSource.SearchMistyped: statement.BindText(i + 1, Encoding.UTF8.GetBytes(SqliteSearch.Terms(SearchTerms.Of(parameters[source.Index])))); break;
                case ParameterSource.SearchedWords: statement.BindText(i + 1, Encoding.UTF8.GetBytes(string.Join(' ', SearchRelevance.Words(SearchTerms.Of(parameters[source.Index]))))); break;
                case ParameterSource.SearchPhrases or ParameterSource.ParentKeys or ParameterSource.Parent or ParameterSource.RowSlot: break;
            }
        }
    }
}
