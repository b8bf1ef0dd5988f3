using Lintel.Contract.Yaml;

namespace Lintel.Adoption.Merging;

/// <summary>Changes the text of one file of a contract by lines and places, so that all that is not meant stays as it is.</summary>
internal sealed class TextEdits
{
    private readonly string _text;
    private readonly string[] _lines;
    private readonly SortedDictionary<int, List<string>> _inserted = [];
    private readonly SortedDictionary<int, string> _inline = [];
    private readonly HashSet<int> _commented = [];
    private readonly List<(int Start, int Length, string By)> _replaced = [];

    public TextEdits(string text) => (_text, _lines) = (text, text.Split('\n'));

    /// <summary>Whether anything changes.</summary>
    public bool Any => _inserted.Count + _inline.Count + _commented.Count + _replaced.Count > 0;

    /// <summary>Puts other text in a place.</summary>
    public void Replace(Place place, string by) => _replaced.Add((place.Start, place.Length, by));

    /// <summary>Puts a # before each line of an entry, which is a mapping's or a list's.</summary>
    /// <returns>False where the entry shares its line with others, between brackets.</returns>
    public bool Comment(Place key)
    {
        var (line, column) = Locate(key.Start);
        var begin = _lines[line][..column].TrimStart();
        if (begin.Length > 0 && begin.Trim() != "-")
            return false;
        for (var at = line; at <= LastLine(line, Indent(line)); at++)
        {
            if (!_lines[at].TrimStart().StartsWith('#') && _lines[at].Trim().Length > 0)
                _commented.Add(at);
        }

        return true;
    }

    /// <summary>Writes lines behind an entry of a mapping, as deep as it stands; within brackets behind it, with a comma.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="lines">The lines, the first of them without blanks before it.</param>
    public void AddBehind(Place key, IReadOnlyList<string> lines)
    {
        var (line, column) = Locate(key.Start);
        if (_lines[line][..column].Trim().Length > 0)
        {
            _inline[EndOfFlow(key.Start)] = (_inline.GetValueOrDefault(EndOfFlow(key.Start)) ?? "") + ", " + string.Join(' ', lines);
            return;
        }

        var last = LastLine(line, Indent(line));
        if (!_inserted.TryGetValue(last, out var list))
            _inserted.Add(last, list = []);
        list.AddRange(lines.Select(added => added.Length == 0 ? "" : new string(' ', column) + added));
    }

    /// <summary>Whether the lines of an entry have a comment that begins with a text.</summary>
    public bool IsCommentedOut(Place key, Func<string, bool> isIt)
    {
        var (line, _) = Locate(key.Start);
        return _lines[line..(LastLine(line, Indent(line)) + 1)].Any(text => text.TrimStart() is ['#', .. var comment] && isIt(comment.TrimStart('#', ' ')));
    }

    /// <summary>Whether any comment of the file is so.</summary>
    public bool IsCommentedOut(Func<string, bool> isIt) => _lines.Any(text => text.TrimStart() is ['#', .. var comment] && isIt(comment.TrimStart('#', ' ')));

    /// <summary>The text with all changes.</summary>
    public string Apply()
    {
        // From behind, so that places before stay where they are.
        var text = _text;
        foreach (var (start, length, by) in _replaced.Concat(_inline.Select(pair => (Start: pair.Key, Length: 0, By: pair.Value))).OrderByDescending(edit => edit.Start))
            text = text[..start] + by + text[(start + length)..];
        var lines = text.Split('\n');
        var changed = new List<string>(lines.Length);
        for (var at = 0; at < lines.Length; at++)
        {
            var indent = lines[at].Length - lines[at].TrimStart().Length;
            changed.Add(_commented.Contains(at) ? $"{lines[at][..indent]}# {lines[at][indent..]}" : lines[at]);
            if (_inserted.TryGetValue(at, out var added))
                changed.AddRange(added.Select(line => lines[at].EndsWith('\r') ? line + "\r" : line));
        }

        return string.Join('\n', changed);
    }

    private (int Line, int Column) Locate(int index)
    {
        var (line, start) = (0, 0);
        while (start + _lines[line].Length < index)
            start += _lines[line++].Length + 1;
        return (line, index - start);
    }

    private int Indent(int line) => _lines[line].Length - _lines[line].TrimStart().Length;

    // The last line that stands deeper; blank lines and comments behind it belong to what follows.
    private int LastLine(int line, int indent)
    {
        var last = line;
        for (var at = line + 1; at < _lines.Length; at++)
        {
            var trimmed = _lines[at].Trim();
            if (trimmed.Length == 0)
                continue;
            if (Indent(at) <= indent)
                break;
            last = at;
        }

        return last;
    }

    private int EndOfFlow(int start)
    {
        var (depth, quote) = (0, '\0');
        for (var at = start; at < _text.Length; at++)
        {
            var sign = _text[at];
            if (quote != '\0')
                quote = sign == quote ? '\0' : quote;
            else if (sign is '"' or '\'' && (_text[at - 1] is ' ' or ',' or '[' or '{' or ':'))
                quote = sign;
            else if (sign is '{' or '[' or '(')
                depth++;
            else if (sign is '}' or ']' or ')' && depth-- == 0)
                return _text[..at].TrimEnd().Length;
        }

        return _text.Length;
    }
}
