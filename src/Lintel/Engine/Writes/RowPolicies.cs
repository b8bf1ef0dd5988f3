using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Engine.Writes;

/// <summary>Asks policies about many rows of a resource, with few statements.</summary>
/// <param name="view">Who they are asked about.</param>
/// <param name="resource">The resource.</param>
internal sealed class RowPolicies(CallerView view, Resource resource)
{
    /// <summary>The indexes of the rows for which not all of some policies hold; empty: they hold for each.</summary>
    /// <param name="transaction">The transaction, in which the rows are.</param>
    /// <param name="keys">The keys of the rows.</param>
    /// <param name="policies">The policies.</param>
    public async ValueTask<IReadOnlyList<int>> FailingAsync(WriteTransaction transaction, IReadOnlyList<Value[]> keys, params Policy[] policies)
    {
        if (keys.Count == 0 || Condition(view, policies) is not { } condition) return [];
        var holding = await FindAsync(transaction, resource, RowQuestion.Columns(resource.Key, []), keys, condition).ConfigureAwait(false);
        return [.. Enumerable.Range(0, keys.Count).Where(i => !holding.Contains(LiveRows.KeyOf(keys[i])))];
    }

    /// <summary>The indexes of the rows that own what the caller does not see, at any depth; empty: they see all that each owns.</summary>
    /// <param name="transaction">The transaction, in which the rows are.</param>
    /// <param name="keys">The keys of the rows.</param>
    public async ValueTask<IReadOnlyList<int>> HidingAsync(WriteTransaction transaction, IReadOnlyList<Value[]> keys)
    {
        var hiding = new HashSet<Value>();
        if (keys.Count > 0) await AddHidingAsync(transaction, resource, [], null, keys, hiding).ConfigureAwait(false);
        return hiding.Count == 0 ? [] : [.. Enumerable.Range(0, keys.Count).Where(i => hiding.Contains(LiveRows.KeyOf(keys[i])))];
    }

    // The way leads from an owner up to what the rows own themselves, whose fields there hold the keys of the rows; null: the owner is one of the rows.
    private async ValueTask AddHidingAsync(WriteTransaction transaction, Resource owner, IReadOnlyList<Relation> way, IReadOnlyList<Field>? fields, IReadOnlyList<Value[]> keys, HashSet<Value> hiding)
    {
        foreach (var relation in owner.Relations)
        {
            if (relation.Kind != RelationKind.Children) continue;
            var (child, read) = (relation.Target, relation.Target.Access!.ReadBelow);
            IReadOnlyList<Relation> up = fields is null ? [] : [relation.Inverse!, .. way];
            var held = fields ?? relation.TargetFields;
            if (view.Allows(read) != true)
                hiding.UnionWith(await FindAsync(transaction, child, RowQuestion.Columns(held, up), keys, new NotExpression(view.Of(read))).ConfigureAwait(false));
            await AddHidingAsync(transaction, child, up, held, keys, hiding).ConfigureAwait(false);
        }
    }

    /// <summary>Those of some keys of whose rows a condition holds.</summary>
    /// <param name="transaction">The transaction, in which the rows are.</param>
    /// <param name="of">The resource of the rows.</param>
    /// <param name="columns">Where the keys are.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="condition">The condition, in which the caller stands already; its values are not bound.</param>
    public static async ValueTask<HashSet<Value>> FindAsync(WriteTransaction transaction, Resource of, BoundPath[] columns, IReadOnlyList<Value[]> keys, Expression condition)
    {
        var found = new HashSet<Value>();
        foreach (var read in RowQuestion.OfKeys(of, columns, keys, condition, transaction.Now))
        {
            using var rows = await transaction.ReadAsync(read).ConfigureAwait(false);
            for (var row = 0; row < rows.Rows.Count; row++)
                found.Add(LiveRows.KeyOf([.. columns.Select((column, i) => CellValues.Read(column.Field.Type, rows.Rows[row, i], rows.Rows.Arena))]));
        }
        return found;
    }

    /// <summary>Whether a condition holds for the row that has some values, unique together.</summary>
    /// <param name="transaction">The transaction, in which the row is.</param>
    /// <param name="of">The resource of the row.</param>
    /// <param name="fields">The fields.</param>
    /// <param name="values">Their values.</param>
    /// <param name="condition">The condition, in which the caller stands already; its values are not bound.</param>
    public static async ValueTask<bool> HoldsAsync(WriteTransaction transaction, Resource of, IReadOnlyList<Field> fields, Value[] values, Expression condition)
    {
        using var found = await transaction.ReadAsync(RowQuestion.Of(of, fields, values, condition, transaction.Now)).ConfigureAwait(false);
        return found.Rows.Count > 0;
    }

    /// <summary>What policies ask of a row, in which the caller stands already; null: they allow the caller all rows.</summary>
    public static Expression? Condition(CallerView view, IEnumerable<Policy> policies)
    {
        var parts = policies.Distinct().Where(policy => view.Allows(policy) != true).Select(view.Of).ToArray();
        return parts.Length switch { 0 => null, 1 => parts[0], _ => new ChainExpression(IsOr: false, parts) };
    }
}
