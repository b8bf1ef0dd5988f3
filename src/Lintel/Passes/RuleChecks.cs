using Lintel.Binding;
using Lintel.Errors;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Passes;

/// <summary>
/// Asks the rules that the rows of a create decide by themselves, so that all broken ones are told at once, each with its place. The database,
/// which keeps those of one row, and the engine ask all of them again that it can't see here.
/// </summary>
internal static class RuleChecks
{
    // A rule over all pairs of a thousand rows takes a tenth of a second; what takes longer is the database's, which can be stopped.
    internal const double MostSteps = 1e6;

    /// <summary>Asks the rules of a row with all that it owns.</summary>
    /// <param name="root">The row.</param>
    /// <param name="isPart">Whether it comes without what it owns, so that only rules of one row can be asked.</param>
    /// <param name="context">Takes the findings.</param>
    /// <returns>Whether none was left out because there are so many rows.</returns>
    public static bool Apply(RowDraft root, bool isPart, PassContext context) =>
        !root.Resource.HasRules || Apply(new DraftRow(root, null), isPart, context);

    private static bool Apply(DraftRow row, bool isPart, PassContext context)
    {
        var all = true;
        // A load may bring rows that are deleted softly.
        if (row.Draft.Resource.DeletedAt is { } deletedAt && !row.Draft[deletedAt].IsNull) return all;
        foreach (var rule in row.Draft.Resource.Rules)
        {
            if (!rule.IsOfBody || !(rule.IsOfOneRow ? row.Draft.IsSound : !isPart && row.Root.IsWhollySound)) continue;
            if (!rule.IsOfOneRow && Math.Pow(row.Root.Count, rule.Depth) > MostSteps) all = false;
            else if (!ExpressionEvaluator.Holds(rule.Condition, row, context.Now)) context.Problems.Add(ErrorCatalogue.Rule, PointerOf(rule, row.Draft), rule.Detail, rule.Name);
        }
        foreach (var (relation, _) in row.Draft.Children)
        {
            foreach (var child in row.Many(relation)) all &= Apply((DraftRow)child, isPart, context);
        }
        return all;
    }

    /// <summary>Where a broken rule is told: at the one field of the row that it is about and the caller gave, or at the row itself.</summary>
    public static string PointerOf(Rule rule, RowDraft row) => PointerOf(rule.Fields, row);

    /// <summary>The same of the fields that a rule is about.</summary>
    public static string PointerOf(IReadOnlyList<Field> fields, RowDraft row)
    {
        Field? only = null;
        foreach (var field in fields)
        {
            if (!row.WasGiven(field)) continue;
            if (only is not null) return row.Pointer;
            only = field;
        }
        return only is null ? row.Pointer : row.PointerOf(only.Name);
    }
}
