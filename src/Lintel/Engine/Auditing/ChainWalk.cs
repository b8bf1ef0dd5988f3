using System.Globalization;

namespace Lintel.Engine.Auditing;

/// <summary>Goes along the chains, entry by entry, in the order of their keys.</summary>
/// <param name="ends">Where each chain must end.</param>
/// <param name="known">Ends that were known before.</param>
/// <param name="most">How many findings are kept.</param>
internal sealed class ChainWalk(IReadOnlyDictionary<long, ChainEnd> ends, IReadOnlyDictionary<long, ChainEnd> known, int most)
{
    private readonly List<AuditFinding> _findings = [];
    private readonly HashSet<long> _seen = [];
    private readonly HashSet<long> _confirmed = [];
    private long _chain = -1;
    private long _number;
    private string _hash = AuditEntry.NoHash;

    /// <summary>How many entries passed.</summary>
    public long Entries { get; private set; }

    /// <summary>How much is wrong.</summary>
    public long Found { get; private set; }

    /// <summary>The first of it.</summary>
    public IReadOnlyList<AuditFinding> Findings => _findings;

    /// <summary>The next entry.</summary>
    public void Pass(long chain, long number, string previous, string hash, string computed)
    {
        if (chain != _chain)
        {
            Close();
            (_chain, _number, _hash) = (chain, 0, AuditEntry.NoHash);
            _seen.Add(chain);
        }
        Entries++;
        if (number > _number + 1) Find(AuditFindingKind.Removed, chain, _number + 1, $"{Range(chain, _number + 1, number - 1)} gone.");
        else if (number <= _number) Find(AuditFindingKind.Added, chain, number, $"{Entry(chain, number)} stands before the first.");
        else if (previous != _hash) Find(AuditFindingKind.Unlinked, chain, number, $"{Entry(chain, number)} does not follow the one before it: one of the two was put there, moved, or changed together with its hash.");
        if (computed != hash) Find(AuditFindingKind.Changed, chain, number, $"{Entry(chain, number)} was changed: it does not say what it was hashed with.");
        if (known.TryGetValue(chain, out var end) && end.Number == number && end.Hash == hash) _confirmed.Add(chain);
        (_number, _hash) = (number, hash);
    }

    /// <summary>There are no more.</summary>
    public void End()
    {
        Close();
        foreach (var (chain, end) in ends)
        {
            if (end.Number > 0 && !_seen.Contains(chain)) Find(AuditFindingKind.Removed, chain, 1, $"{Range(chain, 1, end.Number)} gone: all of the chain.");
        }
        foreach (var (chain, end) in known)
        {
            if (!_confirmed.Contains(chain)) Find(AuditFindingKind.Rewritten, chain, end.Number, $"{Entry(chain, end.Number)} is not there as it was when the head was taken.");
        }
    }

    private void Close()
    {
        if (_chain < 0) return;
        var end = ends.GetValueOrDefault(_chain) ?? new ChainEnd(0, AuditEntry.NoHash);
        if (end.Number > _number) Find(AuditFindingKind.Removed, _chain, _number + 1, $"{Range(_chain, _number + 1, end.Number)} gone from the end.");
        else if (end.Number < _number) Find(AuditFindingKind.Added, _chain, end.Number + 1, $"{Entry(_chain, end.Number + 1)} stands behind the end of its chain.");
        else if (end.Hash != _hash) Find(AuditFindingKind.Rewritten, _chain, _number, $"{Entry(_chain, _number)} is not the one that its chain ended with.");
    }

    private void Find(AuditFindingKind kind, long chain, long number, string detail)
    {
        Found++;
        if (_findings.Count < most) _findings.Add(new AuditFinding(kind, chain, number, detail));
    }

    private static string Entry(long chain, long number) => string.Create(CultureInfo.InvariantCulture, $"Entry {chain},{number}");

    private static string Range(long chain, long first, long last) =>
        first == last ? $"{Entry(chain, first)} is" : string.Create(CultureInfo.InvariantCulture, $"Entries {chain},{first} to {chain},{last} are");
}
