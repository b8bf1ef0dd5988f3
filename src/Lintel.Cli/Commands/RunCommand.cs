using System.CommandLine;
using System.Globalization;
using Lintel.Cli.Logging;
using Lintel.Engine;
using Lintel.Engine.Loading;
using Lintel.Http;
using Lintel.Stores;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel run CONTRACT</c>: serves a contract.</summary>
internal static class RunCommand
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var store = Shared.Store();
        var urls = new Option<string>("--urls")
        {
            Description = "The addresses to listen on, separated by semicolons. [env: LINTEL_URLS]",
            DefaultValueFactory = _ => Shared.Environment("LINTEL_URLS") ?? DefaultUrl,
            HelpName = "urls",
        };
        var cors = new Option<string?>("--cors")
        {
            Description = "The origins that browsers may call from, separated by commas; * for any. [env: LINTEL_CORS; default: none]",
            DefaultValueFactory = _ => Shared.Environment("LINTEL_CORS"),
            HelpName = "origins",
        };
        var level = new Option<LogLevel>("--log-level")
        {
            Description = "The least level that is logged. debug adds the count of statements of each request. [env: LINTEL_LOG_LEVEL]",
            DefaultValueFactory = _ => Enum.TryParse<LogLevel>(Shared.Environment("LINTEL_LOG_LEVEL"), ignoreCase: true, out var value) ? value : LogLevel.Information,
            HelpName = "trace|debug|information|warning|error",
        };
        var command = new Command("run", """
            Serves a contract: creates its database where there is none, loads its seed, and answers over HTTP.

            Examples:
              lintel run samples/chinook
              lintel run shop.yaml --store sqlite:/var/lib/shop.db --urls http://0.0.0.0:8080
            """)
        { contract, store, urls, cors, level };
        command.SetAction((parsed, cancellation) => RunAsync(new Settings(
            parsed.GetRequiredValue(contract), parsed.GetValue(store), parsed.GetRequiredValue(urls), parsed.GetValue(cors), parsed.GetValue(level)), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Settings settings, Terminal terminal, CancellationToken cancellation)
    {
        if (ContractFile.Read(settings.Contract, terminal) is not { } model) return ExitCode.Failed;
        var store = StoreUrl.Open(settings.Store, settings.Contract, model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        var schema = await store.PrepareAsync(cancellation).ConfigureAwait(false);
        var engine = new LintelEngine(model, store, terminal.Clock);
        var (rows, failure) = await new Loader(engine).SeedAsync(cancellation).ConfigureAwait(false);
        if (failure is not null) return terminal.Fail($"the seed can't be loaded, and nothing of it was: {failure}");

        var options = new LintelHttpOptions { CorsOrigins = settings.Cors?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [] };
        var addresses = settings.Urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(addresses, address => !IsAddress(address)) is { } wrong) return terminal.Fail($"'{wrong}' is no address to listen on; give one such as {DefaultUrl}");
        var app = LintelServer.Build(engine, addresses, options, logging => logging.AddLines(settings.Level, terminal));
        await using var __ = app.ConfigureAwait(false);
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            return terminal.Fail($"{settings.Urls} is in use by another program; choose another address with --urls");
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or FormatException or System.Net.Sockets.SocketException)
        {
            return terminal.Fail($"can't listen on {settings.Urls}: {exception.Message}");
        }
        Greet(terminal, model, store, schema, rows, app.Urls);
        await app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text.Replace("*", "host", StringComparison.Ordinal).Replace("+", "host", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https";

    private static void Greet(Terminal terminal, Model.ServiceModel model, IStore store, SchemaOutcome schema, long? seeded, ICollection<string> urls)
    {
        var said = terminal.Said;
        said.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{model.Info.Title}[/] {model.Version} on {store.Name}, {model.Resources.Count} resources");
        if (schema.WasEmpty) said.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  created {model.Entities.Count} tables");
        else if (schema.Applied.Count > 0) said.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  changed the schema with {schema.Applied.Count} statements");
        if (seeded is { } rows) said.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  loaded {rows:N0} rows");
        foreach (var url in urls)
        {
            said.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  API   [link]{url}/{model.Version}/{model.Resources[0].Path}[/]");
            said.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"  Docs  [link]{url}/docs[/]");
        }
    }

    private sealed record Settings(string Contract, string? Store, string Urls, string? Cors, LogLevel Level);
}
