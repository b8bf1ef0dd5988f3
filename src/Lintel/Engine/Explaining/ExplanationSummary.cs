using System.Globalization;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Engine.Explaining;

/// <summary>Says in one sentence what a database does: what people look for first.</summary>
internal static class ExplanationSummary
{
    public static string Of(ServiceModel model, BoundOperation operation, PlanExplanation plan)
    {
        PlanStep[] steps = [.. plan.Statements.SelectMany(statement => statement.Steps).SelectMany(step => step.All())];
        var parts = steps.Where(step => step.Access != TableAccess.None).Select(step => Access(model, step)).Distinct().ToList();
        if (parts.Count > 0) parts[0] = "reads " + parts[0];
        parts.Add(steps.Any(step => step.Sorts) ? "sorts" : "no sort");
        parts.Add(Most(operation));
        return string.Join("; ", parts);
    }

    private static string Access(ServiceModel model, PlanStep step)
    {
        var name = model.Resources.FirstOrDefault(resource => resource.Entity.Table == step.Table)?.Name ?? step.Table!;
        return step.Access switch
        {
            TableAccess.None => "",
            TableAccess.Whole => $"{name} row by row",
            TableAccess.Index when step.Indexes is [var index] && index == step.Table => $"index {index}",
            TableAccess.Index => $"{name} by index {string.Join(" and ", step.Indexes)}",
            TableAccess.Key => $"{name} by its key",
        };
    }

    private static string Most(BoundOperation operation) => operation switch
    {
        BoundRead { Single: true } => Count(1, "row"),
        BoundRead { Selection.Page: { } page } => Count(page.Limit, "row"),
        BoundAggregate { Groups.Count: 0 } => Count(1, "group"),
        BoundAggregate aggregate => Count(aggregate.Limit, "group"),
        _ => "any number of rows",
    };

    private static string Count(int most, string noun) => string.Create(CultureInfo.InvariantCulture, $"at most {most} {noun}{(most == 1 ? "" : "s")}");
}
