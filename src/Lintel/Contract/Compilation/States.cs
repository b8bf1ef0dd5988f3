using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Finds the state of each resource.</summary>
internal static class States
{
    public static void Run(ServiceDraft service)
    {
        foreach (var resource in service.Resources)
        {
            if (resource.Declaration.State is { } state)
                FindState(resource, state, service.Bag);
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
}
