using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Search;

namespace Lintel.Binding;

/// <summary>Resolves searches.</summary>
internal static class SearchBinder
{
    /// <summary>The condition; null where it can't be read, which <paramref name="problems"/> then says.</summary>
    public static Matching? Bind(Resource resource, SearchText search, ServiceLimits limits, CallerView view, List<Value> parameters, ProblemList problems)
    {
        if (resource.Entity.Search is null)
        {
            problems.Add(ErrorCatalogue.InvalidParameter, search.Pointer, WhyNot(resource));
            return null;
        }
        if (resource.Fields.FirstOrDefault(field => field.Searchable && !view.MaySee(field)) is { } unseen)
        {
            view.Refuse(problems, search.Pointer, unseen.Name);
            return null;
        }
        if (SearchParser.Read(search.Text, limits.Search, limits.SearchWords, out var problem) is not { } terms)
        {
            problems.Add(ErrorCatalogue.InvalidParameter, search.Pointer, problem);
            return null;
        }
        parameters.Add(SearchTerms.Of(terms));
        return new Matching(parameters.Count - 1, terms.Any(term => term.Words.Count > 1));
    }

    /// <summary>What a search is ordered by. Its name has the terms in it, so that a cursor belongs to its search.</summary>
    public static Field Relevance(Value terms) => new()
    {
        Name = $"relevance({string.Join(", ", terms.AsList.Select(term => term.AsText))})",
        Ordinal = -1,
        Type = FieldType.Of(ScalarKind.Double),
        Column = null,
        Role = FieldRole.Relevance,
    };

    private static string WhyNot(Resource resource)
    {
        var texts = resource.Fields.Where(field => field is { IsStored: true, WriteOnly: false, Type.IsArray: false, Role: FieldRole.Plain }
            && field.Type.Kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url).Select(field => field.Name).ToArray();
        var instead = texts.Length == 0 ? "" : $" The contract could make these so: {string.Join(", ", texts)}. Filters look for parts of a text: {texts[0]}[contains]=….";
        return $"'{resource.Name}' has no searchable fields.{instead}";
    }
}
