using Lintel.Cli;

return await LintelCommand.RunAsync(args, new Terminal(Console.Out, Console.Error, TimeProvider.System)).ConfigureAwait(false);
