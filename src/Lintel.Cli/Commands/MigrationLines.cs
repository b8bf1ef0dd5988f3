using System.Globalization;
using Lintel.Stores;

namespace Lintel.Cli.Commands;

/// <summary>Migrations, for people.</summary>
internal static class MigrationLines
{
    private const int Shown = 10;

    public static void Plan(TextWriter output, string database, MigrationPlan plan)
    {
        if (plan.Steps.Count == 0 && plan.Obstacles.Count == 0) output.WriteLine($"{database} is up to date");
        else if (plan.Steps.Count > 0) output.WriteLine($"{Shared.Count(plan.Steps.Count, "step")} for {database}");
        for (var i = 0; i < plan.Steps.Count; i++)
        {
            var step = plan.Steps[i];
            output.WriteLine();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {step.Sentence}"));
            if (step.Loss is { } loss) output.WriteLine($"   LOST: {loss} (takes --allow-destructive)");
            if (step.Waiting is { } waiting) output.WriteLine($"   {waiting}{(step.IsRewrite ? " (takes --allow-rewrite)" : "")}");
            foreach (var statement in step.Statements) output.WriteLine("   " + statement.Replace("\n", "\n   ", StringComparison.Ordinal) + ";");
        }
        foreach (var rename in plan.Renames) output.WriteLine($"{(rename == plan.Renames[0] ? "\n" : "")}{rename}: nothing is to do");
        if (plan.Obstacles.Count == 0) return;
        output.WriteLine();
        output.WriteLine("Can't be done:");
        foreach (var obstacle in plan.Obstacles) output.WriteLine($"- {obstacle}");
    }

    public static void Status(TextWriter output, string database, MigrationPlan plan, MigrationHistory history, bool all)
    {
        output.WriteLine(plan switch
        {
            { Obstacles.Count: > 0 } => $"{database} can't be brought to the contract; 'lintel migrate plan' tells why",
            { IsDone: true } => $"{database} is up to date",
            { IsEmpty: true } => $"{database} is empty; 'lintel run' or 'lintel migrate apply' creates its tables",
            _ => $"{database} is {Shared.Count(plan.Steps.Count, "step")} behind the contract; 'lintel migrate plan' shows them, 'lintel migrate apply' does them",
        });
        if (history.ChangedAt is { } changed)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The record of step {changed} is not as it was written: somebody changed it, or one before it, by hand. This keeps nothing from being applied."));
        if (history.Records is [.., { State: not StepState.Done } last]) output.WriteLine(Last(last, plan));
        if (history.Records.Count == 0) return;
        output.WriteLine();
        var records = history.Records.Skip(all ? 0 : Math.Max(0, history.Records.Count - Shown));
        if (!all && history.Records.Count > Shown) output.WriteLine($"  … {Shared.Count(history.Records.Count - Shown, "step")} before (--all shows them)");
        foreach (var record in records)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {record.Number,4}  {record.Started}  {record.State.ToString().ToLowerInvariant(),-11}  {record.Sentence}{(record.Message is { } message ? $": {message}" : "")}"));
    }

    private static string Last(MigrationRecord last, MigrationPlan plan)
    {
        var next = plan.IsDone ? "Nothing is left of it to do." : $"'lintel migrate apply' goes on with: {plan.Steps.Select(step => step.Sentence).FirstOrDefault() ?? "nothing, until what is in its way is gone"}.";
        return string.Create(CultureInfo.InvariantCulture, $"Step {last.Number}, \"{last.Sentence}\", {Became(last)}. {next}");
    }

    private static string Became(MigrationRecord record) => record.State switch
    {
        StepState.Running => $"was begun at {record.Started} and has not ended: it runs, or its process was killed",
        StepState.Interrupted => $"was begun at {record.Started} and cut off",
        StepState.Failed => $"failed at {record.Ended}, and nothing of it is left: {record.Message}",
        StepState.Done => "was done",
    };

    /// <summary>A line for each step, as it ends, with its time.</summary>
    internal sealed class Progress(Terminal terminal, TextWriter output) : IProgress<MigrationProgress>
    {
        private long _started;
        private bool _waits;

        public void Report(MigrationProgress value)
        {
            if (value.Step is not { } step)
            {
                output.WriteLine("waiting for another migration to end");
                return;
            }
            if (value.IsDone)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Number}/{value.Count}  {step.Sentence}: done in {terminal.Clock.GetElapsedTime(_started).TotalSeconds:0.00} s"));
                return;
            }
            if (value.Attempt == 0)
            {
                (_started, _waits) = (terminal.Clock.GetTimestamp(), false);
                return;
            }
            if (_waits) return;
            _waits = true;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Number}/{value.Count}  {step.Sentence}: others hold a lock; trying again"));
        }
    }
}
