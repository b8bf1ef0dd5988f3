using Lintel.Cli;

using var stop = new StopSignals();
var terminal = new Terminal(Console.Out, Console.Error, TimeProvider.System, Environment.GetEnvironmentVariable);
return await LintelCommand.RunAsync(args, terminal, stop.Token).ConfigureAwait(false);
