using Lintel.Model;
using Lintel.Search;

namespace Lintel.Binding;

/// <summary>The terms of a search as the parameter of an operation.</summary>
public static class SearchTerms
{
    /// <summary>The parameter of terms.</summary>
    public static Value Of(IEnumerable<SearchTerm> terms) => Value.Of([.. terms.Select(term => Value.Of(term.ToString()))]);

    /// <summary>The terms of a parameter.</summary>
    public static IEnumerable<SearchTerm> Of(Value parameter) => parameter.AsList.Select(term => SearchTerm.Read(term.AsText));
}
