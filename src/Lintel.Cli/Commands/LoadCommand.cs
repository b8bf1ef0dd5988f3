using System.CommandLine;
using System.Globalization;
using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Model;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel load CONTRACT RESOURCE FILE</c>: loads rows from a file.</summary>
internal static class LoadCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var resource = new Argument<string>("resource") { Description = "The resource that the rows are of, as the contract names it; or a folder of files that are named so, which are loaded together." };
        var file = new Argument<string?>("file") { Description = "A .csv file with a header row of field names, or a .ndjson file.", Arity = ArgumentArity.ZeroOrOne };
        var store = Shared.Store(terminal);
        var onError = new Option<string>("--on-error") { Description = "What a row that can't be loaded does: refuse the whole file, or be skipped.", DefaultValueFactory = _ => "refuse" };
        onError.AcceptOnlyFromAmong("refuse", "skip");
        var command = new Command("load", """
            Loads rows from a CSV or NDJSON file: all of them, or none if one is wrong and --on-error skip does not say to leave it out.

            Examples:
              lintel load samples/shop product products.csv
              lintel load shop.yaml customer customers.ndjson --store sqlite:shop.db
              lintel load samples/shop product scraped.csv --on-error skip
              lintel load samples/shop backup/

            Columns are named as fields are in the API; a reference is its key (customerId). In CSV an empty cell is no value, and two quotes are an empty text.
            """)
        { contract, resource, file, onError, store.Option };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(contract);
            return ContractFile.Read(path, terminal) is { } model
                ? RunAsync(model, StoreUrl.Read(store, parsed, path, model), parsed.GetRequiredValue(resource), parsed.GetValue(file), parsed.GetValue(onError) == "skip", terminal, cancellation)
                : Task.FromResult(ExitCode.Failed);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServiceModel model, StoreUrl url, string name, string? file, bool skips, Terminal terminal, CancellationToken cancellation)
    {
        if (Refusal(model, name, file, skips) is { } refusal) return terminal.Fail(refusal);
        var store = url.Open(model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        var schema = await store.PrepareAsync(cancellation).ConfigureAwait(false);
        var start = terminal.Clock.GetTimestamp();
        var loader = new Loader(new LintelEngine(model, store, terminal.Clock));
        LoadOutcome outcome;
        using (var bar = ProgressBar.Begin(terminal))
        {
            outcome = await (file is null ? loader.LoadFolderAsync(name, bar, cancellation) : loader.LoadFileAsync(name, file, skips, bar, cancellation)).ConfigureAwait(false);
        }
        if (!outcome.IsDone) return Refuse(terminal, "nothing was loaded", outcome.Failures);
        foreach (var failure in outcome.Failures) terminal.Error.WriteLine(Shown(failure).ToString());
        if (outcome.Skipped > 0) terminal.Error.WriteLine($"skipped {Shared.Count(outcome.Skipped, "row")}{(outcome.Skipped > outcome.Failures.Count ? ", of which the first are shown" : "")}");
        var seconds = terminal.Clock.GetElapsedTime(start).TotalSeconds;
        var created = schema.WasEmpty ? $", created with {Shared.Count(model.Entities.Count, "table")}" : "";
        var what = file is null ? Shared.Count(outcome.Rows, "row") : $"{Shared.Count(outcome.Rows, "row")} of {name}";
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loaded {what} into {url.Place} ({store.Name}{created}) in {seconds:0.0} s"));
        return ExitCode.Done;
    }

    private static string? Refusal(ServiceModel model, string name, string? file, bool skips)
    {
        if (file is null)
        {
            if (skips) return "--on-error skip is for one file: name its resource and the file";
            return Directory.Exists(name) ? null : $"there is no folder {name}; to load one file, name its resource and the file";
        }
        if (model.FindResource(name) is null) return $"the contract has no resource '{name}'{Shared.Suggest(model, name)}";
        if (Directory.Exists(file)) return $"{file} is a folder; name a file in it";
        if (!File.Exists(file)) return $"there is no file {file}";
        return RowFile.IsNamed(file) ? null : $"{file} is neither a .csv nor a .ndjson file";
    }

    /// <summary>Says which rows can't be loaded; gives the exit code.</summary>
    public static int Refuse(Terminal terminal, string what, IReadOnlyList<LoadFailure> failures)
    {
        if (failures.Count == 1) return terminal.Fail($"{what}: {Shown(failures[0])}");
        foreach (var failure in failures) terminal.Error.WriteLine(Shown(failure));
        return terminal.Fail($"{what}, because of these {failures.Count} mistakes; more may follow");
    }

    private static LoadFailure Shown(LoadFailure failure) => failure with { File = Shared.Shown(failure.File) };
}
