using System.Text;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>A row of the model. Values are texts, whole numbers and nulls.</summary>
internal sealed class Row(Resource resource)
{
    public Resource Resource { get; } = resource;

    public Dictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The rows that each relation leads to.</summary>
    public Dictionary<string, List<Row>> Related { get; } = new(StringComparer.Ordinal);

    public object Key => Values[Resource.Key[0].Name]!;

    /// <summary>What identifies it among all, as the service says.</summary>
    public string NodeId { get; set; } = "";

    /// <summary>The value at the end of a path of references.</summary>
    public object? At(string[] path) => path is [var name] ? Values[name] : Related[path[0]] is [var one] ? one.At(path[1..]) : null;

    /// <summary>Null is the least value; text by code point.</summary>
    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        (string one, string other) => Encoding.UTF8.GetBytes(one).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other)),
        _ => ((long)left).CompareTo((long)right),
    };
}

/// <summary>An order of rows of one resource. Their key ends it always, in the direction of what comes before.</summary>
internal sealed record RowOrder(Resource Resource, IReadOnlyList<(string[] Path, bool Descending)> Terms) : IComparer<Row>
{
    /// <summary>The cursors of rows, as the service gives them.</summary>
    public Dictionary<Row, string> Cursors { get; } = [];

    /// <summary>As an argument.</summary>
    public object Literal => Terms.Select(term => term.Path.Reverse().Aggregate((object)new Documents.Literal.Name(term.Descending ? "DESC" : "ASC"),
        (inner, name) => new Documents.Literal.Members([(name, inner)]))).ToArray();

    public int Compare(Row? x, Row? y)
    {
        foreach (var (path, descending) in Terms)
        {
            var sign = Row.Compare(x!.At(path), y!.At(path));
            if (sign != 0) return descending ? -sign : sign;
        }
        var last = Row.Compare(x!.Key, y!.Key);
        return Terms is [.., (_, true)] ? -last : last;
    }
}

/// <summary>A page of rows.</summary>
/// <param name="Order">Their order.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="HasNext">Whether it is known that rows follow.</param>
/// <param name="HasPrevious">Whether it is known that rows come before.</param>
internal sealed record RowPage(RowOrder Order, IReadOnlyList<Row> Rows, int Total, bool HasNext, bool HasPrevious)
{
    /// <summary>The page of all rows that a list has.</summary>
    /// <param name="all">The rows.</param>
    /// <param name="order">Their order.</param>
    /// <param name="most">The most rows of the page.</param>
    /// <param name="from">The row behind which the page begins, or before which it ends; null: it begins or ends with all.</param>
    /// <param name="isBackward">Whether it is counted from its end.</param>
    public static RowPage Of(IEnumerable<Row> all, RowOrder order, int most, Row? from, bool isBackward)
    {
        var rows = all.Order(order).ToList();
        var left = rows.FindAll(row => from is null || (isBackward ? order.Compare(row, from) < 0 : order.Compare(row, from) > 0));
        var page = isBackward ? left.TakeLast(most).ToList() : left.Take(most).ToList();
        // There is the way that the caller came.
        var (isMore, isBehind) = (left.Count > page.Count, from is not null && page.Count > 0);
        return new RowPage(order, page, rows.Count, isBackward ? isBehind : isMore, isBackward ? isMore : isBehind);
    }
}
