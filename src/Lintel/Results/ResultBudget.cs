namespace Lintel.Results;

/// <summary>A result takes more than it may: the caller asked for too much.</summary>
public sealed class ResultTooLargeException : Exception
{
    /// <summary>That failure.</summary>
    public ResultTooLargeException()
        : base("The result takes more bytes than it may.")
    {
    }
}

/// <summary>What all rows of one result may take in memory. Not safe for use by two threads.</summary>
/// <param name="most">The most bytes.</param>
public sealed class ResultBudget(long most)
{
    private long _left = most;

    /// <summary>Takes bytes.</summary>
    /// <exception cref="ResultTooLargeException">There are not that many left.</exception>
    public void Take(long bytes)
    {
        _left -= bytes;
        if (_left < 0) throw new ResultTooLargeException();
    }
}
