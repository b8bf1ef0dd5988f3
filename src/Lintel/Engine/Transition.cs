using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.Engine;

/// <summary>What an action asks of the state of the row that it changes. The row is locked, so that of two actions from one state one finds another.</summary>
internal sealed record Transition(Resource Resource, ResourceAction Action)
{
    /// <summary>That of an update; null: it is no action.</summary>
    public static Transition? Of(Resource resource, UpdateOperation operation) =>
        operation.Action is { } name ? new Transition(resource, Binder.FindAction(resource, name)) : null;

    /// <summary>The problem of a row whose state does not allow the action; null: it does.</summary>
    public Problem? Check(ResultNode row)
    {
        var state = StateOf(row);
        if (Action.From.Contains(state)) return null;
        return ErrorCatalogue.WrongState.Because($"'{Action.Name}' is not allowed while the {Resource.Name} is '{state}'.") with
        {
            State = new StateConflict(state, [.. Resource.Actions.Where(action => action.From.Contains(state)).Select(action => action.Name)]),
        };
    }

    private string StateOf(ResultNode row) =>
        ScalarText.Of(Resource.State!.Type, row.Rows[0, row.Selection.Place(Resource.State)], row.Rows.Arena);
}
