using Lintel.Access;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>What is asked for of rows that are deleted softly.</summary>
internal enum Deleted
{
    Exclude,
    Include,
    Only,
}

/// <summary>What somebody sees of a world: all of it, as policies do, or what policies leave of it.</summary>
/// <param name="world">The rows.</param>
/// <param name="policies">Who may do what.</param>
/// <param name="caller">Who it is.</param>
/// <param name="isOfAll">Whether all rows are seen.</param>
internal sealed class Sight(World world, PolicySet policies, Caller caller, bool isOfAll)
{
    private readonly Dictionary<Row, bool> _seen = [];

    public Caller Caller => caller;

    public World World => world;

    public PolicySet Policies => policies;

    /// <summary>The same with nothing kept back, as policies see it.</summary>
    public Sight All { get => isOfAll ? this : field ??= new Sight(world, policies, caller, isOfAll: true); }

    /// <summary>The status of what is never allowed to them.</summary>
    public int Refusal => caller.IsAnonymous ? 401 : 403;

    /// <summary>The rows of a resource, in the order of their keys.</summary>
    public IEnumerable<Row> Of(Resource resource, Deleted deleted = Deleted.Exclude) => world.Of(resource).Where(row => IsShown(row, deleted) && Sees(row));

    /// <summary>Whether a row is among those that are asked for.</summary>
    public bool IsShown(Row row, Deleted deleted) => deleted == Deleted.Include || world.IsDeleted(row) == (deleted == Deleted.Only);

    public bool Sees(Row row)
    {
        if (isOfAll) return true;
        if (!_seen.TryGetValue(row, out var seen))
        {
            var parent = row.Resource.Owner?.Inverse is { } up ? world.One(row, up) : null;
            seen = (parent is null || Sees(parent)) && policies.Holds("read", this, row);
            _seen.Add(row, seen);
        }
        return seen;
    }

    public Row? One(Row? row, Relation relation) => row is not null && world.One(row, relation) is { } one && (relation.IsToParent || !world.IsDeleted(one)) && Sees(one) ? one : null;

    // What shows a row shows all that it owns.
    public IReadOnlyList<Row> Many(Row? row, Relation relation) => row is null ? [] : world.Many(row, relation).Where(one => (relation.Kind == RelationKind.Children || !world.IsDeleted(one)) && Sees(one)).ToArray();

    public object? Value(Row? row, Field field) => row is null ? null : field.IsStored ? row.Values.GetValueOrDefault(field.Name) : field.Name switch
    {
        "orderCount" => (long)Many(row, World.Relation("account", "orders")).Count,
        "spent" => Many(row, World.Relation("account", "orders")).Sum(order => (long)order.Values["total"]!),
        _ => throw new NotSupportedException(field.Name),
    };

    /// <summary>The actions that the state of a row allows and the caller may do.</summary>
    public IEnumerable<string> Offered(Row row) => row.Resource.Actions.Where(action => action.From.Contains(row.Values[row.Resource.State!.Name]) && policies.Holds(action.Name, this, row)).Select(action => action.Name);

    public bool MaySee(Field field) => isOfAll || policies.OfField(field, "read").Decided(caller)!.Value;

    public bool MaySee(Relation relation) => relation.SourceFields.Concat(relation.TargetFields).All(MaySee);

    public bool MayWrite(Field field) => policies.OfField(field, "write").Decided(caller)!.Value;
}
