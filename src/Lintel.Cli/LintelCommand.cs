using System.CommandLine;
using Lintel.Cli.Commands;
using Lintel.Stores;

namespace Lintel.Cli;

/// <summary>The command line: one file in Commands/ for each verb.</summary>
internal static class LintelCommand
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Lintel serves the backend that one contract describes.\n\nStart with:\n  lintel run samples/chinook")
        {
            RunCommand.Create(terminal),
            CheckCommand.Create(terminal),
            ExportCommand.Create(terminal),
            LoadCommand.Create(terminal),
        };
        // The server drains when it is told to stop; the parser's own time limit would cut that short.
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            ProcessTerminationTimeout = null,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await root.Parse(args).InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (StoreException exception)
        {
            return terminal.Fail(exception.Message);
        }
        catch (OperationCanceledException)
        {
            return terminal.Fail("stopped");
        }
    }
}
