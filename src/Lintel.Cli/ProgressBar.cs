using System.Globalization;
using Lintel.Engine.Loading;

namespace Lintel.Cli;

/// <summary>Shows how far a load, a dump or a check is, in the last line of a terminal: share, rows, rate and time left. Elsewhere nothing moves.</summary>
internal sealed class ProgressBar : IProgress<LoadProgress>, IDisposable
{
    private const int Width = 24;

    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private readonly string _unit;
    private string _file = "";
    private long _started;
    private long _shown;
    private bool _visible;

    /// <summary>A bar.</summary>
    /// <param name="output">The terminal.</param>
    /// <param name="clock">The clock of rate and time left.</param>
    /// <param name="unit">What is counted. Default: rows.</param>
    public ProgressBar(TextWriter output, TimeProvider clock, string unit = "rows")
    {
        (_output, _clock, _unit) = (output, clock, unit);
        _started = _shown = clock.GetTimestamp();
    }

    /// <summary>A bar where people see it; null elsewhere.</summary>
    public static ProgressBar? Begin(Terminal terminal, string unit = "rows") => terminal.IsErrorInteractive ? new ProgressBar(terminal.Error, terminal.Clock, unit) : null;

    public void Report(LoadProgress value) => Show(value.File, value.Rows, value.Bytes, value.TotalBytes);

    /// <summary>Shows how far it is.</summary>
    /// <param name="file">The file at hand.</param>
    /// <param name="rows">Rows of the file so far.</param>
    /// <param name="done">How much of the file is done, in any measure.</param>
    /// <param name="total">How much it is in all, in that measure.</param>
    public void Show(string file, long rows, long done, long total)
    {
        if (file != _file) (_file, _started) = (file, _clock.GetTimestamp());
        if (_clock.GetElapsedTime(_shown) < (_visible ? LastLine.Interval : LastLine.Patience)) return;
        _shown = _clock.GetTimestamp();
        _visible = true;
        _output.Write(LastLine.Erase + Text(rows, total == 0 ? 1 : Math.Clamp((double)done / total, 0, 1), _clock.GetElapsedTime(_started)));
        _output.Flush();
    }

    public void Dispose()
    {
        if (_visible) _output.Write(LastLine.Erase);
    }

    private string Text(long rows, double share, TimeSpan elapsed)
    {
        var seconds = Math.Max(elapsed.TotalSeconds, 0.001);
        var left = share == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds * (1 - share) / share);
        var full = (int)(share * Width);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(_file)} {new string('█', full)}{new string('░', Width - full)} {share * 100,3:0} %  {rows:N0} {_unit}  {rows / seconds:N0} {_unit}/s  {(int)left.TotalMinutes}:{left.Seconds:00} left");
    }
}
