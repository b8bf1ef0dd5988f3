using Lintel.Binding;

namespace Lintel.Passes;

/// <summary>What every write goes through between binding and its store, in this order. Policies will join here.</summary>
public static class WritePasses
{
    private static readonly Action<RowDraft, bool, PassContext>[] InOrder =
    [
        ManagedFields.Apply,
        Defaults.Apply,
        ValueChecks.Apply,
        ReferenceChecks.Apply,
    ];

    /// <summary>Runs all passes over all rows, children included.</summary>
    public static void Run(WriteDraft draft, PassContext context)
    {
        // What an action is given is completed and checked like a row that is created.
        if (draft.Input is { } input) Run(input, isCreate: true, context);
        foreach (var row in draft.Rows) Run(row, draft.IsCreate, context);
        // What a change leaves as it is stands in the store.
        if (!draft.IsCreate) return;
        foreach (var row in draft.Rows) draft.LeavesFields |= !MaintainedFields.Apply(row, draft.IsPart, context);
        foreach (var row in draft.Rows) draft.LeavesRules |= !RuleChecks.Apply(row, draft.IsPart, context);
    }

    private static void Run(RowDraft row, bool isCreate, PassContext context)
    {
        if (row.IsRefused) return;
        var before = context.Problems.Count;
        foreach (var pass in InOrder) pass(row, isCreate, context);
        row.HasFindings |= context.Problems.Count > before;
        foreach (var (_, children) in row.Children)
        {
            foreach (var child in children) Run(child, isCreate, context);
        }
    }
}
