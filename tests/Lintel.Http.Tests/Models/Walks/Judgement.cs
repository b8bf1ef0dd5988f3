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
    private readonly List<Row> _written = [];
    private bool _isForbiddenFirst;

    private Judgement(World world, PolicySet policies, Caller caller, Write write)
    {
        (_policies, _write) = (policies, write);
        _sight = new Sight(world, policies, caller, isOfAll: false);
        After = world.Copy();
    }

    /// <summary>All there is when it is done.</summary>
    public World After { get; }

    /// <summary>What the caller sees of that.</summary>
    public Sight Then { get => field ??= new Sight(After, _policies, _sight.Caller, isOfAll: false); }

    /// <summary>The statuses of which its refusal has one; none: it is done.</summary>
    public SortedSet<int> Refusals { get; } = [];

    /// <summary>Why it is refused.</summary>
    public SortedSet<Reason> Reasons { get; } = [];

    /// <summary>The write with another key in place of the first that the caller does not see; null: they see all it names.</summary>
    public Write? Elsewhere { get; private set; }

    /// <summary>The row that was written.</summary>
    public Row? Row { get; private set; }

    /// <summary>How many rows a filter found.</summary>
    public int Found { get; private set; }

    /// <summary>What comes of it, in a word: it is done, or why it is refused; null: for several reasons.</summary>
    public string? Kind => Reasons.Count == 0 ? "done" : Reasons.Count == 1 ? $"{Reasons.Min}" : null;

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
    public static Judgement OfFound(World world, PolicySet policies, Caller caller, Write write, Condition filter, Deleted deleted)
    {
        var judgement = new Judgement(world, policies, caller, write);
        judgement.ChangeFound(filter, deleted);
        return judgement;
    }

    private void Refuse(Reason reason, int status)
    {
        Reasons.Add(reason);
        Refusals.Add(status);
    }

    private void Forbid(Reason reason) => Refuse(reason, _sight.Refusal);

    // It is told before anything is written, whatever else there would be to tell.
    private void ForbidFirst(Reason reason)
    {
        Forbid(reason);
        _isForbiddenFirst = true;
    }

    private void Settle()
    {
        if (!_isForbiddenFirst) return;
        Refusals.Clear();
        Refusals.Add(_sight.Refusal);
    }

    /// <summary>Whether the caller may create no row of a resource, whatever it is.</summary>
    public static bool IsClosedTo(Sight sight, Write write) => new Judgement(sight.World, sight.Policies, sight.Caller, write).IsClosed();

    private void Import(IReadOnlyList<Write> writes)
    {
        if (IsClosed()) return;
        if (!writes.All(write => MayWrite(write.Row!))) Forbid(Reason.UnwritableField);
        var rows = writes.Select(write => Create(write.Row!, null)).OfType<Row>().ToArray();
        Ask(rows, "create");
        // What is wrong in several ways has a code of its own.
        if (Refusals.Count > 1) Refusals.Add(422);
    }

    private void ChangeFound(Condition filter, Deleted deleted)
    {
        if (IsNeverAllowed()) return;
        if (!filter.IsNamed(_sight))
        {
            Forbid(Reason.UnseenName);
            return;
        }
        var found = _sight.Of(_write.Resource, deleted).Where(row => filter.Holds(_sight, row)).ToArray();
        Found = found.Length;
        if (!found.All(row => _policies.Holds(Operation, _sight, row))) ForbidFirst(Reason.AsItWas);
        if (found.Length > 0 && ReplacesUnseen) ForbidFirst(Reason.WholeList);
        foreach (var row in found)
        {
            if (_write.Deed is Deed.Delete or Deed.Purge) Delete(row);
            else Set(After.Find(_write.Resource, (long)row.Key)!, _write.Row!, isWhole: false);
        }
        if (_write.Deed == Deed.Update) Ask([.. found.Select(row => After.Find(_write.Resource, (long)row.Key)!)], "update");
        Settle();
    }

    // Asks about rows as they have become.
    private void Ask(IReadOnlyList<Row> rows, params IEnumerable<string> operations)
    {
        if (!operations.All(operation => rows.All(row => _policies.Holds(operation, Then, row)))) Forbid(Reason.AsItBecomes);
        if (!rows.All(Then.Sees) || !_written.TrueForAll(Then.Sees)) Forbid(Reason.UnseenThen);
    }

    private void Run()
    {
        if (IsNeverAllowed() || !IsEntered()) return;
        if (_write.Deed is Deed.Create or Deed.Put && Parent is { } parent && !_policies.Holds("update", _sight, parent)) ForbidFirst(Reason.ClosedOwner);
        var before = _write.Key is { } key ? _sight.World.Find(_write.Resource, key) : null;
        if (before is null ? !IsMissed() : !IsKept(before))
        {
            if (_write.Based == Based.OnOther) Refuse(Reason.OtherVersion, 412);
            Change(before);
        }
        Settle();
    }

    private bool IsClosed()
    {
        var isClosed = Asked.Prepend("read").Any(operation => _policies.Decided(operation, _write.Resource, _sight.Caller) == false);
        if (isClosed) Forbid(Reason.Never);
        return isClosed;
    }

    private bool IsNeverAllowed()
    {
        if (IsClosed()) return true;
        // What is left out of a whole row is written too.
        if (_write.Row is { } row && (!MayWrite(row) || (_write.Deed == Deed.Put && !_write.Resource.Fields.All(_sight.MayWrite)))) Forbid(Reason.UnwritableField);
        if ((_write.By is not null && !_sight.MaySee(_write.By)) || _write.Wanted?.IsNamed(_sight) == false) Forbid(Reason.UnseenName);
        return Reasons.Count > 0;
    }

    private bool MayWrite(Given row) => row.Values.Keys.All(name => _sight.MayWrite(row.Resource.FindField(name)!)) && (row.Children ?? []).All(MayWrite);

    // A whole row is replaced or created, whichever it comes to.
    private string[] Asked => _write.Deed != Deed.Put ? [Operation] : _write.Based switch
    {
        Based.OnAnything => ["update", "create"],
        Based.OnCurrent or Based.OnOther => ["update"],
        Based.OnNothing => ["create"],
    };

    private string Operation => _write.Deed switch
    {
        Deed.Create => "create",
        Deed.Delete or Deed.Purge => "delete",
        Deed.Act => _write.Action!.Name,
        Deed.Update or Deed.Put or Deed.Restore or Deed.Link or Deed.Unlink => "update",
    };

    // Whether what owns the row is there for the caller.
    private bool IsEntered()
    {
        Row? above = null;
        for (var i = 0; i < _write.Above.Count; i++)
        {
            var (resource, key) = _write.Above[i];
            var row = _sight.World.Find(resource, key);
            var isElsewhere = row is not null && above is not null && !above.Key.Equals(row.Values[resource.Owner!.TargetFields[0].Name]);
            var isUnseen = row is not null && !_sight.Sees(row);
            if (row is null || isElsewhere || isUnseen || _sight.World.IsDeleted(row))
            {
                Refuse(row is null ? Reason.NoRow : isUnseen ? Reason.UnseenRow : isElsewhere ? Reason.OtherOwner : Reason.DeletedRow, 404);
                if (isUnseen || isElsewhere) Elsewhere = _write with { Above = [.. _write.Above.Take(i), (resource, 9999L), .. _write.Above.Skip(i + 1)] };
                return false;
            }
            above = row;
        }
        return true;
    }

    private Row? Parent => _write.Above is [.., var (resource, key)] ? _sight.World.Find(resource, key) : null;

    // Whether a row that is not there is in the way of the write.
    private bool IsMissed()
    {
        var isPut = _write.Deed == Deed.Put;
        if (_write.Deed != Deed.Create && !isPut) Refuse(Reason.NoRow, 404);
        else if (isPut && _write.Based is Based.OnCurrent or Based.OnOther) Refuse(Reason.OtherVersion, 412);
        return Reasons.Count > 0;
    }

    // Whether a row that is there is in the way of the write.
    private bool IsKept(Row before)
    {
        var isPut = _write.Deed == Deed.Put;
        if (!_sight.Sees(before))
        {
            // It is in the way of a new one, as any that has what is unique.
            Refuse(Reason.UnseenRow, !isPut ? 404 : _write.Based is Based.OnCurrent or Based.OnOther ? 412 : 409);
            if (!isPut) Elsewhere = _write with { Key = 9999 };
            return true;
        }
        if (_write.Based != Based.OnNothing && !_policies.Holds(Operation, _sight, before)) ForbidFirst(Reason.AsItWas);
        if (ReplacesUnseen) ForbidFirst(Reason.WholeList);
        if (Parent is { } parent && !parent.Key.Equals(before.Values[_write.Resource.Owner!.TargetFields[0].Name])) Elude();
        else if (_write.Deed is not (Deed.Restore or Deed.Purge) && _sight.World.IsDeleted(before)) Miss(before);
        else if (_write.Based == Based.OnNothing) Refuse(Reason.OtherVersion, 412);
        else return false;
        return true;
    }

    // The row is that of another owner, which is told of one that has another version, too, either way.
    private void Elude()
    {
        Refuse(Reason.OtherOwner, 404);
        if (_write.Based == Based.OnOther) Refusals.Add(412);
    }

    // The row is deleted: that is told, or what else is wrong with what is given.
    private void Miss(Row before)
    {
        Refuse(Reason.DeletedRow, _write.Deed == Deed.Put ? 409 : 404);
        if (_write.Row is { } row) Refer(row, before);
        if (_write.Based == Based.OnOther) Refusals.Add(412);
    }

    // Whether lists are written whole of which the caller may not see or write all, whatever the rows are: what they do not see they would take away.
    private bool ReplacesUnseen => _write.Deed switch
    {
        Deed.Put when _write.Based != Based.OnNothing => _write.Resource.Relations.Any(MayHide),
        Deed.Update => _write.Resource.Relations.Any(relation => (relation.Kind == RelationKind.Children ? _write.Row!.Children is not null : relation.KeysName is not null && _write.Row!.Tags is not null) && MayHide(relation)),
        _ => false,
    };

    private bool MayHide(Relation relation) => relation.Kind == RelationKind.Children
        ? _policies.Of(relation.Target, "read").Decided(_sight.Caller) != true || !relation.Target.Fields.All(_sight.MayWrite) || relation.Target.Relations.Any(MayHide)
        : relation.KeysName is not null && _policies.Decided("read", relation.Target, _sight.Caller) != true;

    private void Change(Row? before)
    {
        Row = before is null ? null : After.Find(_write.Resource, (long)before.Key);
        switch (_write.Deed)
        {
            case Deed.Delete or Deed.Purge:
                Delete(before!);
                return;
            case Deed.Act:
                if (!_write.Action!.From.Contains((string)before!.Values["status"]!)) Refuse(Reason.State, 409);
                Row!.Values["status"] = _write.Action.To;
                Ask([Row]);
                return;
            case Deed.Restore:
                Row!.Values["deletedAt"] = null;
                break;
            case Deed.Link or Deed.Unlink:
                Link(before!);
                break;
            default:
                if (Row is null) Row = Create(_write.Row!, Parent?.Key);
                else Set(Row, _write.Row!, isWhole: _write.Deed == Deed.Put);
                break;
        }
        if (Row is not null) Ask([Row], Asked);
    }

    private void Delete(Row before)
    {
        var row = After.Find(_write.Resource, (long)before.Key)!;
        if (_write.Resource.DeletedAt is not null && _write.Deed != Deed.Purge)
        {
            row.Values["deletedAt"] = WalkRows.DeletedAt;
            return;
        }
        foreach (var relation in _write.Resource.Relations.Where(relation => relation.Kind == RelationKind.Reverse))
        {
            foreach (var other in After.Many(row, relation))
            {
                if (relation.Name == "reviews") other.Values["reviewerId"] = null;
                else Refuse(Reason.Conflict, 409);
            }
        }
        After.Remove(row);
    }

    private void Link(Row before)
    {
        var tag = _sight.World.Find(After.Resource("tag"), _write.Tag);
        if (tag is null || !_sight.Sees(tag))
        {
            Refuse(tag is null ? Reason.NoReference : Reason.UnseenReference, 404);
            if (tag is not null) Elsewhere = _write with { Tag = 9999 };
        }
        else if (_write.Deed == Deed.Link) After.Links.Add(((long)before.Key, _write.Tag));
        else if (!After.Links.Remove(((long)before.Key, _write.Tag))) Refuse(Reason.NoReference, 404);
    }

    private Row? Create(Given given, object? parent)
    {
        var key = given.Values.GetValueOrDefault("id") as long? ?? _write.Key!.Value;
        if (After.Find(given.Resource, key) is not null)
        {
            Refuse(Reason.Conflict, 409);
            Refer(given, null);
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
        Refer(given, row);
        foreach (var field in resource.Fields)
        {
            if (!field.IsStored || field.Role is not (FieldRole.Plain or FieldRole.Reference) || field == resource.State) continue;
            if (!given.Values.TryGetValue(field.Name, out var value))
            {
                if (!isWhole) continue;
                value = World.DefaultOf(field);
            }
            if (WalkRows.IsTaken(After, row, field, value)) Refuse(Reason.Conflict, 409);
            row.Values[field.Name] = value;
        }
        _written.Add(row);
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

    // What is held against the row that is there, since it holds lists, writes no reference that is as it was; of one that they do not see it must not tell whether it is.
    private void Refer(Given given, Row? known)
    {
        var isCompared = _write.Deed == Deed.Put || _write.Row is { Children: not null } or { Tags: not null };
        foreach (var relation in given.Resource.Relations.Where(relation => relation.IsToOne && !relation.IsToParent))
        {
            var name = relation.SourceFields[0].Name;
            if (given.Values.GetValueOrDefault(name) is not long key || (isCompared && known is not null && _sight.MaySee(relation.SourceFields[0]) && key.Equals(known.Values[name]))) continue;
            if (Refer(relation.Target, key) == Reason.UnseenReference && given == _write.Row) Elsewhere = _write with { Row = given with { Values = new Dictionary<string, object?>(given.Values) { [name] = 9999L } } };
        }
        foreach (var tag in given.Tags ?? [])
        {
            if (!isCompared || known is null || !_sight.World.Links.Contains(((long)known.Key, tag))) Refer(After.Resource("tag"), tag);
        }
    }

    private Reason? Refer(Resource target, long key)
    {
        Reason? reason = _sight.World.Find(target, key) is not { } row ? Reason.NoReference : !_sight.Sees(row) ? Reason.UnseenReference : _sight.World.IsDeleted(row) ? Reason.DeletedReference : null;
        if (reason is { } why) Refuse(why, 422);
        return reason;
    }
}
