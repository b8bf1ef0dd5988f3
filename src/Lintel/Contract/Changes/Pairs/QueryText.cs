using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>An access pattern as text, by which two are the same or not.</summary>
/// <param name="Text">As the contract writes it.</param>
/// <param name="InAnyOrder">With its filters in the order of their names: they serve the same lists.</param>
internal sealed record QueryText(string Text, string InAnyOrder)
{
    /// <summary>An access pattern with the names of its fields.</summary>
    public static QueryText Of(AccessPattern query, Func<Field, string> name)
    {
        var filter = query.Filter.Select(name).ToArray();
        var sort = string.Join(", ", query.Sort.Select(term => (term.Descending ? "-" : "") + name(term.Field)));
        return new QueryText(Written(filter, sort), Written(filter.Order(StringComparer.Ordinal), sort));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string Written(IEnumerable<string> filter, string sort) => $"`{{ filter: [{string.Join(", ", filter)}], sort: [{sort}] }}`";
}
