using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>An action as it was and as it is.</summary>
internal sealed class ActionPair
{
    public ActionPair(ResourcePair resource, ResourceAction old, ResourceAction @new)
    {
        (Resource, Old, New) = (resource, old, @new);
        Inputs = [.. Pairing.Of(old.Input.Fields, @new.Input.Fields, field => field.Name).Select(pair => new FieldPair(resource, pair.Old, pair.New) { Action = this })];
        Rules = Pairing.OfRules(old.Rules, @new.Rules);
    }

    public ResourcePair Resource { get; }

    public ResourceAction Old { get; }

    public ResourceAction New { get; }

    /// <summary>The fields that it was and is given.</summary>
    public IReadOnlyList<FieldPair> Inputs { get; }

    /// <summary>The fields that it is given now and was not.</summary>
    public IEnumerable<Field> AddedInputs => New.Input.Fields.Except(Inputs.Select(pair => pair.New));

    /// <summary>The fields that it was given and no longer is.</summary>
    public IEnumerable<Field> RemovedInputs => Old.Input.Fields.Except(Inputs.Select(pair => pair.Old));

    /// <summary>The rules that it asked and asks: of the same name, or of the same condition.</summary>
    public IReadOnlyList<(Rule Old, Rule New)> Rules { get; }

    public IEnumerable<Rule> AddedRules => New.Rules.Except(Rules.Select(pair => pair.New));

    public IEnumerable<Rule> RemovedRules => Old.Rules.Except(Rules.Select(pair => pair.Old));

    /// <summary>The states in which it is allowed and was not. Where there was no state, it was allowed always.</summary>
    public IReadOnlyList<string> AddedStates => Old.From.Count == 0 ? [] : [.. New.From.Except(Old.From)];

    /// <summary>The states that are left, in which it was allowed and no longer is.</summary>
    public IReadOnlyList<string> RemovedStates => Resource.New.State is { } state ? [.. Old.From.Except(New.From).Intersect(state.Type.Members)] : [];

    /// <summary>A difference of the action, or of what one of its keys says.</summary>
    public Difference Found(string detail, params ReadOnlySpan<string> keys) =>
        new($"{Resource.Name}.{New.Name}", detail, ["resources", Resource.Name, "actions", New.Name, .. keys]);

    /// <summary>A difference of a field that it is or was given, or of what one of its keys says.</summary>
    public Difference FoundInput(Field input, string detail, params ReadOnlySpan<string> keys) =>
        new($"{Resource.Name}.{New.Name}.{input.Name}", detail, ["resources", Resource.Name, "actions", New.Name, "input", input.Name, .. keys]);
}
