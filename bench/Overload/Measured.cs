using System.Globalization;

namespace Lintel.Bench.Overload;

/// <summary>What was seen while load was put on.</summary>
internal sealed class Measured
{
    private readonly Lock _lock = new();
    private readonly List<double> _answered = [];
    private readonly List<double> _refused = [];
    private readonly SortedDictionary<int, int> _others = [];

    public int Answered => _answered.Count;

    public double P99 => Percentile(_answered, 0.99);

    /// <summary>Notes an answer, with what lies between when it should have been asked for and its last byte.</summary>
    public void Add(Reply reply, TimeSpan took)
    {
        lock (_lock)
        {
            if (reply.Status is 200 or 201) _answered.Add(took.TotalMilliseconds);
            else if (reply is { Status: 503, HasRetryAfter: true }) _refused.Add(took.TotalMilliseconds);
            else _others[reply.Status] = _others.GetValueOrDefault(reply.Status) + 1;
        }
    }

    /// <summary>A row of the table.</summary>
    public string Row(string name, int connections, double offered, TimeSpan time, double unloaded)
    {
        var seconds = time.TotalSeconds;
        var others = _others.Count == 0 ? "none" : string.Join(", ", _others.Select(other => $"{other.Value} × {other.Key}"));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {connections} | {offered:0} | {_answered.Count / seconds:0} | {Percentile(_answered, 0.5):0.0} | {P99:0.0} | {P99 / unloaded:0.0} | {_refused.Count / seconds:0} | {Percentile(_refused, 0.5):0.0} | {Percentile(_refused, 0.99):0.0} | {others} |");
    }

    private static double Percentile(List<double> values, double part)
    {
        if (values.Count == 0) return 0;
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }
}
