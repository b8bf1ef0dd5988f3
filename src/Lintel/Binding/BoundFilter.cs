using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Which rows. Two-valued: a comparison with an absent value is false, but null equals null and differs from every value.</summary>
public abstract record BoundFilter;

/// <summary>All parts must hold. Never empty.</summary>
/// <param name="Parts">The parts.</param>
public sealed record AllOf(IReadOnlyList<BoundFilter> Parts) : BoundFilter;

/// <summary>
/// A comparison. Where a relation on the path leads to many rows it holds when it holds for at least one of them.
/// </summary>
/// <param name="Path">What is compared.</param>
/// <param name="Operator">How.</param>
/// <param name="Slot">The parameter: a value, a list for in and not in; -1 for the null tests. Never a null.</param>
public sealed record Comparison(BoundPath Path, FilterOperator Operator, int Slot) : BoundFilter
{
    /// <summary>Whether two texts are equal, which is what is asked then, where they differ only in the case of ASCII letters. Default: they are not.</summary>
    public bool IgnoresCase { get; init; }
}

/// <summary>An expression that must be true; null is not.</summary>
/// <param name="Condition">The expression, whose values are parameters of the operation.</param>
public sealed record Where(Expression Condition) : BoundFilter;

/// <summary>
/// Words that must all be in the searchable fields of the row, or must not be there. The words are a parameter; which kinds of terms there are is shape.
/// </summary>
/// <param name="Slot">The parameter: a list of texts, each a <see cref="Search.SearchTerm"/> as it prints.</param>
/// <param name="HasPhrases">Whether a term has several words.</param>
public sealed record Matching(int Slot, bool HasPhrases) : BoundFilter;

/// <summary>Only rows that are deleted softly, or only those that are not, nor is the root that owns them.</summary>
/// <param name="IsDeleted">Which of the two; true only of a resource that has soft deletes itself.</param>
public sealed record Deleted(bool IsDeleted) : BoundFilter
{
    /// <summary>What rows are asked for; null: all, or the resource has no others.</summary>
    public static Deleted? Of(Resource resource, DeletedRows rows) => !resource.MayBeHidden ? null : rows switch
    {
        DeletedRows.Exclude => new Deleted(false),
        DeletedRows.Include => null,
        DeletedRows.Only => new Deleted(true),
    };
}

/// <summary>Only the rows that a relation leads to from one row of its source.</summary>
/// <param name="Relation">The relation; its target is the filtered resource.</param>
/// <param name="Slots">The key of the source row, in the order of its resource's key. A row that is hidden leads to none.</param>
public sealed record Within(Relation Relation, IReadOnlyList<int> Slots) : BoundFilter;
