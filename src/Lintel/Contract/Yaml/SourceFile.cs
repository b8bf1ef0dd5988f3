namespace Lintel.Contract.Yaml;

/// <summary>One file of a contract, as it was read.</summary>
internal sealed class SourceFile
{
    private readonly List<int> _lineStarts = [0];

    public SourceFile(string path, int order, string text)
    {
        Path = path;
        Order = order;
        Text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                _lineStarts.Add(i + 1);
        }
    }

    /// <summary>The path, as shown to the user.</summary>
    public string Path { get; }

    /// <summary>The place among the contract's files.</summary>
    public int Order { get; }

    /// <summary>All of the text.</summary>
    public string Text { get; }

    /// <summary>Line and column of an index, both starting at 1.</summary>
    public (int Line, int Column) Locate(int index)
    {
        var line = _lineStarts.BinarySearch(index);
        if (line < 0)
            line = ~line - 1;
        return (line + 1, index - _lineStarts[line] + 1);
    }

    /// <summary>The text of a line, without its end.</summary>
    public string LineText(int line) => Text[_lineStarts[line - 1]..LineEnd(_lineStarts[line - 1])];

    /// <summary>The index at which the line of an index ends.</summary>
    public int LineEnd(int index)
    {
        var length = Text.AsSpan(index).IndexOfAny('\r', '\n');
        return length < 0 ? Text.Length : index + length;
    }
}

/// <summary>A stretch of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Start">The index of its first UTF-16 code unit.</param>
/// <param name="Length">Its length in UTF-16 code units.</param>
internal readonly record struct Place(SourceFile File, int Start, int Length)
{
    /// <summary>The text that stands there.</summary>
    public string Text => File.Text.Substring(Start, Length);
}

/// <summary>A value with the place where the contract gives it.</summary>
internal sealed record Located<T>(T Value, Place Place);
