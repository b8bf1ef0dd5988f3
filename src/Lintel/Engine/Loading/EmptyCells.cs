namespace Lintel.Engine.Loading;

/// <summary>Tells of the empty cells of a CSV record which are two quotes. It is asked from the first cell to the last.</summary>
internal ref struct EmptyCells(ReadOnlySpan<char> record)
{
    // Most records have no such cell at all.
    private readonly bool _any = record.IndexOf("\"\"", StringComparison.Ordinal) >= 0;
    private ReadOnlySpan<char> _rest = record;
    private int _cell;

    /// <summary>Whether the cell of that index, which is empty, stands in quotes.</summary>
    public bool IsQuoted(int cell)
    {
        if (!_any) return false;
        for (; _cell < cell; _cell++) Skip();
        return _rest is ['"', ..];
    }

    private void Skip()
    {
        var end = 0;
        if (_rest is ['"', ..])
        {
            // A quote within quotes is doubled, and so ends and begins them again.
            do end = Behind(end + 1, '"');
            while (end < _rest.Length && _rest[end] == '"');
        }
        _rest = _rest[Behind(end, ',')..];
    }

    private readonly int Behind(int from, char letter) => _rest[from..].IndexOf(letter) is var at && at < 0 ? _rest.Length : from + at + 1;
}
