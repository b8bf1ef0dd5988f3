using System.CommandLine;
using Lintel.Access;
using Lintel.Engine;
using Lintel.Engine.Explaining;
using Lintel.Errors;
using Lintel.Http.Rest;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel explain CONTRACT REQUEST</c>: tells how a read is done.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var request = new Argument<string>("request") { Description = "A read: \"GET /v1/orders?status=paid\", or its path or URL alone." };
        var store = Shared.Store(terminal);
        var analyze = new Option<bool>("--analyze") { Description = "Run it, and tell how long it took: PostgreSQL step by step, SQLite as a whole." };
        var caller = new Option<string>(ToldCaller.Flag) { Description = $"Who reads: {ToldCaller.Form}\n[default: who runs the service, and sees all]", HelpName = ToldCaller.Example };
        var json = new Option<bool>("--json") { Description = "Print the explanation as a JSON object." };
        var command = new Command("explain", """
            Tells how a read is done: in one sentence, as it was understood, and with each SQL statement and what the database does for it.
            Changes nothing; without --analyze no row is read.

            Examples:
              lintel explain samples/shop "GET /v1/orders?status=paid&sort=-createdAt"
              lintel explain samples/shop "/v1/orders:aggregate?group=status&count=*" --store postgres://shop@db/shop --analyze
              lintel explain samples/shop /v1/orders --caller sub=ines.moreau@example.com,tenant=north
            """)
        { contract, request, store.Option, caller, analyze, json };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(contract);
            var reader = parsed.GetValue(caller) is { } told ? ToldCaller.Read(told) : Caller.Operator;
            if (ContractFile.Read(path, terminal) is not { } model) return Task.FromResult(ExitCode.Failed);
            var (operation, problem) = RequestLine.Read(model, parsed.GetRequiredValue(request));
            if (problem is not null) return Task.FromResult(terminal.Fail(Line(problem)));
            var url = StoreUrl.Read(store, parsed, path, model);
            return RunAsync(model, url, operation! with { Caller = reader }, parsed.GetValue(analyze), parsed.GetValue(json), terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ServiceModel model, StoreUrl url, Operation operation, bool measures, bool isJson, Terminal terminal, CancellationToken cancellation)
    {
        var store = model.IsExternal ? url.OpenReadOnly(model, terminal.Clock) : url.Open(model, terminal.Clock);
        await using var _ = store.ConfigureAwait(false);
        // A database of others is compared while it is prepared, and never changed.
        if (model.IsExternal) await store.PrepareAsync(cancellation).ConfigureAwait(false);
        else if (Missing(await store.Migrations.PlanAsync(cancellation).ConfigureAwait(false)) is { } missing) return terminal.Fail($"{url.Place} ({store.Name}) is not as the contract asks for: {missing}; see 'lintel migrate plan'");
        var outcome = await new LintelEngine(model, store, terminal.Clock).ExplainAsync(operation, measures, cancellation).ConfigureAwait(false);
        if (outcome.Problem is { } problem) return terminal.Fail(outcome.Cause is { } cause ? LintelCommand.Why(cause) : Line(problem));
        if (isJson) terminal.Out.WriteLine(Shared.Json(writer => ExplanationJson.Write(writer, outcome.Explanation!)));
        else ExplanationText.Write(terminal.Out, outcome.Explanation!);
        return ExitCode.Done;
    }

    // Of a schema that differs the plans would be of something else.
    private static string? Missing(MigrationPlan migration) => migration.Obstacles is [var obstacle, ..] ? obstacle : migration.Steps.FirstOrDefault(step => !step.CanWait)?.Reason;

    private static string Line(Problem problem) =>
        problem.Errors.Count == 0 ? problem.Detail : string.Join(" ", problem.Errors.Select(error => error.Pointer is null ? error.Detail : $"{error.Pointer}: {error.Detail}"));
}
