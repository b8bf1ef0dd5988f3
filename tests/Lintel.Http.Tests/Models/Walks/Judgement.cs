using Lintel.Access;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>What is to come of a write.</summary>
internal sealed class Judgement
{
    private readonly PolicySet _policies;
    private readonly Write _write;
    private readonly Sight _sight;

    private Judgement(World world, PolicySet policies, Caller caller, Write write)
    {
        (_policies, _write) = (policies, write);
        _sight = new Sight(world, policies, caller, isOfAll: false);
        After = world.Copy();
    }

    /// <summary>All there is when it is done.</summary>
    public World After { get; }

    /// <summary>The statuses of which its refusal has one; none: it is done.</summary>
    public SortedSet<int> Refusals { get; } = [];

    /// <summary>
    /// The statuses with which it may be refused although nothing forbids it: a list is written whole of which the caller sees all, but by no rule; a reference to a row that they
    /// do not see is given as it was.
    /// </summary>
    public SortedSet<int> Doubts { get; } = [];

    /// <summary>The write with another key in place of the first that the caller does not see; null: they see all it names.</summary>
    public Write? Elsewhere { get; private set; }

    /// <summary>The row that was written.</summary>
    public Row? Row { get; private set; }

    /// <summary>Judges a write.</summary>
    public static Judgement Of(World world, PolicySet policies, Caller caller, Write write)
    {
        var judgement = new Judgement(world, policies, caller, write);
        judgement.Run();
        return judgement;
    }

    /// <summary>Judges the creation of several rows at once: each is asked about behind them all.</summary>
    public static Judgement OfImport(World world, PolicySet policies, Caller caller, IReadOnlyList<Write> writes)
    {
        var judgement = new Judgement(world, policies, caller, writes[0]);
        judgement.Import(writes);
        return judgement;
    }

    /// <summary>Judges a write of all rows that a filter finds, which are asked about before any is written and behind the last.</summary>
    public static Judgement OfFound(World world, PolicySet policies, Caller caller, Write write, Condition filter)
    {
        var judgement = new Judgement(world, policies, caller, write);
        judgement.ChangeFound(filter);
        return judgement;
    }

    /// <summary>How many rows a filter found.</summary>
    public int Found { get; private set; }

    private void Import(IReadOnlyList<Write> writes)
    {
        if (IsNeverAllowed()) return;
        if (!writes.All(write => MayWrite(write.Row!))) Refusals.Add(_sight.Refusal);
        var rows = writes.Select(write => Create(write.Row!, null)).OfType<Row>().ToArray();
        Ask(rows, "create");
        // What is wrong in several ways has a code of its own.
        if (Refusals.Count > 1) Refusals.Add(422);
    }

    private void ChangeFound(Condition filter)
    {
        if (IsNeverAllowed()) return;
        if (!filter.IsNamed(_sight)) Refusals.Add(_sight.Refusal);
        var found = _sight.Of(_write.Resource).Where(row => filter.Holds(_sight, row)).ToArray();
        Found = found.Length;
        if (!found.All(row => _policies.Holds(Operation, _sight, row))) Refusals.Add(_sight.Refusal);
        foreach (var row in found)
        {
            if (_write.Deed == Deed.Delete) Delete(row);
            else Set(After.Find(_write.Resource, (long)row.Key)!, _write.Row!, isWhole: false);
        }
        if (_write.Deed != Deed.Delete) Ask([.. found.Select(row => After.Find(_write.Resource, (long)row.Key)!)], "update");
    }

    private void Ask(IReadOnlyList<Row> rows, string operation)
    {
        var after = new Sight(After, _policies, _sight.Caller, isOfAll: false);
        if (!rows.All(row => _policies.Holds(operation, after, row)) || !_written.TrueForAll(after.Sees)) Refusals.Add(_sight.Refusal);
    }

    private void Run()
    {
        if (IsNeverAllowed() || !IsEntered()) return;
        var before = _write.Key is { } key ? _sight.World.Find(_write.Resource, key) : null;
        if (before is not null && _write.Above.Count > 0 && !ParentOf(_sight.World).Equals(before.Values[_write.Resource.Owner!.TargetFields[0].Name])) before = null;
        if (before is not null && World.IsDeleted(before))
        {
            // It is there for those who ask for what is deleted.
            Refusals.UnionWith(_write.Deed == Deed.Put ? [409, 404, _sight.Refusal] : [404, _sight.Refusal]);
            return;
        }
        if (_write.Key is not null && _write.Deed != Deed.Put && (before is null || !_sight.Sees(before)))
        {
            Refusals.Add(404);
            if (before is not null) Elsewhere = _write with { Key = 9999 };
            return;
        }
        if (_write.Deed == Deed.Put && before is not null && !_sight.Sees(before))
        {
            Refusals.Add(409);
            return;
        }
        Change(before);
    }

    private bool IsNeverAllowed()
    {
        var (resource, caller) = (_write.Resource, _sight.Caller);
        var isAllowed = _policies.Decided("read", resource, caller) != false && (_write.Deed == Deed.Put
            ? _policies.Decided("update", resource, caller) != false && _policies.Decided("create", resource, caller) != false
            : _policies.Decided(Operation, resource, caller) != false);
        if (_write.Row is { } row) isAllowed &= MayWrite(row) && (_write.Deed != Deed.Put || resource.Fields.All(_sight.MayWrite));
        if (_write.By is not null) isAllowed &= _sight.MaySee(_write.By);
        if (!isAllowed) Refusals.Add(_sight.Refusal);
        return !isAllowed;
    }

    private bool MayWrite(Given row) => row.Values.Keys.All(name => _sight.MayWrite(row.Resource.FindField(name)!)) && (row.Children ?? []).All(MayWrite);

    private string Operation => _write.Deed switch
    {
        Deed.Create => "create",
        Deed.Delete => "delete",
        Deed.Pay => "pay",
        Deed.Update or Deed.Put or Deed.Link or Deed.Unlink => "update",
    };

    // Whether what owns the row is there for the caller.
    private bool IsEntered()
    {
        Row? above = null;
        for (var i = 0; i < _write.Above.Count; i++)
        {
            var (resource, key) = _write.Above[i];
            var row = _sight.World.Find(resource, key);
            if (row is not null && above is not null && !above.Key.Equals(row.Values[resource.Owner!.TargetFields[0].Name])) row = null;
            if (row is null || !_sight.Sees(row))
            {
                Refusals.Add(404);
                if (row is not null) Elsewhere = _write with { Above = [.. _write.Above.Take(i), (resource, 9999L), .. _write.Above.Skip(i + 1)] };
                return false;
            }
            above = row;
        }
        if (above is not null && _write.Deed == Deed.Create && !_policies.Holds("update", _sight, above)) Refusals.Add(_sight.Refusal);
        return true;
    }

    private object ParentOf(World world) => world.Find(_write.Above[^1].Resource, _write.Above[^1].Key)!.Key;

    private void Change(Row? before)
    {
        if (before is not null && !_policies.Holds(Operation, _sight, before)) Refusals.Add(_sight.Refusal);
        switch (_write.Deed)
        {
            case Deed.Delete:
                Delete(before!);
                return;
            case Deed.Pay:
                if ((string)before!.Values["status"]! != "open") Refusals.Add(409);
                Row = After.Find(_write.Resource, (long)before.Key)!;
                Row.Values["status"] = "paid";
                break;
            case Deed.Link or Deed.Unlink:
                Link(before!);
                break;
            default:
                if (before is not null) Replace(before);
                Row = before is null ? null : After.Find(_write.Resource, (long)before.Key);
                if (Row is null) Row = Create(_write.Row!, _write.Above.Count > 0 ? ParentOf(_sight.World) : null);
                else Set(Row, _write.Row!, isWhole: _write.Deed == Deed.Put);
                break;
        }
        if (Row is null) return;
        var after = new Sight(After, _policies, _sight.Caller, isOfAll: false);
        if (_write.Deed != Deed.Pay && !_policies.Holds(Operation, after, Row)) Refusals.Add(_sight.Refusal);
        // It might have been a new one, whatever it met.
        if (_write.Deed == Deed.Put && !_policies.Holds("create", after, Row)) Refusals.Add(_sight.Refusal);
        if (!after.Sees(Row) || !_written.TrueForAll(after.Sees)) Refusals.Add(_sight.Refusal);
    }

    private readonly List<Row> _written = [];

    private void Delete(Row before)
    {
        var row = After.Find(_write.Resource, (long)before.Key)!;
        if (_write.Resource.DeletedAt is not null)
        {
            row.Values["deletedAt"] = "2026-03-04T05:06:07Z";
            return;
        }
        foreach (var relation in _write.Resource.Relations.Where(relation => relation.Kind == RelationKind.Reverse))
        {
            foreach (var other in After.Many(row, relation))
            {
                if (relation.Name == "reviews") other.Values["reviewerId"] = null;
                else Refusals.Add(409);
            }
        }
        After.Remove(row);
    }

    private void Link(Row before)
    {
        if (_sight.World.Find(After.Resource("tag"), _write.Tag) is not { } tag || !_sight.Sees(tag))
        {
            Refusals.Add(404);
            if (_sight.World.Find(After.Resource("tag"), _write.Tag) is not null) Elsewhere = _write with { Tag = 9999 };
            return;
        }
        Row = After.Find(_write.Resource, (long)before.Key);
        if (_write.Deed == Deed.Link) After.Links.Add(((long)before.Key, _write.Tag));
        else if (!After.Links.Remove(((long)before.Key, _write.Tag))) Refusals.Add(404);
    }

    // Lists that are written whole: nothing may be taken away that the caller does not see.
    private void Replace(Row before)
    {
        foreach (var relation in before.Resource.Relations)
        {
            var isGiven = _write.Deed == Deed.Put || (relation.Kind == RelationKind.Children ? _write.Row!.Children is not null : relation.KeysName is not null && _write.Row!.Tags is not null);
            if (isGiven) Replace(before, relation);
        }
    }

    private void Replace(Row row, Relation relation)
    {
        if (relation.Kind != RelationKind.Children && relation.KeysName is null) return;
        var isSeen = relation.Kind == RelationKind.Children ? _policies.Of(relation.Target, "read").Decided(_sight.Caller) : _policies.Decided("read", relation.Target, _sight.Caller);
        if (isSeen != true) Doubts.Add(_sight.Refusal);
        if (_sight.World.Many(row, relation).Any(one => !_sight.Sees(one))) Refusals.Add(_sight.Refusal);
        if (relation.Kind != RelationKind.Children) return;
        if (!relation.Target.Fields.All(_sight.MayWrite)) Doubts.Add(_sight.Refusal);
        foreach (var below in relation.Target.Relations.Where(below => below.Kind == RelationKind.Children))
        {
            if (_policies.Of(below.Target, "read").Decided(_sight.Caller) != true || !below.Target.Fields.All(_sight.MayWrite)) Doubts.Add(_sight.Refusal);
            foreach (var child in _sight.World.Many(row, relation)) Replace(child, below);
        }
    }

    private Row? Create(Given given, object? parent)
    {
        var key = given.Values.GetValueOrDefault("id") as long? ?? _write.Key!.Value;
        if (After.Find(given.Resource, key) is not null)
        {
            Refusals.Add(409);
            Refer(given);
            foreach (var child in given.Children ?? []) Create(child, key);
            return null;
        }
        var row = After.Add(given.Resource, key);
        if (given.Resource.State is { } state) row.Values[state.Name] = "open";
        if (parent is not null) row.Values[given.Resource.Owner!.TargetFields[0].Name] = parent;
        Set(row, given, isWhole: false);
        return row;
    }

    private void Set(Row row, Given given, bool isWhole)
    {
        var resource = row.Resource;
        foreach (var field in resource.Fields)
        {
            if (!field.IsStored || field.Role is not (FieldRole.Plain or FieldRole.Reference) || field == resource.State) continue;
            if (!given.Values.TryGetValue(field.Name, out var value))
            {
                if (!isWhole) continue;
                value = World.DefaultOf(field);
            }
            if (WalkRows.IsTaken(After, row, field, value)) Refusals.Add(409);
            row.Values[field.Name] = value;
        }
        _written.Add(row);
        Refer(given);
        if (given.Tags is not null)
        {
            After.Links.RemoveWhere(link => link.Account == (long)row.Key);
            foreach (var tag in given.Tags) After.Links.Add(((long)row.Key, tag));
        }
        if (given.Down is not { } down || (given.Children is null && !isWhole)) return;
        var children = given.Children ?? [];
        foreach (var child in After.Many(row, down))
        {
            if (!children.Any(one => child.Key.Equals(one.Values["id"]))) After.Remove(child);
        }
        foreach (var child in children)
        {
            if (After.Find(down.Target, (long)child.Values["id"]!) is { } kept && row.Key.Equals(kept.Values[down.TargetFields[0].Name])) Set(kept, child, isWhole: true);
            else Create(child, row.Key);
        }
    }

    private void Refer(Given given)
    {
        var known = (given.Values.GetValueOrDefault("id") as long? ?? _write.Key) is { } id ? _sight.World.Find(given.Resource, id) : null;
        foreach (var relation in given.Resource.Relations.Where(relation => relation.IsToOne))
        {
            if (given.Values.GetValueOrDefault(relation.SourceFields[0].Name) is long key) Refer(relation.Target, key, isAsItWas: known is not null && key.Equals(known.Values[relation.SourceFields[0].Name]));
        }
        foreach (var tag in given.Tags ?? []) Refer(After.Resource("tag"), tag);
    }

    private void Refer(Resource target, long key, bool isAsItWas = false)
    {
        if (_sight.World.Find(target, key) is not { } row || World.IsDeleted(row) || !_sight.Sees(row)) (isAsItWas ? Doubts : Refusals).Add(422);
    }
}
