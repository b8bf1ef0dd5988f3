using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Chooses the indexes of one table: what its access patterns and references need, and nothing twice.</summary>
internal sealed class IndexPlan(IReadOnlyList<Column> key)
{
    private readonly List<IReadOnlyList<Column>> _uniques = [key];
    private readonly List<List<IndexColumn>> _wanted = [];
    private readonly List<IReadOnlyList<Column>> _references = [];

    /// <summary>Tells of a unique constraint, which has an index of its own.</summary>
    public void AddUnique(IReadOnlyList<Column> columns) => _uniques.Add(columns);

    /// <summary>Asks for an index that serves a filter and an order within it; the key is the last term.</summary>
    public void AddPattern(IReadOnlyList<Column> filter, IReadOnlyList<IndexColumn> sort)
    {
        var columns = filter.Select(column => new IndexColumn(column, false)).Concat(sort).ToList();
        var descending = sort is [.., { Descending: true }];
        columns.AddRange(key.Where(part => !columns.Exists(column => column.Column == part)).Select(part => new IndexColumn(part, descending)));

        // Behind a unique set of columns nothing is left to order.
        var needed = Enumerable.Range(1, columns.Count).First(count => count == columns.Count || _uniques.Exists(unique => Identifies(unique, columns.Take(count))));
        _wanted.Add(columns[..needed]);
    }

    /// <summary>Asks for an index that begins with the columns of a reference; a new one ends in the key, so that it serves pages of the way back too.</summary>
    public void AddReference(IReadOnlyList<Column> columns) => _references.Add(columns);

    /// <summary>The indexes to create.</summary>
    public List<List<IndexColumn>> Choose()
    {
        var chosen = new List<List<IndexColumn>>();
        foreach (var wanted in _wanted)
        {
            var served = _uniques.Exists(unique => Begins(Ascending(unique), wanted))
                || chosen.Exists(other => Begins(other, wanted))
                || _wanted.Exists(other => other.Count > wanted.Count && Begins(other, wanted));
            if (!served)
                chosen.Add(wanted);
        }

        foreach (var reference in _references)
        {
            var served = _uniques.Exists(unique => BeginsWithSet(Ascending(unique), reference)) || chosen.Exists(other => BeginsWithSet(other, reference));
            if (!served)
                chosen.Add(Ascending([.. reference, .. key.Except(reference)]));
        }

        return chosen;
    }

    private static bool Identifies(IReadOnlyList<Column> unique, IEnumerable<IndexColumn> columns)
    {
        var all = columns.Select(column => column.Column).ToHashSet();
        return unique.All(column => !column.Nullable && all.Contains(column));
    }

    // An index is read in both directions, so that one with every direction turned is as good.
    private static bool Begins(List<IndexColumn> index, List<IndexColumn> wanted)
    {
        if (index.Count < wanted.Count)
            return false;
        var pairs = index.Zip(wanted).ToArray();
        return Array.TrueForAll(pairs, pair => pair.First.Column == pair.Second.Column)
            && (Array.TrueForAll(pairs, pair => pair.First.Descending == pair.Second.Descending) || Array.TrueForAll(pairs, pair => pair.First.Descending != pair.Second.Descending));
    }

    private static bool BeginsWithSet(List<IndexColumn> index, IReadOnlyList<Column> columns) =>
        index.Count >= columns.Count && index.Take(columns.Count).Select(column => column.Column).ToHashSet().SetEquals(columns);

    private static List<IndexColumn> Ascending(IReadOnlyList<Column> columns) => [.. columns.Select(column => new IndexColumn(column, false))];
}
