using System.Globalization;
using Lintel.Engine.Loading;

namespace Lintel.Cli;

/// <summary>Shows how far a load is, in the last line of a terminal: share, rows, rate and time left. Elsewhere nothing moves.</summary>
internal sealed class ProgressBar : IProgress<LoadProgress>, IDisposable
{
    private const int Width = 24;
    private const string EraseLine = "\r\e[2K";

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private string _file = "";
    private long _started;
    private long _shown;
    private bool _visible;

    /// <summary>A bar.</summary>
    /// <param name="output">The terminal.</param>
    /// <param name="clock">The clock of rate and time left.</param>
    public ProgressBar(TextWriter output, TimeProvider clock)
    {
        (_output, _clock) = (output, clock);
        _started = _shown = clock.GetTimestamp();
    }

    /// <summary>A bar where people see it; null elsewhere.</summary>
    public static ProgressBar? Begin(Terminal terminal) => terminal.IsErrorInteractive ? new ProgressBar(terminal.Error, terminal.Clock) : null;

    public void Report(LoadProgress value)
    {
        if (value.File != _file) (_file, _started) = (value.File, _clock.GetTimestamp());
        // What is soon over needs no bar, and nobody reads faster than the interval.
        if (_clock.GetElapsedTime(_shown) < (_visible ? Interval : Patience)) return;
        _shown = _clock.GetTimestamp();
        _visible = true;
        _output.Write(EraseLine + Text(value, _clock.GetElapsedTime(_started)));
        _output.Flush();
    }

    public void Dispose()
    {
        if (_visible) _output.Write(EraseLine);
    }

    private static string Text(LoadProgress value, TimeSpan elapsed)
    {
        var share = value.TotalBytes == 0 ? 1 : Math.Clamp((double)value.Bytes / value.TotalBytes, 0, 1);
        var seconds = Math.Max(elapsed.TotalSeconds, 0.001);
        var left = share == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds * (1 - share) / share);
        var full = (int)(share * Width);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(value.File)} {new string('█', full)}{new string('░', Width - full)} {share * 100,3:0} %  {value.Rows:N0} rows  {value.Rows / seconds:N0} rows/s  {(int)left.TotalMinutes}:{left.Seconds:00} left");
    }
}
