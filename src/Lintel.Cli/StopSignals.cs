using System.Runtime.InteropServices;

namespace Lintel.Cli;

/// <summary>Ctrl-C and SIGTERM as a token, so that a command can end tidily. A second Ctrl-C ends the process at once.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (!_stop.IsCancellationRequested) _stop.Cancel();
        else if (context.Signal == PosixSignal.SIGINT) Environment.Exit(ExitCode.Interrupted);
    }
}
