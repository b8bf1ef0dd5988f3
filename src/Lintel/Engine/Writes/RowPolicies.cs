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
        var holding = new HashSet<Value>();
        foreach (var read in RowQuestion.OfKeys(resource, keys, condition, transaction.Now))
        {
            using var found = await transaction.ReadAsync(read).ConfigureAwait(false);
            for (var row = 0; row < found.Rows.Count; row++)
                holding.Add(LiveRows.KeyOf([.. resource.Key.Select((field, i) => CellValues.Read(field.Type, found.Rows[row, i], found.Rows.Arena))]));
        }
        return [.. Enumerable.Range(0, keys.Count).Where(i => !holding.Contains(LiveRows.KeyOf(keys[i])))];
    }

    /// <summary>What policies ask of a row, in which the caller stands already; null: they allow the caller all rows.</summary>
    public static Expression? Condition(CallerView view, IEnumerable<Policy> policies)
    {
        var parts = policies.Distinct().Where(policy => view.Allows(policy) != true).Select(view.Of).ToArray();
        return parts.Length switch { 0 => null, 1 => parts[0], _ => new ChainExpression(IsOr: false, parts) };
    }
}
