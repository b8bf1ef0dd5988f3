using Lintel.Binding;
using Lintel.Model;

namespace Lintel.Postgres.Plans;

/// <summary>The rows of one table in an insert.</summary>
internal sealed class InsertRows(InsertLevel level, InsertRows? parent, int count, Value[] parameters)
{
    public InsertLevel Level => level;

    public InsertRows? Parent => parent;

    public int Count => count;

    /// <summary>The keys that the database made or took, by row; null: it makes none.</summary>
    public long[]? Made { get; } = level.Lowered.MakesKey ? new long[count] : null;

    /// <summary>What the database made of the keys, by row; empty: nothing that the statement tells.</summary>
    public Value[][] Returned { get; } = level.Lowered.Returned.Count > 0 ? new Value[count][] : [];

    /// <summary>How many root rows, or pairs, an operation inserts.</summary>
    public static int CountOf(BoundOperation operation) => operation is BoundInsert insert ? insert.Rows.Count : ((BoundLink)operation).Count;

    /// <summary>The rows of all tables of an insert, none of which the database has made a key for yet.</summary>
    public static IEnumerable<InsertRows> All(InsertPlan plan, int count, Value[] parameters) => new InsertRows(plan.Root, null, count, parameters).WithChildren();

    /// <summary>The rows of one child table.</summary>
    public InsertRows Below(InsertLevel child)
    {
        var lowered = child.Lowered;
        return new InsertRows(child, this, parameters[lowered.ParentSlot >= 0 ? lowered.ParentSlot : lowered.Slots[0]].AsList.Length, parameters);
    }

    private IEnumerable<InsertRows> WithChildren() => level.Children.SelectMany(child => Below(child).WithChildren()).Prepend(this);

    /// <summary>The values of a slot, by row.</summary>
    public Value[] Given(int slot) => parameters[slot].AsList;

    /// <summary>The index of a row's parent.</summary>
    public int ParentRow(int row) => (int)parameters[level.Lowered.ParentSlot].AsList[row].AsInteger;

    /// <summary>A field of a row: made by the database, given, or the parent's.</summary>
    public Value Value(Field field, int row)
    {
        // Before it is known, it may be one that was given.
        if (field.Column.Identity && Made is { } made && made[row] != 0) return Model.Value.Of(made[row]);
        var lowered = level.Lowered;
        for (var i = 0; i < lowered.Returned.Count; i++)
        {
            if (lowered.Returned[i] == field) return Returned[row] is { } told ? told[i] : Model.Value.Null;
        }
        for (var i = 0; i < lowered.Fields.Count; i++)
        {
            if (lowered.Fields[i] == field) return parameters[lowered.Slots[i]].AsList[row];
        }
        if (lowered.ParentSlot < 0) return Model.Value.Null;
        var matched = lowered.Relation!.TargetFields;
        for (var i = 0; i < matched.Count; i++)
        {
            if (matched[i] == field) return parent!.Value(lowered.Relation.SourceFields[i], ParentRow(row));
        }
        return Model.Value.Null;
    }

    /// <summary>The keys of all rows.</summary>
    public Value[][] Keys(Resource resource)
    {
        var keys = new Value[count][];
        for (var row = 0; row < count; row++)
        {
            keys[row] = new Value[resource.Key.Count];
            for (var i = 0; i < keys[row].Length; i++) keys[row][i] = Value(resource.Key[i], row);
        }
        return keys;
    }

    /// <summary>A column of a row, of links too.</summary>
    public Value Value(Column column, int row)
    {
        var lowered = level.Lowered;
        if (lowered.Resource is { } resource)
        {
            foreach (var field in resource.Fields)
            {
                if (field.IsIn(column)) return Value(field, row);
            }
            return Model.Value.Null;
        }
        var link = lowered.Relation!.Link!;
        for (var i = 0; i < link.Source.Count; i++)
        {
            if (link.Source[i] != column) continue;
            return parent is null ? parameters[lowered.Slots[i]].AsList[row] : parent.Value(lowered.Relation.SourceFields[i], ParentRow(row));
        }
        for (var i = 0; i < link.Target.Count; i++)
        {
            if (link.Target[i] == column) return parameters[lowered.Slots[^(link.Target.Count - i)]].AsList[row];
        }
        return Model.Value.Null;
    }
}
