using System.Text;
using Lintel.Stores;

namespace Lintel.Sql.Migrations;

/// <summary>What a plan asks for that is not allowed, for people.</summary>
internal static class MigrationText
{
    /// <summary>Why a plan is not done; null: it may be.</summary>
    public static string? Refusal(MigrationPlan plan, MigrationOptions options)
    {
        var steps = plan.Steps.Where(step => !IsAllowed(step, options)).ToArray();
        if (plan.Obstacles.Count == 0 && steps.Length == 0) return null;
        var text = new StringBuilder(options.OnlyAdditive
            ? "The schema of the database does not fit the contract, and additions alone do not mend it:\n"
            : "The schema of the database can't be changed to what the contract asks for:\n");
        foreach (var obstacle in plan.Obstacles) text.Append("- ").Append(obstacle).Append('\n');
        foreach (var line in steps.Select(step => step.Reason + Why(step, options)).Distinct()) text.Append("- ").Append(line).Append('\n');
        text.Append("Nothing was changed.");
        if (steps.Length == 0) return text.ToString();
        text.Append(options.OnlyAdditive
            ? " 'lintel migrate plan' shows what it would take, and 'lintel migrate apply' does it:\n\n"
            : " The statements:\n\n");
        foreach (var statement in steps.SelectMany(step => step.Statements)) text.Append(statement).Append(";\n");
        return text.ToString();
    }

    private static bool IsAllowed(MigrationStep step, MigrationOptions options) => options.OnlyAdditive
        ? step.CanWait || (step.Kind == StepKind.Additive && !step.IsRewrite)
        : (step.Kind != StepKind.Destructive || options.AllowDestructive) && (!step.IsRewrite || options.AllowRewrite);

    private static string Why(MigrationStep step, MigrationOptions options)
    {
        if (step.Loss is { } loss) return options.OnlyAdditive ? $" (lost: {loss})" : $" (lost: {loss}; it takes --allow-destructive)";
        return step.IsRewrite ? $" ({step.Waiting}; it takes --allow-rewrite)" : "";
    }
}
