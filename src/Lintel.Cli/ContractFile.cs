using Lintel.Cli.Commands;
using Lintel.Contract;
using Lintel.Model;

namespace Lintel.Cli;

/// <summary>Reads the contract that a command was given, and says what is wrong with it.</summary>
internal static class ContractFile
{
    /// <summary>The model, or null after its diagnostics were said.</summary>
    public static ServiceModel? Read(string path, Terminal terminal) => Tell(ContractCompiler.Compile(path), path, terminal);

    /// <summary>The model of a contract that was compiled, or null after its diagnostics were said.</summary>
    public static ServiceModel? Tell(ContractResult result, string path, Terminal terminal)
    {
        foreach (var diagnostic in result.Diagnostics) DiagnosticText.Write(terminal.Error, diagnostic, color: terminal.ColorsError);
        if (result.Model is null) terminal.Fail($"{Count(result)} in {path}");
        return result.Model;
    }

    /// <summary>The folder that a contract is in, or is.</summary>
    public static string Folder(string path) => Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;

    /// <summary>"2 errors, 1 warning".</summary>
    public static string Count(ContractResult result)
    {
        var errors = result.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        var warnings = result.Diagnostics.Count - errors;
        return (errors, warnings) switch
        {
            (0, 0) => "nothing wrong",
            (_, 0) => Shared.Count(errors, "error"),
            (0, _) => Shared.Count(warnings, "warning"),
            _ => $"{Shared.Count(errors, "error")}, {Shared.Count(warnings, "warning")}",
        };
    }
}
