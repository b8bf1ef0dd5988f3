namespace Lintel.Http.Tests.Models.Walks;

/// <summary>How often what came of a walk, so that none passes for want of trying.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string what, int number = 1) => _counts[what] = _counts.GetValueOrDefault(what) + number;

    /// <summary>How often something came.</summary>
    public int Of(string what) => _counts.GetValueOrDefault(what);

    /// <summary>Adds all that another counted.</summary>
    public void Add(Tally other)
    {
        foreach (var (what, number) in other._counts) Add(what, number);
    }

    /// <summary>Requires that each came often enough.</summary>
    public void Require(int least, params string[] each)
    {
        foreach (var what in each) Assert.True(_counts.GetValueOrDefault(what) >= least, $"'{what}' came {_counts.GetValueOrDefault(what)} times, and not {least}: {this}");
    }

    public override string ToString() => string.Join(", ", _counts.Select(one => $"{one.Value} {one.Key}"));
}
