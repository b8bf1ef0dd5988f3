using System.CommandLine;
using Lintel.Contract;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel check CONTRACT</c>: finds all that is wrong with a contract.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var against = new Option<string>("--against") { HelpName = "url", Description = "A database that is already there: also say what of the contract would not work on it. Nothing is written." };
        var json = new Option<bool>("--json") { Description = "Print the findings as a JSON array; with --against, as an object." };
        var command = new Command("check", """
            Prints all that is wrong with a contract: file, line, column and a hint. Ends with 0 if nothing is.
            With --against it also holds the contract against a database that is already there (schema: external), asks for everything that
            the contract lets one read, and has the database plan what it lets one write and call. Nothing is written, and no function called.

            Examples:
              lintel check samples/shop
              lintel check shop.yaml --json
              lintel check erp.yaml --against postgres://reader@db/erp
            """)
        { contract, against, json };
        command.SetAction((parsed, cancellation) =>
        {
            var (path, isJson) = (parsed.GetRequiredValue(contract), parsed.GetValue(json));
            return parsed.GetValue(against) is { } url ? AgainstAsync(path, url, isJson, terminal, cancellation) : Task.FromResult(Run(path, isJson, terminal));
        });
        return command;
    }

    private static int Run(string path, bool json, Terminal terminal)
    {
        var result = ContractCompiler.Compile(path);
        if (json)
        {
            terminal.Out.WriteLine(Shared.Json(writer => DiagnosticJson.Write(writer, result.Diagnostics)));
            return result.Model is null ? ExitCode.Failed : ExitCode.Done;
        }
        foreach (var diagnostic in result.Diagnostics) DiagnosticText.Write(terminal.Error, diagnostic, color: terminal.ColorsError);
        if (result.Model is not { } model) return terminal.Fail($"{ContractFile.Count(result)} in {path}");
        terminal.Out.WriteLine($"{path}: {model.Name} {model.Version}, {Shared.Count(model.Resources.Count, "resource")}, {ContractFile.Count(result)}");
        if (model.Auth is null) terminal.Error.WriteLine("hint: without 'auth' everybody may do all; add 'auth: {}', and say who may do what with 'access'");
        return ExitCode.Done;
    }

    private static async Task<int> AgainstAsync(string path, string url, bool isJson, Terminal terminal, CancellationToken cancellation)
    {
        var contract = ContractCompiler.Compile(path);
        if (isJson && contract.Model is null)
        {
            terminal.Out.WriteLine(Shared.Json(new DatabaseCheck { Misfits = contract.Diagnostics }.Write));
            return ExitCode.Failed;
        }
        if (ContractFile.Tell(contract, path, terminal) is not { } model) return ExitCode.Failed;
        if (!model.IsExternal) return terminal.Fail($"{path} says nothing of a database that is already there (schema: external); 'lintel migrate plan' compares one of Lintel's own");
        if (StoreUrl.TryRead(url, path, model, out var store) is { } wrong) throw new MisuseException($"--against: {wrong}");
        var check = await DatabaseCheck.RunAsync(contract, store!, terminal, cancellation).ConfigureAwait(false);
        if (isJson) terminal.Out.WriteLine(Shared.Json(check.Write));
        else check.Print(path, store!.Place, terminal);
        return check.IsGreen ? ExitCode.Done : ExitCode.Failed;
    }
}
