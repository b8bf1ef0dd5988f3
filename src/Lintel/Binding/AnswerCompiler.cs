using Lintel.Errors;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Compiles what an aggregate asks. Every mistake is told with the term that it is in.</summary>
internal sealed class AnswerCompiler(ExpressionLimits limits, ProblemList problems, Resource resource)
{
    private readonly List<(GuardedName, string?)> _guarded = [];

    /// <summary>The form of the answer; meaningless where problems were added.</summary>
    public AnswerForm Compile(AggregateOperation operation)
    {
        var groups = new List<BoundGroup>();
        foreach (var term in operation.Groups)
        {
            if (Value(term) is not { } value) continue;
            if (!MeasureTable.Groups(value.Type)) Refuse(term, $"Rows can't be grouped by {value.Type}.");
            else if (MeasureTable.TryFind(term.Key, out _)) Refuse(term, $"'{term.Key}' is where the answer has its measures: give it a name, as in group=x:{term.Text}.");
            else if (groups.Exists(known => known.Key == term.Key)) Twice(term, "group");
            else groups.Add(new BoundGroup(term.Key, value));
        }
        var measures = new List<BoundMeasure>();
        foreach (var measure in operation.Measures)
        {
            if (Bound(measure, operation.Measures) is not { } bound) continue;
            if (measures.Exists(known => known.Function == bound.Function && known.Key == bound.Key)) Twice(measure.Term, MeasureTable.Name(measure.Function));
            else measures.Add(bound);
        }
        var form = new AnswerForm(groups, [.. measures.OrderBy(measure => measure.Function)], null) { Guarded = _guarded };
        // Without all keys nothing can be said of a condition on them.
        return operation.Having is { } having && problems.ToProblem() is null ? form with { Having = Condition(having, form) } : form;
    }

    private BoundMeasure? Bound(Measure measure, IReadOnlyList<Measure> all)
    {
        var (function, term) = measure;
        if (function == MeasureFunction.Count && term.Text == Measure.Rows)
        {
            var alone = term.Name is null && all.Count(other => other.Function == MeasureFunction.Count) == 1;
            return new BoundMeasure(function, alone ? null : term.Key, null, MeasureTable.RowCount);
        }
        if (Value(term) is not { } value) return null;
        if (MeasureTable.TypeOf(function, value.Type) is { } type) return new BoundMeasure(function, term.Key, value, type);
        var hint = value.Type.Kind == ScalarKind.Double ? " The sum of doubles depends on their order: use a decimal." : "";
        Refuse(term, $"'{MeasureTable.Name(function)}' has no meaning for {value.Type}.{hint}");
        return null;
    }

    private Expression? Value(AggregateTerm term)
    {
        if (term.Key.Length > ServiceLimits.AnswerKey)
        {
            problems.Add(ErrorCatalogue.InvalidParameter, term.Pointer, term.Name is null
                ? $"A key of the answer has at most {ServiceLimits.AnswerKey} characters: give '{Wording.Short(term.Text)}' a name, as in x:…"
                : $"A name has at most {ServiceLimits.AnswerKey} characters.");
            return null;
        }
        var compiled = ExpressionCompiler.Compile(term.Text, resource, limits);
        var (value, errors) = compiled;
        _guarded.AddRange(compiled.Guarded.Select(name => (name, (string?)term.Pointer)));
        if (errors.Count > 0 && ToMany(term.Text) is { } many)
        {
            var function = term.Text.EndsWith(many.Name, StringComparison.Ordinal) ? "count" : "sum";
            Refuse(term, $"'{many.Name}' leads to many rows: aggregate {many.Target.Name} instead, or take one value for each {resource.Name}, as in {function}({term.Text}).");
        }
        else
        {
            foreach (var error in errors) Refuse(term, ExpressionBinder.Text(error));
        }
        return value;
    }

    /// <summary>The first relation to many rows of a path; null: there is none, or the text is no path.</summary>
    private Relation? ToMany(string text)
    {
        var at = resource;
        foreach (var name in text.Split('.'))
        {
            if (at.FindRelation(name) is not { } relation) return null;
            if (!relation.IsToOne) return relation;
            at = relation.Target;
        }
        return null;
    }

    /// <summary>A condition whose names are those of the answer, and whose fields are its columns.</summary>
    private Expression? Condition(FilterText having, AnswerForm form)
    {
        var (condition, errors) = ExpressionCompiler.CompileCondition(having.Text, AnswerResource.Of(form), limits);
        var unnamed = form.Groups.Select(group => group.Key).Concat(form.Measures.Select(measure => measure.Key)).FirstOrDefault(key => key is not null && !AnswerResource.IsName(key));
        var hint = unnamed is null ? "" : $" '{Wording.Short(unnamed)}' is no name, and can't stand here: give it one, as in x:{Wording.Short(unnamed)}.";
        foreach (var error in errors) problems.Add(ErrorCatalogue.InvalidParameter, having.Pointer, ExpressionBinder.Text(error) + hint);
        return condition is null ? null : AnswerResource.OnColumns(condition);
    }

    private void Twice(AggregateTerm term, string parameter) => Refuse(term, $"It stands twice: give one of them another name, as in {parameter}=x:{term.Text}.");

    private void Refuse(AggregateTerm term, string what) => problems.Add(ErrorCatalogue.InvalidParameter, term.Pointer, $"In '{Wording.Short(term.Text)}': {what}");
}
