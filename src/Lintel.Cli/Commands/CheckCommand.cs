using System.CommandLine;
using Lintel.Contract;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel check CONTRACT</c>: finds all that is wrong with a contract.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var json = new Option<bool>("--json") { Description = "Print the findings as a JSON array." };
        var command = new Command("check", """
            Prints all that is wrong with a contract: file, line, column and a hint. Ends with 0 if nothing is.

            Examples:
              lintel check samples/shop
              lintel check shop.yaml --json
            """)
        { contract, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(contract), parsed.GetValue(json), terminal));
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
        return ExitCode.Done;
    }
}
