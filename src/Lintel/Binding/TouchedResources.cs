using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Binding;

/// <summary>Finds the resources whose rows an operation looks at. One that is forgotten here can't be read: <see cref="BoundAccess.Of"/>.</summary>
internal sealed class TouchedResources
{
    private readonly List<Resource> _found = new(4); // few: a set would cost more than it saves

    /// <summary>Those of a read.</summary>
    public static List<Resource> Of(BoundSelection selection)
    {
        var touched = new TouchedResources();
        touched.Add(selection);
        return touched._found;
    }

    /// <summary>Those of an aggregate.</summary>
    public static List<Resource> Of(Resource resource, BoundFilter? filter, IEnumerable<Expression> values)
    {
        var touched = new TouchedResources();
        touched.Found(resource);
        touched.Add(filter);
        foreach (var value in values) touched.Add(value);
        return touched._found;
    }

    private void Add(BoundSelection selection)
    {
        Found(selection.Resource);
        for (var i = 0; i < selection.Columns.Count; i++) Add(selection.Columns[i]);
        Add(selection.Filter);
        for (var i = 0; i < selection.Includes.Count; i++) Add(selection.Includes[i].Selection);
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
            case Within within: Found(within.Relation.Source); break;
            default: throw new NotSupportedException($"Nobody knows what {filter.GetType().Name} looks at.");
        }
    }

    private void Add(BoundPath path)
    {
        for (var i = 0; i < path.Hops.Count; i++) Found(path.Hops[i].Target);
        if (path.Field is { IsStored: false, Role: not FieldRole.Right, Computed: { } computed }) Add(computed); // a policy sees all rows
    }

    private void Add(Expression expression)
    {
        foreach (var (relation, _) in ExpressionFacts.Followed(expression)) Found(relation.Target);
    }

    private void Found(Resource resource)
    {
        if (!_found.Contains(resource)) _found.Add(resource);
    }
}
