using System.Globalization;

namespace Lintel.Cli;

/// <summary>Shows in the last line of a terminal that something goes on of which nobody knows how long it takes, and since when. Elsewhere nothing moves.</summary>
internal sealed class Spinner : IDisposable
{
    private const string Frames = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private readonly string _doing;
    private readonly long _started;
    private readonly ITimer _timer;
    private int _frame;
    private bool _over;

    private Spinner(Terminal terminal, string doing)
    {
        (_output, _clock, _doing) = (terminal.Error, terminal.Clock, doing);
        _started = _clock.GetTimestamp();
        _timer = _clock.CreateTimer(static spinner => ((Spinner)spinner!).Turn(), this, LastLine.Patience, LastLine.Interval);
    }

    /// <summary>One where people see it; null elsewhere.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="doing">What goes on: <c>reading localhost/shop</c>.</param>
    public static Spinner? Begin(Terminal terminal, string doing) => terminal.IsErrorInteractive ? new Spinner(terminal, doing) : null;

    /// <summary>Leaves nothing behind.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            _over = true;
            if (_frame > 0) _output.Write(LastLine.Erase);
        }
    }

    private void Turn()
    {
        lock (_lock)
        {
            if (_over) return;
            var elapsed = _clock.GetElapsedTime(_started);
            _output.Write(string.Create(CultureInfo.InvariantCulture, $"{LastLine.Erase}{Frames[_frame++ % Frames.Length]} {_doing}  {(int)elapsed.TotalMinutes}:{elapsed.Seconds:00}"));
            _output.Flush();
        }
    }
}
