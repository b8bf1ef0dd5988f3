using System.Globalization;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.Engine.Writes;

/// <summary>
/// The way from a root down to the owned children that a write is about. The root is locked first and raised last, so that writes of one
/// aggregate come one after the other.
/// </summary>
internal sealed class OwnerPath
{
    private readonly (Resource Resource, Value[] Key, Relation Below)[] _steps;

    private OwnerPath(IEnumerable<(Resource, Value[], Relation)> steps) => _steps = [.. steps];

    /// <summary>The root.</summary>
    public Resource Root => _steps[0].Resource;

    /// <summary>Its key.</summary>
    public Value[] RootKey => _steps[0].Key;

    /// <summary>The rows on the way, from the root down to the parent.</summary>
    public IEnumerable<(Resource Resource, Value[] Key)> Rows => _steps.Select(step => (step.Resource, step.Key));

    /// <summary>The relation from the parent to the rows that are written.</summary>
    public Relation Relation => _steps[^1].Below;

    /// <summary>The key of the parent.</summary>
    public Value[] ParentKey => _steps[^1].Key;

    /// <summary>Reads the way; a problem where no row can have one of its keys.</summary>
    /// <param name="binder">Resolves names.</param>
    /// <param name="scope">The parent, and what is above it; null: a root is written.</param>
    /// <param name="path">The way; null: a root is written.</param>
    public static Problem? Bind(Binder binder, Scope? scope, out OwnerPath? path)
    {
        path = null;
        var steps = new List<(Resource, Value[], Relation)>();
        for (; scope is not null; scope = scope.Above)
        {
            var resource = binder.Find(scope.Resource);
            if (Binder.BindKey(resource, scope.Key, out var key) is { } noRow) return noRow;
            steps.Insert(0, (resource, key, resource.FindRelation(scope.Relation)!));
        }
        if (steps.Count > 0) path = new OwnerPath(steps);
        return null;
    }

    /// <summary>Gives a row the key of its parent.</summary>
    public void Place(RowDraft row) => Place(row, Relation, ParentKey);

    /// <summary>Gives a row the key of its parent.</summary>
    public static void Place(RowDraft row, Relation relation, Value[] parent)
    {
        for (var i = 0; i < relation.TargetFields.Count; i++) row[relation.TargetFields[i]] = parent[i];
    }

    /// <summary>Locks the root, and looks whether each parent on the way belongs to the one above it.</summary>
    /// <param name="transaction">The write's transaction.</param>
    /// <param name="tags">The entity tags of which the parent must have one.</param>
    /// <returns>What is wrong; null: nothing.</returns>
    public async ValueTask<Problem?> EnterAsync(WriteTransaction transaction, IReadOnlyList<string> tags)
    {
        for (var i = 0; i < _steps.Length; i++)
        {
            var (resource, key, _) = _steps[i];
            using var row = await transaction.LockAsync(resource, key).ConfigureAwait(false);
            if (row.Rows.Count == 0 || (i > 0 && !IsBelow(row, _steps[i - 1].Below, _steps[i - 1].Key))) return Binder.NoSuchRow(resource);
            if (i == _steps.Length - 1 && new Precondition(resource, tags).Check(resource, row, transaction.View) is { } changed) return changed;
        }
        return null;
    }

    /// <summary>Whether a row that was read belongs to the parent.</summary>
    public bool Holds(ResultNode row) => IsBelow(row, Relation, ParentKey);

    /// <summary>Whether a row with some key can belong to the parent: where the key holds that of a parent, it must be this one.</summary>
    public bool CanHold(Value[] key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            for (var j = 0; j < Relation.TargetFields.Count; j++)
            {
                if (Relation.TargetFields[j] == Relation.Target.Key[i] && key[i] != ParentKey[j]) return false;
            }
        }
        return true;
    }

    /// <summary>The problem of a parent that has more children than it may; null: it has not.</summary>
    public async ValueTask<Problem?> CountAsync(WriteTransaction transaction)
    {
        var fields = Relation.TargetFields;
        var children = new AllOf([.. fields.Select((field, i) => new Comparison(new BoundPath([], field), FilterOperator.Equal, i))]);
        using var counted = await transaction.AggregateAsync(BoundAggregate.CountOf(Relation.Target, children, ParentKey)).ConfigureAwait(false);
        return counted.Rows[0, 0].Integer <= Relation.MaxItems ? null
            : ErrorCatalogue.OutOfRange.At("", string.Create(CultureInfo.InvariantCulture, $"A {Relation.Source.Name} has at most {Relation.MaxItems} {Relation.Name}."));
    }

    /// <summary>Raises the version of the root behind a write of its children.</summary>
    public ValueTask<Problem?> RaiseAsync(WriteTransaction transaction) => RaiseAsync(transaction, Root, RootKey);

    /// <summary>Raises the version of a row, and when it changed.</summary>
    public static async ValueTask<Problem?> RaiseAsync(WriteTransaction transaction, Resource root, Value[] key)
    {
        var change = new RowDraft(root, "");
        foreach (var field in root.Fields)
        {
            if (field.Role == FieldRole.UpdatedAt) change[field] = Value.Of(transaction.Now);
        }
        // A row that tells nothing of its changes is written as it is: a unit that looked before must find that others came in between.
        if (root.Version is null && !root.Fields.Any(change.Has)) change[root.Key[0]] = key[0];
        return WriteProblems.Of(await transaction.WriteAsync(DraftFreezer.Update(root, change, key, null, null, transaction.Now)).ConfigureAwait(false), root);
    }

    private static bool IsBelow(ResultNode row, Relation relation, Value[] parent)
    {
        for (var i = 0; i < relation.TargetFields.Count; i++)
        {
            var field = relation.TargetFields[i];
            if (CellValues.Read(field.Type, row.Rows[0, row.Selection.Place(field)], row.Rows.Arena) != parent[i]) return false;
        }
        return true;
    }
}
