using System.CommandLine;
using System.Globalization;
using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Errors;
using Lintel.Model;
using Spectre.Console;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel load CONTRACT RESOURCE FILE</c>: loads rows from a file.</summary>
internal static class LoadCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var resource = new Argument<string>("resource") { Description = "The resource that the rows are of, as the contract names it." };
        var file = new Argument<string>("file") { Description = "A .csv file with a header row of field names, or a .ndjson file." };
        var store = Shared.Store();
        var command = new Command("load", """
            Loads rows from a CSV or NDJSON file: all of them, or none where one is wrong.

            Examples:
              lintel load samples/shop product products.csv
              lintel load shop.yaml customer customers.ndjson --store sqlite:shop.db
            """)
        { contract, resource, file, store };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(contract), parsed.GetRequiredValue(resource), parsed.GetRequiredValue(file), parsed.GetValue(store), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string contract, string name, string file, string? url, Terminal terminal, CancellationToken cancellation)
    {
        if (ContractFile.Read(contract, terminal) is not { } model) return ExitCode.Failed;
        if (model.FindResource(name) is not { } resource) return terminal.Fail($"the contract has no resource '{name}'.{Suggest(model, name)}");
        if (!File.Exists(file)) return terminal.Fail($"there is no file {file}");
        if (!RowFile.Extensions.Contains(Path.GetExtension(file))) return terminal.Fail($"{file} is neither a .csv nor a .ndjson file");
        var store = StoreUrl.Open(url, contract, model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        await store.PrepareAsync(cancellation).ConfigureAwait(false);
        var loader = new Loader(new LintelEngine(model, store, terminal.Clock));
        var start = terminal.Clock.GetTimestamp();
        var (rows, failure) = await WithProgressAsync(terminal, resource, progress => loader.LoadFileAsync(name, file, progress, cancellation)).ConfigureAwait(false);
        if (failure is not null) return terminal.Fail($"nothing was loaded: {failure}");
        var seconds = terminal.Clock.GetElapsedTime(start).TotalSeconds;
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loaded {rows:N0} rows into {resource.Plural} in {seconds:0.0} s"));
        return ExitCode.Done;
    }

    private static async Task<T> WithProgressAsync<T>(Terminal terminal, Resource resource, Func<IProgress<LoadProgress>?, Task<T>> load)
    {
        if (!terminal.IsInteractive) return await load(null).ConfigureAwait(false);
        return await terminal.Said.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var task = context.AddTask(resource.Plural);
                return load(new Meter(task, resource, terminal.Clock));
            }).ConfigureAwait(false);
    }

    private static string Suggest(ServiceModel model, string name) =>
        model.Resources.Select(resource => resource.Name).MinBy(known => Spelling.Distance(name, known)) is { } nearest && Spelling.Distance(name, nearest) <= 3
            ? $" Did you mean '{nearest}'?"
            : "";

    /// <summary>Moves the bar by bytes, since the number of rows is not known before the end, and tells the rate in rows.</summary>
    private sealed class Meter(ProgressTask task, Resource resource, TimeProvider clock) : IProgress<LoadProgress>
    {
        private readonly long _start = clock.GetTimestamp();

        public void Report(LoadProgress value)
        {
            var seconds = Math.Max(clock.GetElapsedTime(_start).TotalSeconds, 0.001);
            task.Description = string.Create(CultureInfo.InvariantCulture, $"{resource.Plural}: {value.Rows:N0} rows, {value.Rows / seconds:N0} rows/s");
            task.MaxValue = value.TotalBytes;
            task.Value = value.Bytes;
        }
    }
}
