using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>What is other of the bounds.</summary>
internal static class LimitChanges
{
    public static readonly string[] Keys = ["limits", .. LimitTable.All.Select(limit => $"limits.{limit.Key}")];

    public static IEnumerable<Difference> Find(ContractPair pair, Func<long, long, bool> isFound) =>
        from limit in LimitTable.All
        let old = limit.Get(pair.Old.Limits)
        let @new = limit.Get(pair.New.Limits)
        where isFound(old, @new)
        select pair.Found($"{Wording.Quoted(limit.Key)}: {Detail.From(LimitText.Of(limit.Unit, old), LimitText.Of(limit.Unit, @new))}", "limits");
}
