namespace Lintel.Operations;

/// <summary>What is asked of one resource at one level: which fields, which rows, in which order, how many. Names are not yet resolved.</summary>
public sealed record Selection
{
    /// <summary>The name by which the actions are selected that the state of a row allows.</summary>
    public const string ActionsName = "_actions";

    /// <summary>An unfiltered selection of the fields that come when nothing is said.</summary>
    public static Selection Default { get; } = new();

    /// <summary>The fields and relations that were named; null: all readable fields.</summary>
    public IReadOnlyList<SelectedName>? Names { get; init; }

    /// <summary>Relations that come besides <see cref="Names"/>.</summary>
    public IReadOnlyList<SelectedName> Includes { get; init; } = [];

    /// <summary>Conditions that all must hold.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>An expression that must hold too; null: none.</summary>
    public FilterText? Filter { get; init; }

    /// <summary>A tree of conditions that must hold too; null: none.</summary>
    public FilterTree? Where { get; init; }

    /// <summary>Words that rows must have; null: none.</summary>
    public SearchText? Search { get; init; }

    /// <summary>Which rows of a resource with soft deletes; its relations never lead to deleted ones. Default: those that are not deleted.</summary>
    public DeletedRows Deleted { get; init; }

    /// <summary>The order; the key ends it always. Of a search without one: the best first.</summary>
    public IReadOnlyList<OrderTerm> Order { get; init; } = [];

    /// <summary>Which part of the list.</summary>
    public PageRequest Page { get; init; } = PageRequest.Default;
}

/// <summary>A field or relation that was asked for. Relations come in the order in which each, by its name and alias, was first named.</summary>
/// <param name="Name">The name.</param>
/// <param name="Pointer">Where it was said, for problems.</param>
/// <param name="Selection">What is asked of the relation's rows; null: nothing was said.</param>
/// <param name="Alias">
/// What the relation is called in the answer, so that it can come several times with other rows: what is named again under one alias comes
/// once. Null, the default: its name.
/// </param>
public sealed record SelectedName(string Name, string Pointer, Selection? Selection = null, string? Alias = null);

/// <summary>The comparisons that a filter can make. Text is compared by code point; null is the least value and equals only null.</summary>
public enum FilterOperator
{
    /// <summary>The same value.</summary>
    Equal,

    /// <summary>Another value; null differs from every value.</summary>
    NotEqual,

    /// <summary>A lesser value.</summary>
    Less,

    /// <summary>A lesser value or the same.</summary>
    LessOrEqual,

    /// <summary>A greater value.</summary>
    Greater,

    /// <summary>A greater value or the same.</summary>
    GreaterOrEqual,

    /// <summary>One of several values.</summary>
    In,

    /// <summary>None of several values.</summary>
    NotIn,

    /// <summary>Text with this part, or an array with this element.</summary>
    Contains,

    /// <summary>Text that begins so.</summary>
    StartsWith,

    /// <summary>Text that ends so.</summary>
    EndsWith,

    /// <summary>No value.</summary>
    IsNull,

    /// <summary>Any value.</summary>
    IsNotNull,
}

/// <summary>One comparison.</summary>
/// <param name="Path">A field, or relations and a field, separated by dots.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Values">What with: one value, several for in and nin, none for null tests.</param>
/// <param name="Pointer">Where it was said, for problems.</param>
public sealed record Condition(string Path, FilterOperator Operator, IReadOnlyList<InputValue> Values, string Pointer);

/// <summary>A condition in the expression language.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Pointer">Where it was said, for problems.</param>
public sealed record FilterText(string Text, string Pointer);

/// <summary>What is searched for.</summary>
/// <param name="Text">Words, phrases and exclusions, as someone typed them.</param>
/// <param name="Pointer">Where it was said, for problems.</param>
public sealed record SearchText(string Text, string Pointer);

/// <summary>Which rows are asked for where some are deleted softly.</summary>
public enum DeletedRows : byte
{
    /// <summary>Those that are not deleted. The default.</summary>
    Exclude,

    /// <summary>All.</summary>
    Include,

    /// <summary>Those that are deleted.</summary>
    Only,
}

/// <summary>One term of an order.</summary>
/// <param name="Path">A field, or references and a field, separated by dots.</param>
/// <param name="Descending">Whether the greatest comes first.</param>
/// <param name="Pointer">Where it was said, for problems.</param>
public sealed record OrderTerm(string Path, bool Descending, string Pointer);

/// <summary>Whether a list is counted.</summary>
public enum CountMode
{
    /// <summary>Not at all. The default.</summary>
    None,

    /// <summary>Exactly.</summary>
    Exact,

    /// <summary>By the store's statistics where it has any, exactly otherwise.</summary>
    Estimated,
}

/// <summary>Which part of a list.</summary>
public sealed record PageRequest
{
    /// <summary>The first rows, as many as usual.</summary>
    public static PageRequest Default { get; } = new();

    /// <summary>How many rows at most; null: 20. Owned children that come along are all there where nothing is said of their page but its count.</summary>
    public int? Limit { get; init; }

    /// <summary>The cursor behind which all rows of the page stand; null: there is none.</summary>
    public string? After { get; init; }

    /// <summary>The cursor before which all rows of the page stand; null: there is none.</summary>
    public string? Before { get; init; }

    /// <summary>Whether the page has the last rows of those between the cursors. Default: the first.</summary>
    public bool Backward { get; init; }

    /// <summary>Whether all rows of the list are counted too, of what comes along for each row with which it does; whatever the cursors are.</summary>
    public CountMode Count { get; init; }

    /// <summary>Whether the list comes whole, to be streamed: all of its rows, or the first <see cref="Limit"/>, however many. It has no cursors and no count. Default: false.</summary>
    public bool Whole { get; init; }

    /// <summary>Whether cursors are made of its rows, of owned children that come whole too. A page's rows have them always. Default: false.</summary>
    public bool Cursors { get; init; }

    /// <summary>Where the page was said, for problems. Default: in REST's query string.</summary>
    public PagePlaces Places { get; init; } = PagePlaces.Query;
}

/// <summary>Where the parts of a page are said, for problems, which call them by the last name in it.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="After">The cursor behind which it begins.</param>
/// <param name="Before">The cursor before which it ends.</param>
public sealed record PagePlaces(string Limit, string After, string Before)
{
    /// <summary>In REST's query string.</summary>
    public static PagePlaces Query { get; } = new("?limit", "?after", "?before");
}
