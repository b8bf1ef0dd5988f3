using System.Globalization;
using Lintel.Errors;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Resolves aggregates. What is asked is compiled once; its values, the rows and the order are resolved for each request.</summary>
internal sealed class AggregateBinder(ServiceLimits limits, ExpressionBinder expressions)
{
    private readonly CompiledTexts<AnswerForm> _known = new();

    /// <summary>The aggregate for a caller at a time, in microseconds since the Unix epoch; or null after a problem was added.</summary>
    public BoundAggregate? Bind(Resource resource, AggregateOperation operation, CallerView view, long now, ProblemList problems)
    {
        var parameters = new List<Value>();
        var filter = Rows(resource, operation.Selection, view, now, parameters, problems);
        var limit = Limit(resource, operation.Selection.Page, problems);
        if (Form(resource, operation, problems) is not { } form) return null;
        foreach (var (name, pointer) in form.Guarded)
        {
            if (!view.MaySee(name)) view.Refuse(problems, pointer, name.Name);
        }
        var order = Order(form, operation.Selection.Order, problems);
        if (problems.ToProblem() is not null) return null;

        BoundGroup[] groups = [.. form.Groups.Select(group => group with { Value = Bind(group.Value) })];
        BoundMeasure[] measures = [.. form.Measures.Select(measure => measure.Value is { } value ? measure with { Value = Bind(value) } : measure)];
        var having = form.Having is { } condition ? Bind(condition) : null;
        var nowSlot = parameters.Count;
        parameters.Add(Value.Of(now));
        Expression[] values = [.. groups.Select(group => group.Value), .. measures.Select(measure => measure.Value).OfType<Expression>()];
        var access = view.Bind(TouchedResources.Of(resource, filter, values), parameters);
        return new BoundAggregate
        {
            Resource = resource,
            Groups = groups,
            Measures = measures,
            Filter = filter,
            Having = having,
            Order = order,
            Limit = limit,
            Access = access,
            Parameters = [.. parameters],
            NowSlot = nowSlot,
            MostBytes = limits.ResultRows,
        };

        Expression Bind(Expression value) => value is PathExpression ? value : ExpressionEvaluator.Bind(value, now, parameters);
    }

    /// <summary>Which rows: the conditions of a selection are those of a list.</summary>
    private BoundFilter? Rows(Resource resource, Selection selection, CallerView view, long now, List<Value> parameters, ProblemList problems)
    {
        var parts = new List<BoundFilter>();
        if (Deleted.Of(resource, selection.Deleted) is { } shown) parts.Add(shown);
        new FilterBinder(limits, problems, parameters, view).Bind(resource, selection.Conditions, parts);
        if (selection.Filter is { } text) expressions.Bind(resource, text, view, now, parts, parameters, problems);
        if (selection.Where is { } tree) new FilterTreeBinder(limits, problems, parameters, view, now).Bind(resource, tree, parts);
        if (selection.Search is { } search && SearchBinder.Bind(resource, search, limits, view, parameters, problems) is { } matching) parts.Add(matching);
        return parts.Count switch { 0 => null, 1 => parts[0], _ => new AllOf(parts) };
    }

    private AnswerForm? Form(Resource resource, AggregateOperation operation, ProblemList problems)
    {
        var text = AnswerForm.TextOf(operation);
        if (_known.TryFind(resource, text, out var known)) return known;
        if (!IsInBounds(operation, problems)) return null;
        var found = new ProblemList();
        var form = new AnswerCompiler(expressions.Limits, found, resource).Compile(operation);
        if (found.ToProblem() is { } problem)
        {
            foreach (var error in problem.Errors) problems.Add(problem.Error, error.Pointer, error.Detail);
            return null;
        }
        _known.Keep(resource, text, form);
        return form;
    }

    private static bool IsInBounds(AggregateOperation operation, ProblemList problems)
    {
        if (operation.Groups.Count > ServiceLimits.AggregateGroups)
            problems.Add(ErrorCatalogue.InvalidParameter, "?group", $"At most {ServiceLimits.AggregateGroups} groups are allowed.");
        else if (operation.Measures.Count > ServiceLimits.AggregateMeasures)
            problems.Add(ErrorCatalogue.InvalidParameter, null, $"At most {ServiceLimits.AggregateMeasures} of {string.Join(", ", MeasureTable.Names)} are allowed.");
        else if (operation.Groups.Count + operation.Measures.Count == 0)
            problems.Add(ErrorCatalogue.InvalidParameter, null, "Say what to tell: count=*, or group=, sum=, avg=, min= or max= with a field.");
        else return true;
        return false;
    }

    /// <summary>The order that was asked for; the groups end it, so that no two rows are equal in it.</summary>
    private List<AnswerOrder> Order(AnswerForm form, IReadOnlyList<OrderTerm> terms, ProblemList problems)
    {
        var order = new List<AnswerOrder>(terms.Count + form.Groups.Count);
        if (terms.Count > limits.Sort)
            problems.Add(ErrorCatalogue.InvalidParameter, terms[limits.Sort].Pointer, $"At most {limits.Sort} sort terms are allowed.");
        foreach (var term in terms.Take(limits.Sort))
        {
            var column = form.Find(term.Path);
            if (column < 0)
            {
                var names = string.Join(", ", form.Names.Take(12).Select(Wording.Short));
                problems.Add(ErrorCatalogue.UnknownField, term.Pointer, $"The answer has no '{Wording.Short(term.Path)}': it can be sorted by {names}.");
            }
            else if (order.Exists(known => known.Column == column))
                problems.Add(ErrorCatalogue.InvalidParameter, term.Pointer, $"'{Wording.Short(term.Path)}' stands twice.");
            else order.Add(new AnswerOrder(column, term.Descending));
        }
        for (var group = 0; group < form.Groups.Count; group++)
        {
            if (!order.Exists(known => known.Column == group)) order.Add(new AnswerOrder(group, false));
        }
        return order;
    }

    private int Limit(Resource resource, PageRequest page, ProblemList problems)
    {
        var most = limits.GroupsOf(resource);
        var limit = page.Limit ?? Math.Min(ServiceLimits.UsualGroups, most);
        if (limit < 1 || limit > most)
            problems.Add(ErrorCatalogue.InvalidParameter, page.Places.Limit, string.Create(CultureInfo.InvariantCulture, $"'{SelectionBinder.NameIn(page.Places.Limit)}' is a whole number from 1 to {most}."));
        if (page.Backward || page.After is not null || page.Before is not null || page.Count != CountMode.None)
            throw new ArgumentException("An aggregate has neither cursors nor a count of its groups.", nameof(page));
        return limit;
    }
}
