using System.CommandLine;
using System.Globalization;
using System.Text;
using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Engine.Streaming;
using Lintel.Model;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel dump CONTRACT [RESOURCE…]</c>: writes rows to files that load again.</summary>
internal static class DumpCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var resources = new Argument<string[]>("resources") { Description = "The resources whose rows are written; without any, all.", Arity = ArgumentArity.ZeroOrMore };
        var format = new Option<string>("--format") { Description = "What the files hold: ndjson or csv.", DefaultValueFactory = _ => "ndjson" };
        format.AcceptOnlyFromAmong("ndjson", "csv");
        var folder = new Option<string>("--output", "-o") { Description = "The folder of the files, made where there is none. Rows of one resource go to the standard output without it." };
        var store = Shared.Store(terminal);
        var command = new Command("dump", """
            Writes all rows, of one snapshot, to files that 'lintel load' and the seed of a contract read: RESOURCE.ndjson or RESOURCE.csv, and
            RESOURCE.RELATION.csv for a many-to-many relation. What is computed is left out, what is write-only is not. Overwrites no file.

            Examples:
              lintel dump samples/shop -o backup
              lintel dump samples/shop order orderLine --format csv -o orders
              lintel dump samples/shop product --format csv > products.csv
            """)
        { contract, resources, format, folder, store.Option };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(contract);
            if (ContractFile.Read(path, terminal) is not { } model) return Task.FromResult(ExitCode.Failed);
            var form = parsed.GetValue(format) == "csv" ? RowFormat.Csv : RowFormat.NdJson;
            return RunAsync(model, StoreUrl.Read(store, parsed, path, model), parsed.GetValue(resources) ?? [], form, parsed.GetValue(folder), terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServiceModel model, StoreUrl url, string[] names, RowFormat format, string? folder, Terminal terminal, CancellationToken cancellation)
    {
        foreach (var name in names)
        {
            if (model.FindResource(name) is null) return terminal.Fail($"the contract has no resource '{name}'{Shared.Suggest(model, name)}");
        }
        Resource[] chosen = [.. names.Length == 0 ? model.Resources : names.Distinct().Select(name => model.FindResource(name)!)];
        if (folder is null && chosen.Length != 1) throw new MisuseException("several resources need a folder for their files: -o FOLDER");
        var store = url.Open(model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        await store.PrepareAsync(cancellation).ConfigureAwait(false);
        var start = terminal.Clock.GetTimestamp();
        var dumper = await Dumper.BeginAsync(new LintelEngine(model, store, terminal.Clock), cancellation).ConfigureAwait(false);
        await using var __ = dumper.ConfigureAwait(false);
        if (folder is null)
        {
            // Rows that people see as they come are a bar already.
            using var bar = terminal.IsOutInteractive ? null : ProgressBar.Begin(terminal);
            await new DumpFile(chosen[0], null).WriteAsync(dumper, format, rows => terminal.Out.WriteAsync(Encoding.UTF8.GetString(rows.Span)), bar, cancellation).ConfigureAwait(false);
            return ExitCode.Done;
        }
        DumpFile[] files = [.. chosen.Select(resource => new DumpFile(resource, null)), .. Links(chosen)];
        Directory.CreateDirectory(folder);
        if (Array.Find(files, file => File.Exists(file.PathIn(folder, format))) is { } there) return terminal.Fail($"{there.PathIn(folder, format)} is there already, and is not overwritten");
        var total = 0L;
        using (var bar = ProgressBar.Begin(terminal))
        {
            foreach (var file in files) total += await WriteAsync(dumper, file, file.PathIn(folder, format), format, bar, cancellation).ConfigureAwait(false);
        }
        var seconds = terminal.Clock.GetElapsedTime(start).TotalSeconds;
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrote {Shared.Count(total, "row")} of {url.Place} ({store.Name}) into {Shared.Count(files.Length, "file")} in {Shared.Shown(folder)} in {seconds:0.0} s"));
        return ExitCode.Done;
    }

    /// <summary>Each table of pairs once, seen from a resource that is written.</summary>
    private static IEnumerable<DumpFile> Links(Resource[] chosen) => chosen
        .SelectMany(resource => resource.Relations.Where(relation => relation.Link is not null))
        .OrderBy(relation => relation.KeysName is null) // from the side that gives them, where it is among them
        .DistinctBy(relation => relation.Link!.Entity)
        .Select(relation => new DumpFile(relation.Source, relation));

    /// <summary>Writes a file, which has its name once it is whole.</summary>
    private static async Task<long> WriteAsync(Dumper dumper, DumpFile file, string path, RowFormat format, ProgressBar? bar, CancellationToken cancellation)
    {
        var unfinished = path + ".part";
        long rows;
        var stream = File.Create(unfinished);
        await using (stream.ConfigureAwait(false)) rows = await file.WriteAsync(dumper, format, bytes => stream.WriteAsync(bytes, cancellation).AsTask(), bar, cancellation).ConfigureAwait(false);
        File.Move(unfinished, path);
        return rows;
    }
}
