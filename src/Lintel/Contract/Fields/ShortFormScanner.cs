using Lintel.Contract.Yaml;

namespace Lintel.Contract.Fields;

/// <summary>Takes words, signs and literals from the text of a short form, each with its place.</summary>
internal sealed class ShortFormScanner(ScalarNode node)
{
    private readonly string _text = node.Text;
    private int _at;

    /// <summary>Whether only blanks are left.</summary>
    public bool AtEnd
    {
        get
        {
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
                _at++;
            return _at == _text.Length;
        }
    }

    /// <summary>The place of the whole.</summary>
    public Place Whole => node.Place;

    /// <summary>The text and place of what comes next, up to a blank.</summary>
    public (string Text, Place Place) Rest()
    {
        if (AtEnd)
            return ("", node.PlaceOf(_text.Length, 0));
        var length = 1;
        while (_at + length < _text.Length && !char.IsWhiteSpace(_text[_at + length]))
            length++;
        return (_text.Substring(_at, length), node.PlaceOf(_at, length));
    }

    /// <summary>Takes that sign if it comes next.</summary>
    public bool TakeSign(string sign)
    {
        if (AtEnd || string.CompareOrdinal(_text, _at, sign, 0, sign.Length) != 0)
            return false;
        _at += sign.Length;
        return true;
    }

    /// <summary>Takes a word of letters, digits, <c>_</c> and <c>-</c> that begins with a letter; null: none comes next.</summary>
    public Located<string>? TakeWord()
    {
        if (AtEnd || !char.IsAsciiLetter(_text[_at]))
            return null;
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-'))
            _at++;
        return new(_text[start.._at], node.PlaceOf(start, _at - start));
    }

    /// <summary>Takes all up to the parenthesis that closes, and that too; parentheses within are in pairs, and quoted ones count for nothing. Null: none closes.</summary>
    public Located<string>? TakeUntilClosed()
    {
        var (start, depth, quoted) = (_at, 0, false);
        for (var at = start; at < _text.Length; at++)
        {
            if (_text[at] == '"')
                quoted = !quoted;
            else if (!quoted && _text[at] == '(')
                depth++;
            else if (!quoted && _text[at] == ')' && depth-- == 0)
            {
                _at = at + 1;
                return new(_text[start..at].Trim(), node.PlaceOf(start, at - start));
            }
        }

        return null;
    }

    /// <summary>Takes digits as a number; null: none comes next, or it is too large.</summary>
    public Located<int>? TakeNumber()
    {
        if (AtEnd)
            return null;
        var start = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
            _at++;
        if (int.TryParse(_text.AsSpan(start, _at - start), System.Globalization.NumberStyles.None, null, out var value))
            return new(value, node.PlaceOf(start, _at - start));
        _at = start;
        return null;
    }

    /// <summary>Takes a literal: quoted, a list in brackets, or up to the next blank. Null: a quote or bracket is not closed, or nothing comes next.</summary>
    /// <param name="inBound">Whether another comparison or the default may follow without a blank.</param>
    public Literal? TakeLiteral(bool inBound = false) => AtEnd ? null : _text[_at] switch
    {
        '\'' or '"' => TakeQuoted(),
        '[' => TakeList(),
        _ => TakeBare(inBound ? "<>=" : ""),
    };

    private Literal? TakeQuoted()
    {
        var (start, quote) = (_at, _text[_at]);
        var value = new System.Text.StringBuilder();
        for (var i = start + 1; i < _text.Length; i++)
        {
            if (_text[i] != quote)
            {
                value.Append(_text[i]);
            }
            else if (i + 1 < _text.Length && _text[i + 1] == quote)
            {
                value.Append(quote);
                i++;
            }
            else
            {
                _at = i + 1;
                return new Literal(value.ToString(), node.PlaceOf(start, _at - start), true, null);
            }
        }

        return null;
    }

    private Literal? TakeList()
    {
        var start = _at++;
        var items = new List<Literal>();
        while (!TakeSign("]"))
        {
            if (items.Count > 0 && !TakeSign(","))
                return null;
            if (AtEnd || (_text[_at] is '\'' or '"' ? TakeQuoted() : TakeBare(",]")) is not { } item)
                return null;
            items.Add(item);
        }

        return new Literal(_text[start.._at], node.PlaceOf(start, _at - start), false, items);
    }

    private Literal? TakeBare(string ends)
    {
        var start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && !ends.Contains(_text[_at], StringComparison.Ordinal))
            _at++;
        return _at == start ? null : new Literal(_text[start.._at], node.PlaceOf(start, _at - start), false, null);
    }
}
