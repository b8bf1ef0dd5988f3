using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>Reads <c>orderBy</c>: each item names one thing.</summary>
internal static class OrderReader
{
    /// <summary>The terms, the most important first.</summary>
    public static IReadOnlyList<OrderTerm> Read(InputValue order, Resource resource)
    {
        var items = order.Kind == InputKind.List ? order.Items : [order];
        var terms = new OrderTerm[items.Count];
        for (var i = 0; i < terms.Length; i++) terms[i] = Term(items[i], resource, "", $"/orderBy/{i}");
        return terms;
    }

    // The schema has made sure that each has one member.
    private static OrderTerm Term(InputValue item, Resource resource, string prefix, string pointer)
    {
        var (name, value) = item.Members[0];
        return resource.FindRelation(name) is { } relation && value.Kind == InputKind.Object
            ? Term(value, relation.Target, $"{prefix}{name}.", pointer)
            : new OrderTerm(prefix + name, value.Text == "DESC", pointer);
    }
}
