namespace Lintel.Contract.Changes;

/// <summary>Compares two contracts.</summary>
public static class ContractComparison
{
    /// <summary>All changes from one contract to another, in the order of their places in the new one. Total: no two sound contracts make it fail.</summary>
    /// <param name="old">The former contract; it has a model.</param>
    /// <param name="new">The new contract; it has a model.</param>
    /// <exception cref="ArgumentException">One of the two is not sound.</exception>
    public static IReadOnlyList<Change> Compare(ContractResult old, ContractResult @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        return Compare(new ContractPair(old, @new), ChangeTable.All);
    }

    /// <summary>The changes that some rules find.</summary>
    internal static IReadOnlyList<Change> Compare(ContractPair contracts, IReadOnlyList<ChangeRule> rules) =>
    [
        .. rules.SelectMany(rule => rule.Find(contracts).Select(difference => (Rule: rule, Difference: difference, Place: contracts.NewTree.Find(difference.Path)!.Value)))
            .OrderBy(found => (found.Place.File.Order, found.Place.Start)).Select(found => Located(found.Rule, found.Difference, found.Place)),
    ];

    private static Change Located(ChangeRule rule, Difference difference, Yaml.Place place)
    {
        var (line, column) = place.File.Locate(place.Start);
        return new Change { Rule = rule, Subject = difference.Subject, Detail = difference.Detail, File = place.File.Path, Line = line, Column = column };
    }
}
