using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine;

/// <summary>A row that breaks a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Resource">The row's resource.</param>
/// <param name="Key">The row's key as text, part by part.</param>
internal sealed record BrokenRule(Rule Rule, Resource Resource, IReadOnlyList<string> Key);

/// <summary>
/// The rules of one aggregate that neither its tables keep nor the body of a create decides. They are asked behind a write, in its transaction and under
/// the lock that it holds: of two writes that only together break a rule, the later one finds it broken.
/// </summary>
internal sealed class AggregateRules
{
    private readonly Question[] _afterCreate;
    private readonly Question[] _afterUpdate;

    /// <summary>Collects the rules of a root and of all that it owns.</summary>
    public AggregateRules(Resource root)
    {
        (Resource, Relation[])[] resources = [.. RowsOfRoot.Resources(root)];
        _afterCreate = [.. Questions(resources, rule => !rule.IsOfBody)];
        _afterUpdate = [.. Questions(resources, _ => true)];
    }

    /// <summary>Whether anything is left to ask when a row was created with all that it owns.</summary>
    public bool AsksAfterCreate => _afterCreate.Length > 0;

    /// <summary>Whether anything is to be asked when a row of the aggregate was changed.</summary>
    public bool AsksAfterUpdate => _afterUpdate.Length > 0;

    /// <summary>The rows that break rules, no more than some for each rule; one statement for each resource that has such rules where none does.</summary>
    /// <param name="session">The session of the write.</param>
    /// <param name="plans">Where plans are found.</param>
    /// <param name="key">The key of the root; null: of all aggregates.</param>
    /// <param name="wasAsked">Whether the rules that the body of a create decides were asked before.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    /// <param name="most">How many rows are told for each rule.</param>
    /// <param name="cancellation">Stops it.</param>
    public async ValueTask<List<BrokenRule>> FindAsync(
        IStoreSession session, PlanCache plans, Value[]? key, bool wasAsked, long now, int most, CancellationToken cancellation)
    {
        var broken = new List<BrokenRule>();
        foreach (var question in wasAsked ? _afterCreate : _afterUpdate)
        {
            if ((await AskAsync(question.Rules, 1).ConfigureAwait(false)).Count == 0) continue;
            foreach (var rule in question.Rules)
            {
                foreach (var row in await AskAsync([rule], most).ConfigureAwait(false)) broken.Add(new BrokenRule(rule, question.Resource, row));
            }

            async ValueTask<List<string[]>> AskAsync(Rule[] rules, int limit)
            {
                var read = question.Read(rules, key, now, limit);
                using var rows = await session.ReadAsync(plans.Find(read), read, cancellation).ConfigureAwait(false);
                var keys = new List<string[]>();
                for (var row = 0; row < Math.Min(rows.Rows.Count, limit); row++)
                    keys.Add([.. question.Resource.Key.Select((field, i) => ScalarText.Of(field.Type, rows.Rows[row, i], rows.Rows.Arena))]);
                return keys;
            }
        }
        return broken;
    }

    private static IEnumerable<Question> Questions((Resource Resource, Relation[] Up)[] resources, Func<Rule, bool> isAsked)
    {
        foreach (var (resource, up) in resources)
        {
            Rule[] rules = [.. resource.Rules.Except(resource.Entity.Rules).Where(isAsked)];
            if (rules.Length > 0) yield return new Question(resource, up, rules);
        }
    }

    /// <summary>The rules of one resource.</summary>
    /// <param name="Resource">The resource.</param>
    /// <param name="Up">The way from its rows to the root.</param>
    /// <param name="Rules">The rules.</param>
    private sealed record Question(Resource Resource, Relation[] Up, Rule[] Rules)
    {
        /// <summary>The rows of an aggregate, or of all, that break one of some rules.</summary>
        public BoundRead Read(Rule[] rules, Value[]? key, long now, int limit)
        {
            var parameters = new List<Value>(key ?? []);
            var filter = new List<BoundFilter>();
            if (key is not null) filter.AddRange(RowsOfRoot.Filter(Resource, Up));
            else if (Deleted.Of(Resource, DeletedRows.Exclude) is { } shown) filter.Add(shown);
            Expression all = rules.Length == 1 ? rules[0].Condition : new ChainExpression(false, [.. rules.Select(rule => rule.Condition)]);
            filter.Add(new Where(ExpressionEvaluator.Bind(new NotExpression(all), now, parameters)));
            BoundPath[] columns = [.. Resource.Key.Select(field => new BoundPath([], field))];
            var selection = new BoundSelection
            {
                Resource = Resource,
                Columns = columns,
                Shown = columns.Length,
                Includes = [],
                Filter = new AllOf(filter),
                Order = [.. columns.Select((column, i) => new BoundOrder(column, false, i))],
                Page = new BoundPage { Limit = limit },
            };
            return new BoundRead { Resource = Resource, Selection = selection, Parameters = [.. parameters] };
        }
    }
}
