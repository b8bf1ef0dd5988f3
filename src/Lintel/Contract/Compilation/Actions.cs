using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Compilation;

/// <summary>Checks the actions of each resource: between which states they lead, and what they are given. What they set and ask comes when all fields are known.</summary>
internal static class Actions
{
    private const string Giver = "an action";

    public static void Run(ServiceDraft service)
    {
        foreach (var resource in service.Resources)
        {
            foreach (var action in resource.Actions)
            {
                var declared = action.Declaration;
                ResourceNames.CheckName(declared.Name.Value, declared.Name.Place, service.Bag);
                CheckStates(resource, action, service.Bag);
                foreach (var field in declared.Input)
                    action.Input.Add(InputFields.Read(field, action.Input, Giver, service));
                if (!declared.Broken && declared.To is null && declared.Sets.Count == 0)
                    service.Bag.Report(ActionRules.ChangesNothing, declared.Name.Place, $"{Wording.Quoted(declared.Name.Value)} changes nothing.", "add `to:` with a state, or `set:` with fields");
            }
        }
    }

    private static void CheckStates(ResourceDraft resource, ActionDraft action, DiagnosticBag bag)
    {
        var declared = action.Declaration;
        Located<string>[] named = declared.To is { } to ? [.. declared.From, to] : [.. declared.From];
        if (resource.State is not { } state)
        {
            if (resource.Declaration.State is null && named is [var first, ..])
                bag.Report(ResourceRules.NoState, first.Place, $"{Wording.Quoted(resource.Name)} has no `state:` that {Wording.Quoted(action.Name)} could change or ask.", "add `state:` with the name of an enum field");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in named)
        {
            if (!state.Type.Members.Contains(name.Value, StringComparer.Ordinal))
                bag.Report(ResourceRules.UnknownState, name.Place, $"{Wording.Quoted(name.Value)} is not a state of {Wording.Quoted(resource.Name)}.", bag.DidYouMean(name.Value, state.Type.Members) ?? $"the states are {Wording.Listed(state.Type.Members)}");
            else if (name != declared.To && !seen.Add(name.Value))
                bag.Report(ResourceRules.NamedTwice, name.Place, $"{Wording.Quoted(name.Value)} stands in this list twice.", "remove one of them");
        }

        // To be led to a state one is in another, unless the contract says that it may be led to again.
        action.From = declared.From.Count > 0 ? [.. declared.From.Select(name => name.Value)] : [.. state.Type.Members.Where(name => name != declared.To?.Value)];
        if (action.From.Count == 0)
            bag.Report(ActionRules.NoWay, declared.To!.Place, $"{Wording.Quoted(resource.Name)} has no state but {Wording.Quoted(declared.To.Value)}, so that no row could ever be led to it.", "give the state another name to come from, or write `from:`");
    }
}
