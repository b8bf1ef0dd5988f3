using System.CommandLine;

namespace Lintel.Cli.Commands;

/// <summary>Arguments and options that several commands take, each with its environment variable.</summary>
internal static class Shared
{
    public static Argument<string> Contract() => new("contract")
    {
        Description = "The contract: a file, or a folder whose *.yaml files are one service.",
    };

    public static Option<string?> Store() => new("--store")
    {
        Description = "The database: sqlite:PATH. [env: LINTEL_STORE; default: .lintel/SERVICE.db beside the contract]",
        DefaultValueFactory = _ => Environment("LINTEL_STORE"),
        HelpName = "url",
    };

    /// <summary>An environment variable; empty is unset.</summary>
    public static string? Environment(string name) => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
