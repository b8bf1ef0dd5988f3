using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Compilation;

/// <summary>Checks the actions of each resource: between which states they lead, and what they are given. What they set and ask comes when all fields are known.</summary>
internal static class Actions
{
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
                    ReadInput(action, field, service);
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

    private static void ReadInput(ActionDraft action, FieldDeclaration field, ServiceDraft service)
    {
        var bag = service.Bag;
        var fine = ResourceNames.CheckName(field.Name, field.Place, bag) && IsNew(action, field, bag) && !field.Broken && IsOfInput(field, bag);
        if (!fine || (field.TypeName is { } type && !IsScalar(type, service)))
            action.Input.Add(FieldTypes.Unreadable(field));
        else
            action.Input.Add(FieldTypes.Scalar(field, ScalarTypes.Find(field.TypeName!.Value)!.Value, bag));
    }

    private static bool IsNew(ActionDraft action, FieldDeclaration field, DiagnosticBag bag)
    {
        if (action.Input.Find(other => string.Equals(other.Name, field.Name, StringComparison.OrdinalIgnoreCase)) is not { } clash)
            return true;
        bag.Report(NameRules.NameClash, field.Place, $"{Wording.Quoted(field.Name)} differs from {Wording.Quoted(clash.Name)} only in case.", "choose another name");
        return false;
    }

    private static bool IsScalar(Located<string> type, ServiceDraft service)
    {
        if (ScalarTypes.Find(type.Value) is not null)
            return true;
        if (service.Find(type.Value) is { } target)
            service.Bag.Report(ActionRules.NotAnInput, type.Place, $"An action is given values, and {Wording.Quoted(target.Name)} is a resource.", $"take its key, such as `{target.Name}Id: uuid`, and set the reference to it");
        else
            service.Bag.Report(FieldRules.UnknownType, type.Place, $"{Wording.Quoted(type.Value)} is not a type.", service.Bag.IsFull ? null : ScalarTypes.Explain(type.Value, []));
        return false;
    }

    // What is about columns, or about who writes a field, has no meaning where nothing is kept.
    private static bool IsOfInput(FieldDeclaration field, DiagnosticBag bag)
    {
        (string Key, Place? Place)[] refused =
        [
            ("computed", field.Computed?.Place),
            ("stored", field.Stored?.Place),
            ("unique", field.Unique?.Place),
            ("searchable", field.Searchable?.Place),
            ("readOnly", field.ReadOnly?.Place),
            ("writeOnly", field.WriteOnly?.Place),
            ("immutable", field.Immutable?.Place),
            ("reverse", field.Reverse?.Place),
            ("onDelete", field.OnDelete?.Place),
            ("column", field.Column?.Place),
            ("was", field.Was?.Place),
        ];
        var fine = true;
        foreach (var (key, place) in refused)
        {
            if (place is not { } at)
                continue;
            fine = false;
            bag.Report(ActionRules.NotAnInput, at, $"{Wording.Quoted(key)} has no meaning for what an action is given.", "remove it");
        }

        return fine;
    }
}
