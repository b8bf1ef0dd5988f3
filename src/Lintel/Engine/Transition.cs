using Lintel.Binding;
using Lintel.Engine.Writes;
using Lintel.Errors;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Passes;
using Lintel.Results;

namespace Lintel.Engine;

/// <summary>
/// What an action asks of the row that it changes, and what it makes of it. The row is locked, so that of two actions from one state one finds another,
/// and of two that count each counts from what the other left.
/// </summary>
internal sealed record Transition(Resource Resource, ResourceAction Action)
{
    /// <summary>That of an update; null: it is no action.</summary>
    public static Transition? Of(Resource resource, UpdateOperation operation) =>
        operation.Action is { } name ? new Transition(resource, Binder.FindAction(resource, name)) : null;

    /// <summary>The references that the caller has a part in: they lead to what the caller sees, as those of any other write. Where the row alone decides, the contract does.</summary>
    public IEnumerable<Relation> Given => Resource.Relations.Where(relation =>
        relation.Kind == RelationKind.Reference && Action.Sets.Any(set => set.IsOfInput && relation.SourceFields.Contains(set.Field)));

    /// <summary>Gives the change its values from the row as it is; a problem where its state, a rule or a value does not allow the action.</summary>
    public Problem? Apply(ResultNode node, WriteDraft draft, PassContext context)
    {
        if (CheckState(node) is { } wrongState) return wrongState;
        var input = draft.Input!;
        var (row, given) = (new DraftRow(StoredRows.First(node), null), new DraftRow(input, null));
        foreach (var rule in Action.Rules)
        {
            if (!ExpressionEvaluator.Holds(rule.Condition, row, context.Now, given))
                context.Problems.Add(ErrorCatalogue.Rule, RuleChecks.PointerOf(rule.Inputs, input), rule.Detail, rule.Name);
        }
        foreach (var set in Action.Sets) Set(set, draft.Rows[0], ExpressionEvaluator.Evaluate(set.Value, row, context.Now, given), input, context.Problems);
        WritePasses.Run(draft, context);
        return context.Problems.ToProblem();
    }

    private static void Set(Assignment set, RowDraft changes, Value computed, RowDraft input, ProblemList problems)
    {
        var field = set.Field;
        var value = Conversion.Apply(set.Value.Type, computed, field.Type);
        // What comes of one member is as good as given: what is wrong with it is told there.
        if (set.Input is { } from && input.WasGiven(from)) changes.Give(field, value);
        else changes[field] = value;
        if (!value.IsNull || field.Nullable) return;
        problems.Add(ErrorCatalogue.OutOfRange, changes.PointerOf(field.Name), $"'{field.Name}' would have no value: the result does not fit, or a divisor is 0.");
        changes.Refuse(field);
    }

    private Problem? CheckState(ResultNode row)
    {
        if (Resource.State is not { } field) return null;
        var state = ScalarText.Of(field.Type, row.Rows[0, row.Selection.Place(field)], row.Rows.Arena);
        if (Action.IsAllowedIn(state)) return null;
        return ErrorCatalogue.WrongState.Because($"'{Action.Name}' is not allowed while the {Resource.Name} is '{state}'.") with
        {
            State = new StateConflict(state, [.. Resource.Actions.Where(action => action.IsAllowedIn(state)).Select(action => action.Name)]),
        };
    }
}
