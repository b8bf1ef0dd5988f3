using Lintel.Binding;

namespace Lintel.Passes;

/// <summary>What every write goes through between binding and its store, in this order. Policies will join here.</summary>
public static class WritePasses
{
    private static readonly Action<RowDraft, bool, PassContext>[] InOrder =
    [
        TenantField.Apply,
        ManagedFields.Apply,
        Defaults.Apply,
        ValueChecks.Apply,
        ReferenceChecks.Apply,
    ];

    /// <summary>Runs all passes over all rows, children included.</summary>
    public static void Run(WriteDraft draft, PassContext context)
    {
        CheckValues(draft, context);
        // What a change leaves as it is stands in the store.
        if (draft.IsWhole) CheckAggregates(draft, context);
    }

    /// <summary>Completes and checks each row by itself, children included.</summary>
    public static void CheckValues(WriteDraft draft, PassContext context)
    {
        // What an action is given is completed and checked like a row that is new.
        if (draft.Input is { } input) Run(input, context);
        foreach (var row in draft.Rows) Run(row, context);
    }

    /// <summary>Checks the values that were given, whatever they will be held against: which rows are new is not known yet.</summary>
    public static void CheckGiven(WriteDraft draft, PassContext context)
    {
        foreach (var row in draft.Rows) CheckGiven(row, context);
    }

    /// <summary>Computes and checks what several rows of each aggregate decide.</summary>
    public static void CheckAggregates(WriteDraft draft, PassContext context)
    {
        foreach (var row in draft.Rows) draft.LeavesFields |= !MaintainedFields.Apply(row, draft.IsPart, context);
        foreach (var row in draft.Rows) draft.LeavesRules |= !RuleChecks.Apply(row, draft.IsPart, context);
    }

    private static void CheckGiven(RowDraft row, PassContext context)
    {
        if (row.IsRefused) return;
        ValueChecks.CheckGiven(row, context);
        foreach (var child in row.Children.SelectMany(children => children.Rows)) CheckGiven(child, context);
    }

    private static void Run(RowDraft row, PassContext context)
    {
        if (row.IsRefused) return;
        var before = context.Problems.Count;
        foreach (var pass in InOrder) pass(row, !row.IsChange, context);
        row.HasFindings |= context.Problems.Count > before;
        foreach (var (_, children) in row.Children)
        {
            foreach (var child in children) Run(child, context);
        }
    }
}
