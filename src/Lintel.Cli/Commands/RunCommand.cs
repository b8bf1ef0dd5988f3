using System.CommandLine;
using System.Net.Sockets;
using Lintel.Cli.Logging;
using Lintel.Cli.Watching;
using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Http;
using Lintel.Model;
using Lintel.Stores;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel run CONTRACT</c>: serves a contract.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var store = Shared.Store(terminal);
        var flags = RunSettings.Flags.For(terminal);
        var traffic = TrafficSettings.Flags.For(terminal);
        var watched = new Option<bool>("--watch") { Description = "Serve the contract anew when its files change.\nWhile it is wrong, say so and serve on what was before." };
        var command = new Command("run", """
            Serves a contract over HTTP. Creates its database if there is none, and loads its seed into an empty one.

            Examples:
              lintel run samples/chinook
              lintel run library --watch
              lintel run shop.yaml --store sqlite:/var/lib/shop.db --urls http://*:8080
              LINTEL_STORE=sqlite:shop.db LINTEL_LOG_LEVEL=warning lintel run shop.yaml

            Each setting in brackets can also be given as that environment variable; the flag wins.
            SIGTERM and Ctrl-C let every request that was begun finish.
            """)
        { contract, watched, store.Option, flags.Urls.Option, flags.Cors.Option, flags.Level.Option, flags.Log.Option };
        foreach (var option in traffic.Options) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = RunSettings.Read(flags, parsed, terminal);
            var limits = TrafficSettings.Read(traffic, parsed);
            var path = parsed.GetRequiredValue(contract);
            // From before it is read, so that no change is missed.
            using var watch = parsed.GetValue(watched) ? new ContractWatch(path, terminal.Clock) : null;
            if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
            var url = StoreUrl.Read(store, parsed, path, model);
            if (watch is not null && url.IsTemporary) throw new MisuseException("--watch needs a database that stays: a file, or PostgreSQL; a temporary one would be empty after each change");
            return await RunAsync(model, url, watch, settings, limits, terminal, cancellation).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServiceModel model, StoreUrl url, ContractWatch? watch, RunSettings settings, TrafficSettings limits, Terminal terminal, CancellationToken cancellation)
    {
        var store = url.Open(model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        var schema = await store.PrepareAsync(cancellation).ConfigureAwait(false);
        var running = new EngineOptions { Admission = limits.Admission };
        var engine = new LintelEngine(model, store, terminal.Clock, running);
        LoadOutcome? seed;
        using (var bar = ProgressBar.Begin(terminal)) seed = await new Loader(engine).SeedAsync(bar, cancellation).ConfigureAwait(false);
        if (seed is { IsDone: false }) return LoadCommand.Refuse(terminal, "the seed can't be loaded, and nothing of it was", seed.Failures);

        var options = new LintelHttpOptions { CorsOrigins = settings.Origins, Replaceable = watch is not null, Connections = limits.Connections };
        var app = LintelServer.Build(engine, settings.Addresses, options, logging => logging.AddLines(settings.Level, settings.Format, terminal));
        await using var __ = app.ConfigureAwait(false);
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (Refusal(exception, string.Join(", ", settings.Addresses)) is { } refusal)
        {
            return terminal.Fail(refusal);
        }
        // What reading the contract and the seed left behind goes back to the system: about a fifth of the memory.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Greet(terminal, model, [$"{url.Place} ({store.Name}){Done(model, schema, seed)}", .. store.Limitations], app.Urls, watch?.Path);
        var stop = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var stopping = stop.Register(() => terminal.Error.WriteLine(
            $"stopping: requests that were begun may take {(options.DrainDelay + options.DrainLimit).TotalSeconds:0} s to finish"));
        if (watch is null)
        {
            await app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        }
        else
        {
            var reload = new ContractReload(watch, url, store, app.Services.GetRequiredService<ServedEngine>(), running, options, terminal);
            await using var ___ = reload.ConfigureAwait(false);
            await Task.WhenAll(app.WaitForShutdownAsync(cancellation), reload.RunAsync(stop)).ConfigureAwait(false);
        }
        terminal.Error.WriteLine("stopped");
        return ExitCode.Done;
    }

    private static string? Refusal(Exception exception, string addresses) => exception switch
    {
        IOException { InnerException: AddressInUseException } => $"{addresses} is in use by another program; choose another address with --urls",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => $"may not listen on {addresses}: ports below 1024 need rights; choose another with --urls",
        IOException or InvalidOperationException or FormatException or SocketException => $"can't listen on {addresses}: {exception.Message}",
        _ => null,
    };

    private static string Done(ServiceModel model, SchemaOutcome schema, LoadOutcome? seed)
    {
        var done = new List<string>();
        if (schema.WasEmpty) done.Add($"created {Shared.Count(model.Entities.Count, "table")}");
        else if (schema.Applied.Count > 0) done.Add($"changed the schema with {Shared.Count(schema.Applied.Count, "statement")}");
        if (seed is not null) done.Add($"loaded {Shared.Count(seed.Rows, "row")} from {Shared.Shown(model.SeedFolder!)}");
        return done.Count == 0 ? "" : ": " + string.Join(", ", done);
    }

    private static void Greet(Terminal terminal, ServiceModel model, IReadOnlyList<string> store, IEnumerable<string> urls, string? watched)
    {
        terminal.Error.WriteLine($"{terminal.Bold(model.Info.Title)} {model.Version}");
        terminal.Error.WriteLine($"  {terminal.Dim("store")}  {store[0]}");
        foreach (var limitation in store.Skip(1)) terminal.Error.WriteLine($"  {terminal.Dim("note")}   {limitation}");
        foreach (var url in urls.Select(Reachable))
        {
            if (model.Resources.FirstOrDefault(resource => resource.Owner is null) is { } first) terminal.Error.WriteLine($"  {terminal.Dim("API")}    {url}/{model.Version}/{first.Path}");
            terminal.Error.WriteLine($"  {terminal.Dim("docs")}   {url}/docs");
        }
        if (watched is not null) terminal.Error.WriteLine($"  {terminal.Dim("watch")}  {watched}: changes are served when they are saved");
        terminal.Error.WriteLine($"  {terminal.Dim("stop")}   Ctrl-C");
    }

    // Nobody can open the address that means any.
    private static string Reachable(string url) => url.Replace("://[::]:", "://localhost:", StringComparison.Ordinal).Replace("://0.0.0.0:", "://localhost:", StringComparison.Ordinal);
}
