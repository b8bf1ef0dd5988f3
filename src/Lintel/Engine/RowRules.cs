using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Engine;

/// <summary>
/// Which rules of one row a change breaks. A database tells one of them, and each another: the row is looked at, with what the caller wants
/// of it, so that all are told, and alike.
/// </summary>
internal static class RowRules
{
    /// <summary>The rules that the changed row would break; none where the row became another one meanwhile.</summary>
    /// <param name="session">That of the write; one of its own where that is over.</param>
    /// <param name="plans">Where plans are found.</param>
    /// <param name="key">The key of the row.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async ValueTask<IReadOnlyList<BrokenRule>> FindAsync(
        IStoreSession session, PlanCache plans, Value[] key, RowDraft changes, long now, CancellationToken cancellation)
    {
        var resource = changes.Resource;
        var rules = resource.Entity.Rules;
        Field[] fields = [.. rules.SelectMany(rule => ExpressionFacts.OwnFields(rule.Condition)).Distinct()];
        var selection = new BoundSelection
        {
            Resource = resource,
            Columns = [.. fields.Select(field => new BoundPath([], field))],
            Shown = fields.Length,
            Includes = [],
            Filter = RowsOfRoot.One(resource),
            Order = [],
        };
        var read = new BoundRead { Resource = resource, Selection = selection, Single = true, Parameters = [.. key] };
        using var node = await session.ReadAsync(plans.Find(read), read, cancellation).ConfigureAwait(false);
        if (node.Rows.Count == 0) return [];
        var row = new ChangedRow(changes, fields.Index().ToDictionary(pair => pair.Item, pair => CellValues.Read(pair.Item.Type, node.Rows[0, pair.Index], node.Rows.Arena)));
        return [.. rules.Where(rule => !ExpressionEvaluator.Holds(rule.Condition, row, now)).Select(rule => new BrokenRule(rule, resource, []))];
    }

    /// <summary>A row of the store with the changes of a caller.</summary>
    private sealed class ChangedRow(RowDraft changes, Dictionary<Field, Value> stored) : IExpressionRow
    {
        public Value Get(Field field)
        {
            if (changes.Has(field)) return changes[field];
            return field.Role == FieldRole.Version ? Value.Of(stored[field].AsInteger + 1) : stored[field];
        }

        public IExpressionRow? One(Relation relation) => throw new InvalidOperationException($"'{relation}' leads to another row.");

        public IReadOnlyList<IExpressionRow> Many(Relation relation) => throw new InvalidOperationException($"'{relation}' leads to other rows.");
    }
}
