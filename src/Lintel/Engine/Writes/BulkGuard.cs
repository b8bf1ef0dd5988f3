using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;

namespace Lintel.Engine.Writes;

/// <summary>
/// The policies of a write of all rows that a filter finds, of which the caller finds only those that they see. They are asked of all rows before any is written, and of all
/// behind the last: no row is judged by what the write did to another.
/// </summary>
/// <param name="view">What the caller may see.</param>
/// <param name="resource">The resource.</param>
/// <param name="before">Who may, with a row as it is.</param>
/// <param name="after">Who may, with a row as it becomes; null: it is gone.</param>
/// <param name="refusal">What answers a row with which they may not.</param>
/// <param name="loss">What answers rows that may hold what the caller does not see, and would lose; null: they would not.</param>
internal sealed class BulkGuard(CallerView view, Resource resource, Policy before, Policy? after, Problem refusal, Problem? loss)
{
    private readonly RowPolicies _policies = new(view, resource);

    /// <summary>Asks about rows that are locked. Those that the caller does not see any more, since another write came in between, are taken out of the list.</summary>
    /// <returns>The first row that they see and may not change, and why; null: there is none.</returns>
    public async ValueTask<(Value[] Key, Problem Problem)?> BeforeAsync(WriteTransaction transaction, List<Value[]> keys)
    {
        var unseen = await _policies.FailingAsync(transaction, keys, resource.Access!.Read).ConfigureAwait(false);
        for (var i = unseen.Count - 1; i >= 0; i--) keys.RemoveAt(unseen[i]);
        return await FirstAsync(transaction, keys, before).ConfigureAwait(false) ?? (loss is not null && keys.Count > 0 ? (keys[0], loss) : null);
    }

    /// <summary>Asks about rows as they have become.</summary>
    /// <returns>The first row that may not be so, and why; null: there is none.</returns>
    public ValueTask<(Value[] Key, Problem Problem)?> AfterAsync(WriteTransaction transaction, List<Value[]> keys) =>
        after is null ? new((ValueTuple<Value[], Problem>?)null) : FirstAsync(transaction, keys, after, resource.Access!.Read);

    private async ValueTask<(Value[] Key, Problem Problem)?> FirstAsync(WriteTransaction transaction, List<Value[]> keys, params Policy[] policies) =>
        await _policies.FailingAsync(transaction, keys, policies).ConfigureAwait(false) is [var first, ..] ? (keys[first], refusal) : null;
}
