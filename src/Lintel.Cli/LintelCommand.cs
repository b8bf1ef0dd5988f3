using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Reflection;
using Lintel.Cli.Commands;
using Lintel.Stores;

namespace Lintel.Cli;

/// <summary>The command line: one file in Commands/ for each verb.</summary>
internal static class LintelCommand
{
    /// <summary>Runs a command line. Every failure is one line on the error output, and an exit code other than 0.</summary>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        var root = Create(terminal);
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Action is not (HelpPage or VersionLine) && Misuse.Of(parsed) is { } wrong) return terminal.Fail(wrong, ExitCode.Misused);
        // Signals are ours: a server drains when it is told to stop, and the parser's own time limit would cut that short.
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
        }
        catch (MisuseException exception)
        {
            return terminal.Fail(exception.Message, ExitCode.Misused);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return terminal.Fail("stopped before it was done", ExitCode.Interrupted);
        }
        catch (Exception exception) when (exception is StoreException or IOException || terminal.Variable("LINTEL_LOG_LEVEL") is not ("debug" or "trace"))
        {
            return terminal.Fail(Why(exception));
        }
    }

    /// <summary>Why something failed, in one sentence for people where it is not a defect.</summary>
    public static string Why(Exception exception) => exception is StoreException or IOException
        ? Sentence(exception.Message)
        : $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")} This is a defect of lintel; LINTEL_LOG_LEVEL=debug shows where.";

    private static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("""
            Lintel serves the backend that one contract describes.

            Start with:
              lintel run samples/chinook

            'lintel <command> --help' tells more of a command, with examples.
            """)
        {
            RunCommand.Create(terminal),
            CheckCommand.Create(terminal),
            AccessCommand.Create(terminal),
            ExportCommand.Create(terminal),
            LoadCommand.Create(terminal),
            DumpCommand.Create(terminal),
            MigrateCommand.Create(terminal),
            DiffCommand.Create(terminal),
            ImportCommand.Create(terminal),
            ExplainCommand.Create(terminal),
            TokenCommand.Create(terminal),
            KeysCommand.Create(terminal),
            AuditCommand.Create(terminal),
            ProbeCommand.Create(terminal),
        };
        foreach (var option in root.Options)
        {
            if (option is HelpOption) option.Action = new HelpPage(terminal);
            if (option is not VersionOption) continue;
            option.Description = "Print the version.";
            option.Action = new VersionLine(terminal);
        }
        root.Options.OfType<HelpOption>().Single().Description = "Print this help.";
        return root;
    }

    // What stores say are sentences; behind "lintel: " they begin small, unless with a name: SQLite, PostgreSQL.
    private static string Sentence(string message) =>
        message.TakeWhile(letter => letter != ' ').Count(char.IsUpper) == 1 && char.IsUpper(message[0]) ? char.ToLowerInvariant(message[0]) + message[1..] : message;

    /// <summary>Prints the version: <c>lintel 0.1.0</c>.</summary>
    private sealed class VersionLine(Terminal terminal) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            terminal.Out.WriteLine($"lintel {typeof(LintelCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}");
            return ExitCode.Done;
        }
    }
}
