using System.CommandLine;
using System.Globalization;
using Lintel.Stores;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel migrate plan|apply|status CONTRACT</c>: changes the schema of a database that has rows.</summary>
internal static class MigrateCommand
{
    private static readonly MigrationOptions Defaults = new();

    public static Command Create(Terminal terminal) => new("migrate", """
        Brings a database to what a contract asks for, beside the servers that use it.

        Examples:
          lintel migrate plan samples/shop
          lintel migrate apply samples/shop --store postgres://shop@db/shop
          lintel migrate status samples/shop --json
        """)
    {
        Plan(terminal),
        Apply(terminal),
        Status(terminal),
    };

    private static Command Plan(Terminal terminal)
    {
        var (contract, store, json, check) = (Shared.Contract(), Shared.Store(terminal), Json(), Check());
        var command = new Command("plan", """
            Prints what 'apply' would do: each step with its SQL, what it loses and what waits for it. Changes nothing.

            Examples:
              lintel migrate plan samples/shop
              lintel migrate plan shop.yaml --store sqlite:shop.db --check

            Ends with 0; with 1 where the contract asks for what no step can do; with --check, with 3 where something is to do.
            """)
        { contract, store.Option, check, json };
        command.SetAction((parsed, cancellation) => OpenAsync(parsed, contract, store, terminal, async (opened, place) =>
        {
            var plan = await opened.Migrations.PlanAsync(cancellation).ConfigureAwait(false);
            if (parsed.GetValue(json)) terminal.Out.WriteLine(MigrationJson.Plan(opened.Name, plan));
            else MigrationLines.Plan(terminal.Out, $"{place} ({opened.Name})", plan);
            if (plan.Obstacles.Count > 0) return ExitCode.Failed;
            return parsed.GetValue(check) && !plan.IsDone ? ExitCode.Pending : ExitCode.Done;
        }));
        return command;
    }

    private static Command Apply(Terminal terminal)
    {
        var (contract, store, json) = (Shared.Contract(), Shared.Store(terminal), Json());
        var destructive = new Option<bool>("--allow-destructive") { Description = "Do what loses values, too. They are counted and listed first." };
        var rewrite = new Option<bool>("--allow-rewrite") { Description = "Do what writes a large table anew, while its reads and writes wait." };
        var timeout = new Option<string?>("--lock-timeout") { Description = "How long a step may wait for a lock, with others behind it: 200ms, 2s.\n[default: 200ms; it is tried again for a minute]", HelpName = "time" };
        var command = new Command("apply", """
            Does what 'plan' prints, and puts each step on record. Only one 'apply' or 'run' changes a database at a time.

            Examples:
              lintel migrate apply samples/shop
              lintel migrate apply shop.yaml --store postgres://shop@db/shop --allow-destructive

            Nothing is begun where the plan has an obstacle, or a step that is not allowed. Where a step fails, or the process is
            killed, call it again: it finds out what is left to do.
            """)
        { contract, store.Option, destructive, rewrite, timeout, json };
        command.SetAction((parsed, cancellation) => OpenAsync(parsed, contract, store, terminal, async (opened, place) =>
        {
            var options = Defaults with
            {
                AllowDestructive = parsed.GetValue(destructive),
                AllowRewrite = parsed.GetValue(rewrite),
                LockTimeout = LockTimeout(parsed.GetValue(timeout)),
            };
            var isJson = parsed.GetValue(json);
            var shown = new MigrationLines.Progress(terminal, isJson ? terminal.Error : terminal.Out);
            var outcome = await opened.Migrations.ApplyAsync(options, shown, cancellation).ConfigureAwait(false);
            if (isJson) terminal.Out.WriteLine(MigrationJson.Outcome(opened.Name, outcome));
            else terminal.Out.WriteLine(outcome.Steps.Count == 0 ? $"{place} ({opened.Name}) is up to date" : $"{place} ({opened.Name}) is up to date after {Shared.Count(outcome.Steps.Count, "step")}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Status(Terminal terminal)
    {
        var (contract, store, json, check) = (Shared.Contract(), Shared.Store(terminal), Json(), Check());
        var all = new Option<bool>("--all") { Description = "List all steps on record, not only the last ones." };
        var command = new Command("status", """
            Prints whether a database is up to date, what was done to it, and whether a step failed or was cut off.

            Examples:
              lintel migrate status samples/shop
              lintel migrate status shop.yaml --check || lintel migrate apply shop.yaml

            Ends with 0; with --check, with 3 where something is to do.
            """)
        { contract, store.Option, all, check, json };
        command.SetAction((parsed, cancellation) => OpenAsync(parsed, contract, store, terminal, async (opened, place) =>
        {
            var history = await opened.Migrations.HistoryAsync(cancellation).ConfigureAwait(false);
            var plan = await opened.Migrations.PlanAsync(cancellation).ConfigureAwait(false);
            if (parsed.GetValue(json)) terminal.Out.WriteLine(MigrationJson.Status(opened.Name, plan, history));
            else MigrationLines.Status(terminal.Out, $"{place} ({opened.Name})", plan, history, parsed.GetValue(all));
            return parsed.GetValue(check) && !plan.IsDone ? ExitCode.Pending : ExitCode.Done;
        }));
        return command;
    }

    private static async Task<int> OpenAsync(ParseResult parsed, Argument<string> contract, Setting store, Terminal terminal, Func<IStore, string, Task<int>> work)
    {
        var path = parsed.GetRequiredValue(contract);
        if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
        var url = StoreUrl.Read(store, parsed, path, model);
        var opened = url.Open(model, terminal.Clock);
        await using var _ = opened.ConfigureAwait(false);
        return await work(opened, url.Place).ConfigureAwait(false);
    }

    private static TimeSpan LockTimeout(string? text)
    {
        if (text is null) return Defaults.LockTimeout;
        var (digits, unit) = text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 1) : text.EndsWith('s') ? (text[..^1], 1000) : ("", 0);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count * (long)unit is > 0 and <= 60_000
            ? TimeSpan.FromMilliseconds(count * unit)
            : throw new MisuseException($"--lock-timeout is '{text}', but it must be a time like 200ms or 2s, of at most 60s");
    }

    private static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    private static Option<bool> Check() => new("--check") { Description = "End with 3 where something is to do." };
}
