using System.Globalization;
using Lintel.Fuzz.Judging;

namespace Lintel.Fuzz;

/// <summary>What became of it.</summary>
public sealed class FuzzReport
{
    private readonly Dictionary<string, Finding> _findings = [];
    private readonly SortedDictionary<int, long> _statuses = [];

    public IReadOnlyCollection<Finding> Findings => _findings.Values;

    /// <summary>How often each status was answered; 0: none.</summary>
    public IReadOnlyDictionary<int, long> Statuses => _statuses;

    public long Requests { get; private set; }

    public long RawRequests { get; private set; }

    internal void Count(int status, bool isRaw)
    {
        _statuses[status] = _statuses.GetValueOrDefault(status) + 1;
        if (isRaw) RawRequests++;
        else Requests++;
    }

    /// <summary>Whether nothing of the same cause was found before.</summary>
    internal bool IsNew(Finding finding) => !_findings.ContainsKey(finding.Cause);

    internal void Replace(Finding finding, Finding better) => _findings[finding.Cause] = better;

    internal void Add(Finding finding) => _findings.TryAdd(finding.Cause, finding);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Requests} requests, {RawRequests} of bytes; {string.Join(", ", _statuses.Select(pair => $"{pair.Key}: {pair.Value}"))}; {_findings.Count} findings");
}
