using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Passes;

namespace Lintel.Engine;

/// <summary>Tells callers which rules their write broke, and where in its body.</summary>
internal static class RuleProblems
{
    /// <summary>The problem of rows that break rules; null where there are none.</summary>
    public static Problem? Of(IReadOnlyList<BrokenRule> broken, WriteDraft draft)
    {
        var problems = new ProblemList();
        foreach (var (rule, resource, key) in broken) problems.Add(ErrorCatalogue.Rule, Pointer(rule, Find(draft, resource, key)), rule.Detail, rule.Name);
        return problems.ToProblem();
    }

    /// <summary>The problem of a rule that the database found broken in a row of a resource; in which of several, not each database tells.</summary>
    public static Problem Of(Rule rule, Resource resource, WriteDraft? draft) =>
        ErrorCatalogue.Rule.At(Pointer(rule, draft is not null && draft.RowsOf(resource) is [var only] ? only : null), rule.Detail, rule.Name);

    // What is not in the body is told at its top.
    private static string Pointer(Rule rule, RowDraft? row) => row is null ? "" : RuleChecks.PointerOf(rule, row);

    private static RowDraft? Find(WriteDraft draft, Resource resource, IReadOnlyList<string> key)
    {
        var rows = draft.RowsOf(resource);
        // The only one needs no key, which may be the database's.
        return rows.Count == 1 ? rows[0] : rows.Find(row => IsOf(row, key));
    }

    private static bool IsOf(RowDraft row, IReadOnlyList<string> key)
    {
        var known = false;
        for (var i = 0; i < key.Count; i++)
        {
            var field = row.Resource.Key[i];
            if (!row.Has(field)) continue;
            known = true;
            if (ScalarText.Of(field.Type, row[field]) != key[i]) return false;
        }
        return known;
    }
}
