using Lintel.Cli;
using Microsoft.Win32.SafeHandles;

NativeHeap.KeepSmall();
using var stop = new StopSignals();
var terminal = new Terminal(Console.Out, Console.Error, TimeProvider.System, Environment.GetEnvironmentVariable)
{
    IsOutInteractive = !Console.IsOutputRedirected,
    IsErrorInteractive = !Console.IsErrorRedirected,
    Log = OpenLog(),
};
return await LintelCommand.RunAsync(args, terminal, stop.Token).ConfigureAwait(false);

// The console writes one text after the other, errors too: a pipe that nobody reads would keep a server from saying anything, and from
// ending. So the log has a way of its own; but a file, which always takes it, has one place to write at, that both must share.
static TextWriter OpenLog()
{
    if (OperatingSystem.IsWindows()) return Console.Out;
    var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    return stream.CanSeek ? Console.Out : new StreamWriter(stream);
}
