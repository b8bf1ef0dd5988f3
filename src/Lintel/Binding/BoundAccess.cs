using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Binding;

/// <summary>Which rows of the tables that an operation touches are seen by who asks. The values in the conditions are parameters of the operation.</summary>
/// <param name="Seen">The resources that it touches, by their ordinals.</param>
public sealed record BoundAccess(IReadOnlyList<BoundSight> Seen)
{
    /// <summary>The condition on rows of a resource; null: all are seen.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="fromOwner">Whether the rows are those of an owner that is seen.</param>
    /// <exception cref="InvalidOperationException">Nothing was decided about the resource: no row of it may be read.</exception>
    public Expression? Of(Resource resource, bool fromOwner)
    {
        foreach (var sight in Seen)
        {
            if (sight.Resource == resource) return fromOwner && resource.Owner is not null ? sight.Below : sight.Condition;
        }
        throw new InvalidOperationException($"Nobody asked who may see {resource.Plural}.");
    }
}

/// <summary>Which rows of a resource are seen. Conditions see all rows.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Condition">The condition on a row; null: all are seen.</param>
/// <param name="Below">Of an owned child: the condition on a row of an owner that is seen; null: all are seen.</param>
public sealed record BoundSight(Resource Resource, Expression? Condition, Expression? Below);
