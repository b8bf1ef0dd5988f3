namespace Lintel.Results;

/// <summary>The rows of a page among those that a store delivered: one more than the limit tells that there are more.</summary>
/// <param name="Count">How many rows the page has.</param>
/// <param name="HasMore">Whether there are more in the direction in which it was read.</param>
/// <param name="Backward">Whether it was read, and delivered, in reverse.</param>
public readonly record struct PageWindow(int Count, bool HasMore, bool Backward)
{
    /// <summary>The place of the page's i-th row; a backward page was delivered in reverse.</summary>
    public int this[int i] => Backward ? Count - 1 - i : i;

    /// <summary>The place of the first row; -1 or 0 of none.</summary>
    public int First => this[0];

    /// <summary>The place of the last row.</summary>
    public int Last => this[Count - 1];

    /// <summary>The page of so many rows.</summary>
    /// <param name="rows">What was delivered.</param>
    /// <param name="limit">The most that are shown.</param>
    /// <param name="backward">Whether it was read in reverse.</param>
    public static PageWindow Of(int rows, int limit, bool backward) => new(Math.Min(rows, limit), rows > limit, backward);
}
