using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Checks the state of each resource and the actions that change it.</summary>
internal static class States
{
    public static void Run(ServiceDraft service)
    {
        foreach (var resource in service.Resources)
        {
            if (resource.Declaration.State is { } state)
                FindState(resource, state, service.Bag);
            else if (resource.Declaration.Actions is [var first, ..])
                service.Bag.Report(ResourceRules.NoState, first.Name.Place, $"{Wording.Quoted(resource.Name)} has actions, but no `state:` that they would change.", "add `state:` with the name of an enum field");
            CheckActions(resource, service.Bag);
        }
    }

    private static void FindState(ResourceDraft resource, Located<string> state, DiagnosticBag bag)
    {
        if (resource.Scalars.Find(field => field.Name == state.Value) is not { } field)
        {
            if (!resource.Broken)
                bag.Report(ResourceRules.UnknownField, state.Place, $"{Wording.Quoted(resource.Name)} has no field {Wording.Quoted(state.Value)}.", bag.DidYouMean(state.Value, resource.Scalars.Select(other => other.Name)));
            return;
        }

        if (field.Broken)
            return;
        if (field.Type is not { Kind: ScalarKind.Enum, IsArray: false } || field.Default != DefaultKind.Literal || field.Nullable)
        {
            bag.Report(ResourceRules.BadState, state.Place, $"{Wording.Quoted(state.Value)} can't be the state: a state is an enum that is never null and has a default, which a create takes.",
                $"write `{state.Value}: enum(open, closed) = open`, for example");
            return;
        }

        if (field.Declaration?.WriteOnly is { Value: true } hidden)
        {
            bag.Report(ResourceRules.BadState, hidden.Place, $"{Wording.Quoted(state.Value)} can't be the state: it is write-only, and callers are told the state.", "remove `writeOnly`");
            return;
        }

        field.ReadOnly = true;
        resource.State = field;
    }

    private static void CheckActions(ResourceDraft resource, DiagnosticBag bag)
    {
        foreach (var action in resource.Declaration.Actions)
        {
            ResourceNames.CheckName(action.Name.Value, action.Name.Place, bag);
            if (resource.State is not { } state)
                continue;
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var name in action.To is { } to ? action.From.Append(to) : action.From)
            {
                if (!state.Type.Members.Contains(name.Value, StringComparer.Ordinal))
                    bag.Report(ResourceRules.UnknownState, name.Place, $"{Wording.Quoted(name.Value)} is not a state of {Wording.Quoted(resource.Name)}.", bag.DidYouMean(name.Value, state.Type.Members) ?? $"the states are {Wording.Listed(state.Type.Members)}");
                else if (name != action.To && !seen.Add(name.Value))
                    bag.Report(ResourceRules.NamedTwice, name.Place, $"{Wording.Quoted(name.Value)} stands in this list twice.", "remove one of them");
            }
        }
    }
}
