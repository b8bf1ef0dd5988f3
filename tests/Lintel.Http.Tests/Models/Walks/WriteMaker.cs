using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>Random writes, more often than not of what the caller may write.</summary>
internal sealed class WriteMaker(Sight sight, Chances chances)
{
    private World World => sight.World;

    /// <summary>A write.</summary>
    public Write Next()
    {
        var write = Of(chances.Of([.. World.Model.Resources.Where(resource => resource.Name != "team" || chances.Hit(30))]));
        if (!chances.Hit(25)) return write;
        Based[] based = [.. write.Deed == Deed.Create && write.Above.Count == 0 ? [] : (Based[])[Based.OnCurrent, Based.OnOther], .. write.Deed == Deed.Put ? (Based[])[Based.OnNothing] : []];
        return based.Length == 0 ? write : write with { Based = chances.Of(based) };
    }

    /// <summary>A new row of a resource.</summary>
    public Write Create(Resource resource)
    {
        var write = Of(resource);
        return new Write(Deed.Create, resource, write.Above, null, New(resource, NewKey(resource)));
    }

    private Write Of(Resource resource)
    {
        var above = new List<(Resource, long)>();
        Row? parent = null;
        foreach (var owner in Owners(resource))
        {
            parent = Pick(parent is null || chances.Hit(3) ? [.. World.Of(owner.Source)] : World.Many(parent, parent.Resource.Relations.First(relation => relation.Target == owner.Source && relation.Kind == RelationKind.Children)));
            above.Add((owner.Source, parent is null ? 99 : (long)parent.Key));
        }
        IReadOnlyList<Row> there = resource.Owner is not { } down || chances.Hit(5) ? [.. World.Of(resource)] : parent is null ? [] : World.Many(parent, down);
        var row = Pick(there);
        var key = row is null || chances.Hit(4) ? 99 : (long)row.Key;
        switch (chances.Next(12))
        {
            case 0 or 1 or 2:
                return new Write(Deed.Create, resource, above, null, New(resource, NewKey(resource) is var next && chances.Hit(7) && row is not null ? (long)row.Key : next));
            case 3:
                var given = New(resource, chances.Hit(60) ? key : NewKey(resource));
                if (row is not null && given.Values["id"]!.Equals(row.Key) && given.Children is not null && chances.Hit(60)) given = given with { Children = Children(row) };
                return new Write(Deed.Put, resource, above, (long)given.Values["id"]!, given.Without(resource.Key[0]));
            case 4:
                return new Write(Deed.Delete, resource, above, key, null);
            case 5 or 6 when resource.DeletedAt is not null:
                return new Write(chances.Hit(60) ? Deed.Restore : Deed.Purge, resource, above, World.Of(resource).Where(World.IsDeleted).ToArray() is { Length: > 0 } deleted && chances.Hit(80) ? (long)chances.Of(deleted).Key : key, null);
            case 7 or 8 when resource.Actions.Count > 0:
                return new Write(Deed.Act, resource, above, key, null) { Action = chances.Of(resource.Actions) };
            case 7 or 8 when resource.Name == "account":
                return new Write(chances.Hit(50) ? Deed.Link : Deed.Unlink, resource, above, key, null, Pick([.. World.Of(World.Resource("tag"))])?.Key is long tag && !chances.Hit(5) ? tag : 99);
            default:
                var patch = new Given(resource, Values(resource, isWhole: false), resource.Relations.Any(relation => relation.Kind == RelationKind.Children) && row is not null && chances.Hit(30) ? Children(row) : null,
                    resource.Name == "account" && chances.Hit(20) ? Tags() : null);
                return new Write(Deed.Update, resource, above, key, patch);
        }
    }

    /// <summary>Several new rows of one resource; of one sort of fields where they are cells, without lists.</summary>
    public IReadOnlyList<Write> Import(bool isOfCells)
    {
        var resource = chances.Of([.. World.Model.Resources.Where(resource => resource.Owner is null)]);
        Given[] rows = [.. Enumerable.Range(0, 1 + chances.Next(3)).Select(i => New(resource, Pick([.. World.Of(resource)]) is { } row && chances.Hit(7) ? (long)row.Key : NewKey(resource) + i))];
        if (isOfCells)
        {
            var columns = rows.Select(row => row.Values.Keys).Aggregate((one, other) => one.Intersect(other).ToArray()).ToArray();
            rows = [.. rows.Select(row => new Given(resource, row.Values.Where(value => columns.Contains(value.Key)).ToDictionary()))];
        }
        return [.. rows.Select(row => new Write(Deed.Create, resource, [], null, row))];
    }

    /// <summary>A write of all rows that a filter finds: they are deleted, or get some values.</summary>
    public (Write Write, Condition Filter, Deleted Deleted) OfFound()
    {
        var resource = chances.Of([.. World.Model.Resources.Where(resource => resource.Owner is null)]);
        var filter = new ConditionGenerator(chances).Filter(resource);
        if (resource.DeletedAt is not null && chances.Hit(20)) return (new Write(Deed.Purge, resource, [], null, null), filter, chances.Of([Deleted.Exclude, Deleted.Include, Deleted.Only]));
        if (chances.Hit(30)) return (new Write(Deed.Delete, resource, [], null, null), filter, Deleted.Exclude);
        return (new Write(Deed.Update, resource, [], null, new Given(resource, Values(resource, isWhole: false), null, resource.Name == "account" && chances.Hit(15) ? Tags() : null)), filter, Deleted.Exclude);
    }

    /// <summary>A whole row that something unique tells: one that is there, or a new one.</summary>
    public Write ByUnique()
    {
        var resource = World.Resource(chances.Of(["account", "product"]));
        var by = resource.FindField(resource.Name == "account" ? "code" : "name")!;
        var row = chances.Hit(60) && Pick([.. World.Of(resource)]) is { } one && one.Values[by.Name] is not null ? one : null;
        var given = New(resource, row is null ? NewKey(resource) : (long)row.Key);
        var values = given.Values.ToDictionary();
        if (row is not null) values.Remove("id");
        values[by.Name] = row?.Values[by.Name] ?? $"x{chances.Next(1_000_000)}";
        return new Write(Deed.Put, resource, [], (long)given.Values["id"]!, given with { Values = values }, By: by);
    }

    /// <summary>The same with more wanted of the answer.</summary>
    public Write Wanting(Write write, bool isGraphQl) => write.Deed is Deed.Delete or Deed.Purge or Deed.Link or Deed.Unlink ? write
        : write with { Wanted = Wanted.Of(write.Resource, chances, depth: 2, isNamed: isGraphQl, isGraphQl) };

    private long NewKey(Resource resource) => WalkRows.NextKey(World, resource);

    private static IEnumerable<Relation> Owners(Resource resource) => resource.Owner is { } owner ? Owners(owner.Source).Append(owner) : [];

    private Row? Pick(IReadOnlyList<Row> rows)
    {
        var seen = rows.Where(row => sight.Sees(row) && !World.IsDeleted(row)).ToArray();
        return seen.Length > 0 && chances.Hit(75) ? chances.Of(seen) : rows.Count > 0 ? chances.Of(rows) : null;
    }

    // Now and then what is not there for the caller.
    private long Refer(Resource resource)
    {
        var hidden = World.Of(resource).Where(row => !sight.Sees(row) || World.IsDeleted(row)).ToArray();
        return hidden.Length > 0 && chances.Hit(12) ? (long)chances.Of(hidden).Key : Pick([.. World.Of(resource)])?.Key is long key && !chances.Hit(4) ? key : 99;
    }

    private Given New(Resource resource, long key)
    {
        var values = Values(resource, isWhole: true);
        values["id"] = key;
        var children = new List<Given>();
        if (resource.Relations.FirstOrDefault(relation => relation.Kind == RelationKind.Children) is not { } down) return new Given(resource, values, null, resource.Name == "account" && chances.Hit(50) ? Tags() : null);
        var next = NewKey(down.Target);
        // Rows of several parents must not share their keys.
        for (var i = chances.Next(3); i > 0; i--) children.Add(New(down.Target, next + (key * 10) + i));
        return new Given(resource, values, children);
    }

    // Those that are there, but some, and perhaps a new one.
    private Given[] Children(Row row)
    {
        var down = row.Resource.Relations.First(relation => relation.Kind == RelationKind.Children);
        var kept = World.Many(row, down).Where(_ => chances.Hit(70)).Select(child =>
        {
            var values = Values(down.Target, isWhole: true);
            values["id"] = child.Key;
            return new Given(down.Target, values, child.Resource.Relations.Any(relation => relation.Kind == RelationKind.Children) ? Children(child) : null);
        });
        return [.. kept, .. chances.Hit(40) ? [New(down.Target, NewKey(down.Target) + (long)row.Key * 10)] : (Given[])[]];
    }

    private long[] Tags() => [.. World.Of(World.Resource("tag")).Where(tag => chances.Hit(sight.Sees(tag) ? 40 : 5)).Select(tag => (long)tag.Key)];

    private Dictionary<string, object?> Values(Resource resource, bool isWhole)
    {
        var values = new Dictionary<string, object?>();
        foreach (var field in resource.Fields)
        {
            if (!field.IsStored || field.Role is not (FieldRole.Plain or FieldRole.Reference) || field == resource.State) continue;
            if (!(isWhole && field.Required) && (!chances.Hit(isWhole ? 60 : 45) || !sight.MayWrite(field) && !chances.Hit(20))) continue;
            object? value = field.Nullable && chances.Hit(15) ? null : field.Name is "owner" or "person" && sight.Caller.Id is { } id && chances.Hit(60) ? id : WalkRows.ValueOf(field, chances);
            if (field.Role == FieldRole.Reference && value is not null)
                value = Refer(resource.Relations.First(relation => relation.IsToOne && relation.SourceFields[0] == field).Target);
            values[field.Name] = value;
        }
        return values;
    }
}
