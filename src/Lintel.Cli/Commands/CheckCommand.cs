using System.CommandLine;
using System.Text;
using System.Text.Json;
using Lintel.Contract;

namespace Lintel.Cli.Commands;

/// <summary><c>lintel check CONTRACT</c>: finds all that is wrong with a contract.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var contract = Shared.Contract();
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var command = new Command("check", """
            Reads a contract and prints all that is wrong with it, with file, line, column and a hint. Ends with 0 only where nothing is.

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
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true })) DiagnosticJson.Write(writer, result.Diagnostics);
            terminal.Out.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
        }
        else
        {
            foreach (var diagnostic in result.Diagnostics) DiagnosticText.Write(terminal.Out, diagnostic, color: terminal.HasColor);
            terminal.Out.WriteLine(result.Model is { } model
                ? $"{path}: {model.Name} {model.Version}, {model.Resources.Count} resources, {ContractFile.Count(result)}"
                : $"{path}: {ContractFile.Count(result)}");
        }
        return result.Model is null ? ExitCode.Failed : ExitCode.Done;
    }
}
