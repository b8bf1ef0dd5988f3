using System.CommandLine;
using Lintel.Contract;
using Lintel.Contract.Changes;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel diff OLD NEW</c>: tells what a changed contract does to clients and to data.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var old = new Argument<string>("old") { Description = "The former contract: a file, a folder, or REVISION:PATH of the git repository of the current folder." };
        var @new = new Argument<string>("new") { Description = "The new one, in the same ways." };
        var json = new Option<bool>("--json") { Description = "Print the changes as JSON." };
        var allowed = new Option<bool>("--allow-breaking") { Description = "End with 0 whatever breaks." };
        var command = new Command("diff", """
            Tells what a changed contract does to REST clients and to stored rows: safe, risky or breaking, why, and what to do instead.

            Ends with 1 where a change breaks clients while the version stays the same, or breaks data.

            Examples:
              lintel diff HEAD:contract.yaml contract.yaml
              lintel diff v1.4:samples/shop samples/shop --json
              lintel diff old.yaml new.yaml --allow-breaking

            A path in a revision begins at the root of the repository; with ./ before it, in the current folder.
            """)
        { old, @new, json, allowed };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (await ReadAsync(parsed.GetRequiredValue(old), terminal, cancellation).ConfigureAwait(false) is not { } before) return ExitCode.Failed;
            if (await ReadAsync(parsed.GetRequiredValue(@new), terminal, cancellation).ConfigureAwait(false) is not { } after) return ExitCode.Failed;
            return Tell(before, after, parsed.GetValue(json), parsed.GetValue(allowed), terminal);
        });
        return command;
    }

    // Null: what is wrong was said.
    private static async Task<ContractResult?> ReadAsync(string place, Terminal terminal, CancellationToken cancellation)
    {
        ContractResult result;
        if (GitRevision.Is(place))
        {
            var (texts, wrong) = await GitRevision.ReadAsync(place, terminal.Clock, cancellation).ConfigureAwait(false);
            if (wrong is not null) return Refuse(terminal, $"can't read '{place.ReplaceLineEndings(" ")}': {wrong}");
            result = ContractCompiler.Compile(texts!);
        }
        else
        {
            result = ContractCompiler.Compile(place);
        }
        return ContractFile.Tell(result, place, terminal) is null ? null : result;
    }

    private static ContractResult? Refuse(Terminal terminal, string message)
    {
        terminal.Fail(message);
        return null;
    }

    private static int Tell(ContractResult old, ContractResult @new, bool json, bool isAllowed, Terminal terminal)
    {
        var changes = ContractComparison.Compare(old, @new);
        if (json)
        {
            terminal.Out.WriteLine(Shared.Json(writer => ChangeJson.Write(writer, old, @new, changes)));
        }
        else
        {
            ChangeText.Write(terminal.Out, changes, terminal.ColorsOut);
            terminal.Out.WriteLine($"{Name(old)} → {Name(@new)}: {ChangeText.Count(changes)}");
        }
        return isAllowed || Broken(old, @new, changes) is not { } broken ? ExitCode.Done : terminal.Fail(broken);
    }

    // Null: nothing that must not be broken.
    private static string? Broken(ContractResult old, ContractResult @new, IReadOnlyList<Change> changes)
    {
        var clients = old.Model!.Version == @new.Model!.Version ? changes.Count(change => change.Rule.Clients == Impact.Breaking) : 0;
        var data = changes.Count(change => change.Rule.Data == Impact.Breaking);
        return (clients, data) switch
        {
            (0, 0) => null,
            (0, _) => $"{Breaks(data)} data",
            (_, 0) => $"{Breaks(clients)} clients, and the version is still {old.Model.Version}",
            _ => $"{Breaks(clients)} clients, and the version is still {old.Model.Version}; {Breaks(data)} data",
        };
    }

    private static string Breaks(int count) => $"{Shared.Count(count, "change")} break{(count == 1 ? "s" : "")}";

    private static string Name(ContractResult contract) => $"{contract.Model!.Name} {contract.Model.Version}";
}
