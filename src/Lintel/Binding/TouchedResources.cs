using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Binding;

/// <summary>Finds the resources whose rows an operation looks at. One that is forgotten here can't be read: <see cref="BoundAccess.Of"/>.</summary>
internal sealed class TouchedResources
{
    private readonly HashSet<Resource> _found = [];

    /// <summary>Those of a read.</summary>
    public static IReadOnlyCollection<Resource> Of(BoundSelection selection)
    {
        var touched = new TouchedResources();
        touched.Add(selection);
        return touched._found;
    }

    /// <summary>Those of an aggregate.</summary>
    public static IReadOnlyCollection<Resource> Of(Resource resource, BoundFilter? filter, IEnumerable<Expression> values)
    {
        var touched = new TouchedResources();
        touched._found.Add(resource);
        touched.Add(filter);
        foreach (var value in values) touched.Add(value);
        return touched._found;
    }

    private void Add(BoundSelection selection)
    {
        _found.Add(selection.Resource);
        foreach (var column in selection.Columns) Add(column);
        Add(selection.Filter);
        foreach (var include in selection.Includes) Add(include.Selection);
    }

    private void Add(BoundFilter? filter)
    {
        switch (filter)
        {
            case null or Matching or Deleted: break;
            case AllOf all:
                foreach (var part in all.Parts) Add(part);
                break;
            case Comparison comparison: Add(comparison.Path); break;
            case Where where: Add(where.Condition); break;
            case Within within: _found.Add(within.Relation.Source); break;
            default: throw new NotSupportedException($"Nobody knows what {filter.GetType().Name} looks at.");
        }
    }

    private void Add(BoundPath path)
    {
        foreach (var hop in path.Hops) _found.Add(hop.Target);
        if (path.Field is { IsStored: false, Role: not FieldRole.Right, Computed: { } computed }) Add(computed); // a policy sees all rows
    }

    private void Add(Expression expression)
    {
        foreach (var (relation, _) in ExpressionFacts.Followed(expression)) _found.Add(relation.Target);
    }
}
