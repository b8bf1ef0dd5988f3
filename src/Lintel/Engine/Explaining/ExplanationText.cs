using System.Globalization;
using Lintel.Stores;

namespace Lintel.Engine.Explaining;

/// <summary>Writes explanations for people.</summary>
public static class ExplanationText
{
    /// <summary>Writes the sentence, what was understood, and each statement with what the database does for it, as a tree.</summary>
    public static void Write(TextWriter output, Explanation explanation)
    {
        output.WriteLine(explanation.Summary);
        if (explanation.Plan.Elapsed is { } elapsed) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"took {elapsed.TotalMilliseconds:0.000} ms in {explanation.Store}"));
        output.WriteLine();
        Lines(output, 0, explanation.Operation.ToString().TrimEnd('\n'));
        foreach (var statement in explanation.Plan.Statements) Write(output, explanation.Store, statement);
    }

    private static void Write(TextWriter output, string store, StatementExplanation statement)
    {
        output.WriteLine();
        output.WriteLine($"{store} reads {statement.Reads}");
        Lines(output, 1, statement.Sql);
        if (statement.Parameters.Count > 0) output.WriteLine($"  -- with {string.Join(", ", statement.Parameters)}");
        output.WriteLine();
        foreach (var step in statement.Steps) Write(output, 1, step);
    }

    private static void Write(TextWriter output, int depth, PlanStep step)
    {
        Lines(output, depth, step.Does);
        foreach (var detail in step.Details) Lines(output, depth + 2, detail);
        foreach (var inner in step.Steps) Write(output, depth + 1, inner);
    }

    private static void Lines(TextWriter output, int depth, string text)
    {
        foreach (var line in text.Split('\n')) output.WriteLine(new string(' ', depth * 2) + line);
    }
}
