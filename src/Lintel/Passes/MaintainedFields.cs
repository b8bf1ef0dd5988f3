using Lintel.Binding;
using Lintel.Expressions;

namespace Lintel.Passes;

/// <summary>Computes the fields of new rows that the engine keeps of their aggregate, so that they are inserted like any other.</summary>
internal static class MaintainedFields
{
    /// <summary>Computes the fields of a row and of all that it owns.</summary>
    /// <param name="root">The row.</param>
    /// <param name="isPart">Whether it comes without what it owns, so that nothing can be computed.</param>
    /// <param name="context">Tells the time.</param>
    /// <returns>Whether none was left out.</returns>
    public static bool Apply(RowDraft root, bool isPart, PassContext context)
    {
        if (!root.Resource.HasMaintained) return true;
        if (isPart) return false;
        var row = new DraftRow(root, null);
        return !row.IsWhollySound || Apply(row, context);
    }

    private static bool Apply(DraftRow row, PassContext context)
    {
        var all = true;
        foreach (var field in row.Draft.Resource.Fields)
        {
            if (!field.IsMaintained) continue;
            var expression = field.Column.Maintained!;
            if (ExpressionFacts.IsOfBody(expression) && Math.Pow(row.Root.Count, ExpressionFacts.Steps(expression)) <= RuleChecks.MostSteps) row.Draft[field] = ExpressionEvaluator.Evaluate(expression, row, context.Now);
            else all = false;
        }
        foreach (var (relation, _) in row.Draft.Children)
        {
            foreach (var child in row.Many(relation)) all &= Apply((DraftRow)child, context);
        }
        return all;
    }
}
