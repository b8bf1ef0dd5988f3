using Lintel.Http.Tests.Models.Documents;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>Chooses what is tried: of what comes to nothing that of which the like was tried least, since one reason alone must be enough to refuse it.</summary>
internal sealed class Choice(Chances chances, Tally tally)
{
    private const int Made = 10;

    /// <summary>One of several, which is counted.</summary>
    /// <param name="percentGood">How often it is one that succeeds, where there is one.</param>
    /// <param name="make">Makes one.</param>
    /// <param name="reasons">Why it is refused; none: it succeeds.</param>
    /// <param name="kindOf">What it is called.</param>
    public T Of<T>(int percentGood, Func<T> make, Func<T, IReadOnlyCollection<string>> reasons, Func<T, string> kindOf)
    {
        var made = Enumerable.Range(0, Made).Select(_ => make()).Select(one => (One: one, Reasons: reasons(one))).ToArray();
        var good = chances.Hit(percentGood) ? Array.FindIndex(made, one => one.Reasons.Count == 0) : -1;
        var chosen = good >= 0 ? made[good] : made.Where(one => one.Reasons.Count < 2).DefaultIfEmpty(made[0]).MinBy(one => tally.Of(KindOf(one.One, one.Reasons)));
        tally.Add(KindOf(chosen.One, chosen.Reasons));
        return chosen.One;

        string KindOf(T one, IReadOnlyCollection<string> why) => $"{kindOf(one)}: {(why.Count == 0 ? "done" : why.Count == 1 ? why.First() : "for several reasons")}";
    }
}
