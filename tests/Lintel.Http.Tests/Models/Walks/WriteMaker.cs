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
        var resource = chances.Of([.. World.Model.Resources.Where(resource => resource.Name != "team" || chances.Hit(30))]);
        var above = new List<(Resource, long)>();
        Row? parent = null;
        foreach (var owner in Owners(resource))
        {
            parent = Pick(parent is null ? [.. World.Of(owner.Source)] : World.Many(parent, parent.Resource.Relations.First(relation => relation.Target == owner.Source && relation.Kind == RelationKind.Children)));
            above.Add((owner.Source, parent is null ? 99 : (long)parent.Key));
        }
        IReadOnlyList<Row> there = resource.Owner is { } down ? parent is null ? [] : World.Many(parent, down) : [.. World.Of(resource)];
        var row = Pick(there);
        var key = row is null || chances.Hit(4) ? 99 : (long)row.Key;
        switch (chances.Next(10))
        {
            case 0 or 1 or 2:
                return new Write(Deed.Create, resource, above, null, New(resource, WalkRows.NextKey(World, resource) is var next && chances.Hit(7) && row is not null ? (long)row.Key : next));
            case 3 when resource.Owner is null:
                var given = New(resource, chances.Hit(60) ? key : WalkRows.NextKey(World, resource));
                key = (long)given.Values["id"]!;
                return new Write(Deed.Put, resource, above, key, given with { Values = given.Values.Where(value => value.Key != "id").ToDictionary() });
            case 4:
                return new Write(Deed.Delete, resource, above, key, null);
            case 5 when resource.Name == "order":
                return new Write(Deed.Pay, resource, above, key, null);
            case 5 or 6 when resource.Name == "account":
                return new Write(chances.Hit(50) ? Deed.Link : Deed.Unlink, resource, above, key, null, Pick([.. World.Of(World.Resource("tag"))])?.Key is long tag && !chances.Hit(5) ? tag : 99);
            default:
                var values = Values(resource, isWhole: false);
                var patch = new Given(resource, values, resource.Relations.Any(relation => relation.Kind == RelationKind.Children) && row is not null && chances.Hit(30) ? Children(row) : null,
                    resource.Name == "account" && chances.Hit(20) ? Tags() : null);
                return new Write(Deed.Update, resource, above, key, patch);
        }
    }

    /// <summary>Several new rows of one resource.</summary>
    public IReadOnlyList<Write> Import()
    {
        var resource = chances.Of([.. World.Model.Resources.Where(resource => resource.Owner is null)]);
        var next = WalkRows.NextKey(World, resource);
        return [.. Enumerable.Range(0, 1 + chances.Next(3)).Select(i => new Write(Deed.Create, resource, [], null, New(resource, next + i)))];
    }

    /// <summary>A write of all rows that a filter finds: they are deleted, or get some values.</summary>
    public (Write Write, Condition Filter) OfFound()
    {
        var resource = chances.Of([.. World.Model.Resources.Where(resource => resource.Owner is null)]);
        var filter = new ConditionGenerator(chances).Filter(resource);
        if (chances.Hit(30)) return (new Write(Deed.Delete, resource, [], null, null), filter);
        var values = Values(resource, isWhole: false).Where(value => resource.FindField(value.Key)!.Role == FieldRole.Plain).ToDictionary();
        return (new Write(Deed.Update, resource, [], null, new Given(resource, values)), filter);
    }

    /// <summary>A whole row that something unique tells: one that is there, or a new one.</summary>
    public Write ByUnique()
    {
        var resource = World.Resource(chances.Of(["account", "product"]));
        var by = resource.FindField(resource.Name == "account" ? "code" : "name")!;
        var row = chances.Hit(60) && Pick([.. World.Of(resource)]) is { } one && one.Values[by.Name] is not null ? one : null;
        var given = New(resource, row is null ? WalkRows.NextKey(World, resource) : (long)row.Key);
        var values = given.Values.ToDictionary();
        if (row is not null) values.Remove("id");
        values[by.Name] = row?.Values[by.Name] ?? $"x{chances.Next(1_000_000)}";
        return new Write(Deed.Put, resource, [], (long)given.Values["id"]!, given with { Values = values }, By: by);
    }

    private static IEnumerable<Relation> Owners(Resource resource) => resource.Owner is { } owner ? Owners(owner.Source).Append(owner) : [];

    private Row? Pick(IReadOnlyList<Row> rows)
    {
        var seen = rows.Where(row => sight.Sees(row) && !World.IsDeleted(row)).ToArray();
        return seen.Length > 0 && chances.Hit(75) ? chances.Of(seen) : rows.Count > 0 ? chances.Of(rows) : null;
    }

    private Given New(Resource resource, long key)
    {
        var values = Values(resource, isWhole: true);
        values["id"] = key;
        var children = new List<Given>();
        if (resource.Relations.FirstOrDefault(relation => relation.Kind == RelationKind.Children) is not { } down) return new Given(resource, values, null, resource.Name == "account" && chances.Hit(50) ? Tags() : null);
        var next = WalkRows.NextKey(World, down.Target);
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
        return [.. kept, .. chances.Hit(40) ? [New(down.Target, WalkRows.NextKey(World, down.Target) + (long)row.Key * 10)] : (Given[])[]];
    }

    private long[] Tags() => [.. World.Of(World.Resource("tag")).Where(tag => chances.Hit(sight.Sees(tag) ? 40 : 5)).Select(tag => (long)tag.Key)];

    private Dictionary<string, object?> Values(Resource resource, bool isWhole)
    {
        var values = new Dictionary<string, object?>();
        foreach (var field in resource.Fields)
        {
            if (!field.IsStored || field.Role is not (FieldRole.Plain or FieldRole.Reference) || field == resource.State) continue;
            if (!(isWhole && field.Required) && (!chances.Hit(isWhole ? 60 : 30) || !sight.MayWrite(field) && !chances.Hit(8))) continue;
            object? value = field.Nullable && chances.Hit(15) ? null : field.Name is "owner" or "person" && sight.Caller.Id is { } id && chances.Hit(60) ? id : WalkRows.ValueOf(field, chances);
            if (field.Role == FieldRole.Reference && value is not null)
                value = Pick([.. World.Of(resource.Relations.First(relation => relation.IsToOne && relation.SourceFields[0] == field).Target)])?.Key is long key && !chances.Hit(4) ? key : 99L;
            values[field.Name] = value;
        }
        return values;
    }
}
