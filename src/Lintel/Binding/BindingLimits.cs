using Lintel.Model;

namespace Lintel.Binding;

/// <summary>Bounds on what one operation may ask for. A request beyond one is refused before anything is read.</summary>
public sealed record BindingLimits
{
    /// <summary>Rows of a list that are held at once while it is streamed.</summary>
    public const int RowsInBatch = 500;

    /// <summary>The defaults.</summary>
    public static BindingLimits Default { get; } = new();

    /// <summary>Rows in a page when nothing is said. Default: 20.</summary>
    public int DefaultPage { get; init; } = 20;

    /// <summary>Relations in all levels of one selection; each costs one statement at most. Default: 20.</summary>
    public int Relations { get; init; } = 20;

    /// <summary>Levels of included relations, and relations in one path. Default: 6.</summary>
    public int Depth { get; init; } = 6;

    /// <summary>Conditions in one filter. Default: 50.</summary>
    public int Conditions { get; init; } = 50;

    /// <summary>Values in one <c>in</c> or <c>nin</c>. Default: 500.</summary>
    public int ListValues { get; init; } = 500;

    /// <summary>Terms that a caller may sort by. Default: 8.</summary>
    public int OrderTerms { get; init; } = 8;

    /// <summary>What one aggregate may be grouped by. Default: 8.</summary>
    public int Groups { get; init; } = 8;

    /// <summary>What one aggregate may tell of each group. Default: 16.</summary>
    public int Measures { get; init; } = 16;

    /// <summary>Groups in an answer when nothing is said. Default: 100.</summary>
    public int DefaultGroups { get; init; } = 100;

    /// <summary>Groups that an answer may have at most, where the resource's greatest page is not larger. Default: 1,000.</summary>
    public int MaxGroups { get; init; } = 1000;

    /// <summary>Groups that an answer about a resource may have at most.</summary>
    public int MaxGroupsOf(Resource resource) => Math.Max(MaxGroups, resource.MaxLimit);

    /// <summary>Characters in a key of an answer. Default: 200.</summary>
    public int KeyLength { get; init; } = 200;

    /// <summary>Rows that one read may deliver in all levels, were every page full. Default: 5,000,000.</summary>
    public long Rows { get; init; } = 5_000_000;
}
