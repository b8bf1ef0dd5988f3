using System.CommandLine;
using System.Net.Sockets;
using Lintel.Cli.Logging;
using Lintel.Cli.Observing;
using Lintel.Cli.Securing;
using Lintel.Cli.Watching;
using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Http;
using Lintel.Http.Auth;
using Lintel.Http.GraphQl;
using Lintel.Model;
using Lintel.Stores;
using Microsoft.AspNetCore.Builder;
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
        var observing = ObserveSettings.Flags.For(terminal);
        var traffic = TrafficSettings.Flags.For(terminal);
        var graphQl = GraphQlSettings.Flags.For(terminal);
        var keys = KeysCommand.File(terminal);
        var shared = SharedLimits.Setting(terminal);
        var network = NetworkSettings.Flags.For(terminal);
        var watched = new Option<bool>("--watch") { Description = "Serve the contract anew when its files change.\nWhile it is wrong, say so and serve on what was before." };
        var explain = new Switch("--explain", "LINTEL_EXPLAIN", "Tell any caller who asks how reads are done (Prefer: explain), with SQL. --watch turns it on, too.", terminal);
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
        { contract, watched, store.Option, flags.Urls.Option, flags.Cors.Option, flags.Level.Option, flags.Log.Option, explain.Option, keys.Option, observing.Slow.Option, observing.Metrics.Option };
        foreach (var option in (Option[])[.. traffic.Options, shared.Option, .. network.Options, .. graphQl.Options]) command.Options.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = RunSettings.Read(flags, parsed, terminal);
            var limits = TrafficSettings.Read(traffic, parsed);
            var (proxies, tls) = NetworkSettings.Read(network, parsed, settings.Addresses);
            var path = parsed.GetRequiredValue(contract);
            // From before it is read, so that no change is missed.
            using var watch = parsed.GetValue(watched) ? new ContractWatch(path, terminal.Clock) : null;
            if (ContractFile.Read(path, terminal) is not { } model) return ExitCode.Failed;
            var url = StoreUrl.Read(store, parsed, path, model);
            var seen = ObserveSettings.Read(observing, parsed, model, terminal);
            if (watch is not null && url.IsTemporary) throw new MisuseException("--watch needs a database that stays: a file, or PostgreSQL; a temporary one would be empty after each change");
            var engine = new EngineOptions { Admission = limits.Admission };
            var redis = await SharedLimits.ConnectAsync(shared, parsed).ConfigureAwait(false);
            await using var _ = redis.ConfigureAwait(false);
            var options = new LintelHttpOptions
            {
                SharedBuckets = redis.Buckets,
                TrustedProxies = proxies,
                Tls = tls,
                CorsOrigins = settings.Origins,
                Replaceable = watch is not null,
                SlowStatement = seen.SlowStatement,
                Connections = limits.Connections,
                GraphQl = GraphQlSettings.Read(graphQl, parsed),
                Auth = new AuthOptions { DevelopmentKey = served => DevelopmentKeyFile.Open(path, served), ApiKeys = served => KeysCommand.FileOf(keys, parsed, path, served) },
                MayExplain = explain.Read(parsed) ?? watch is not null ? _ => true : null,
            };
            return await RunAsync(model, url, watch, new Run(path, settings, seen, engine, options), terminal, cancellation).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(ServiceModel model, StoreUrl url, ContractWatch? watch, Run run, Terminal terminal, CancellationToken cancellation)
    {
        var (path, settings, seen, _, options) = run;
        using var exporters = Exporters.Start(seen, model);
        var store = url.Open(model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        var schema = await store.PrepareAsync(cancellation).ConfigureAwait(false);
        var engine = new LintelEngine(model, store, terminal.Clock, run.Engine);
        LoadOutcome? seed;
        using (var bar = ProgressBar.Begin(terminal)) seed = await new Loader(engine).SeedAsync(bar, cancellation).ConfigureAwait(false);
        if (seed is { IsDone: false }) return LoadCommand.Refuse(terminal, "the seed can't be loaded, and nothing of it was", seed.Failures);

        var app = LintelServer.Build(engine, settings.Addresses, options, logging => logging.AddLines(settings.Level, settings.Format, terminal));
        await using var __ = app.ConfigureAwait(false);
        var metrics = MetricsServer.Build(seen, exporters.Scraped);
        await using var ___ = metrics.ConfigureAwait(false);
        if (metrics.App is { } shown && await StartAsync(shown, seen.Metrics!, "--metrics", cancellation).ConfigureAwait(false) is { } unseen) return terminal.Fail(unseen);
        if (await StartAsync(app, string.Join(", ", settings.Addresses), "--urls", cancellation).ConfigureAwait(false) is { } refusal) return terminal.Fail(refusal);
        // What reading the contract and the seed left behind goes back to the system: about a fifth of the memory.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Greet(terminal, model, [$"{url.Place} ({store.Name}){Done(model, schema, seed)}", .. store.Limitations], app.Urls, options.GraphQl, metrics.Url, watch?.Path, Access(path, model));
        var stop = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var stopping = stop.Register(() => terminal.Error.WriteLine(
            $"stopping: requests that were begun may take {(options.DrainDelay + options.DrainLimit).TotalSeconds:0} s to finish"));
        if (watch is null)
        {
            await app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        }
        else
        {
            var reload = new ContractReload(watch, url, store, app.Services.GetRequiredService<ServedEngine>(), run.Engine, options, terminal);
            await using var ____ = reload.ConfigureAwait(false);
            await Task.WhenAll(app.WaitForShutdownAsync(cancellation), reload.RunAsync(stop)).ConfigureAwait(false);
        }
        terminal.Error.WriteLine("stopped");
        return ExitCode.Done;
    }

    /// <summary>Starts a host; gives why it can't.</summary>
    private static async Task<string?> StartAsync(WebApplication app, string addresses, string flag, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception) when (Refusal(exception, addresses, flag) is not null)
        {
            return Refusal(exception, addresses, flag);
        }
    }

    private static string? Refusal(Exception exception, string addresses, string flag) => exception switch
    {
        IOException { InnerException: AddressInUseException } => $"{addresses} is in use by another program; choose another address with {flag}",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => $"may not listen on {addresses}: ports below 1024 need rights; choose another with {flag}",
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

    // Who can make tokens can be anybody: that must not go into production unseen.
    private static string? Access(string path, ServiceModel model) => model.Auth switch
    {
        null => null,
        { Issuer: { } issuer } => $"tokens of {issuer}",
        _ => $"FOR DEVELOPMENT: the contract names no issuer, so tokens are those of 'lintel token {path}', by the key in {Shared.Shown(DevelopmentKeyFile.PathOf(path, model))}",
    };

    private static void Greet(Terminal terminal, ServiceModel model, IReadOnlyList<string> store, IEnumerable<string> urls, GraphQlOptions graphQl, string? metrics, string? watched, string? access)
    {
        terminal.Error.WriteLine($"{terminal.Bold(model.Info.Title)} {model.Version}");
        terminal.Error.WriteLine($"  {terminal.Dim("store")}  {store[0]}");
        foreach (var limitation in store.Skip(1)) terminal.Error.WriteLine($"  {terminal.Dim("note")}   {limitation}");
        foreach (var url in urls.Select(Reachable))
        {
            if (model.Resources.FirstOrDefault(resource => resource.Owner is null) is { } first) terminal.Error.WriteLine($"  {terminal.Dim("API")}    {url}/{model.Version}/{first.Path}");
            terminal.Error.WriteLine($"  {terminal.Dim("docs")}   {url}/docs");
            if (graphQl is { IsServed: true, IsOpen: true }) terminal.Error.WriteLine($"  {terminal.Dim("query")}  {url}{GraphQlOptions.Path}");
        }
        if (access is not null) terminal.Error.WriteLine($"  {terminal.Dim("auth")}   {access}");
        if (metrics is not null) terminal.Error.WriteLine($"  {terminal.Dim("scrape")} {Reachable(metrics)}");
        if (watched is not null) terminal.Error.WriteLine($"  {terminal.Dim("watch")}  {watched}: changes are served when they are saved");
        terminal.Error.WriteLine($"  {terminal.Dim("stop")}   Ctrl-C");
    }

    // Nobody can open the address that means any.
    private static string Reachable(string url) => url.Replace("://[::]:", "://localhost:", StringComparison.Ordinal).Replace("://0.0.0.0:", "://localhost:", StringComparison.Ordinal);

    /// <summary>How a contract is run.</summary>
    /// <param name="Contract">The path of its contract.</param>
    /// <param name="Settings">Where it listens, and what it logs.</param>
    /// <param name="Seen">What is seen of it from outside.</param>
    /// <param name="Engine">How its engine runs.</param>
    /// <param name="Http">How it answers.</param>
    private sealed record Run(string Contract, RunSettings Settings, ObserveSettings Seen, EngineOptions Engine, LintelHttpOptions Http);
}
