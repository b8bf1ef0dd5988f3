using System.Globalization;
using System.Text;
using Lintel.Model.Scalars;

namespace Lintel.Expressions.Syntax;

/// <summary>Cuts text into tokens. What is none is reported once, and ends the expression.</summary>
internal sealed class Lexer(string source, List<ExpressionError> errors)
{
    private static readonly string[] Symbols =
        ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", ".", "?", ":"];

    private int _at;

    public Token Next()
    {
        while (_at < source.Length && source[_at] is ' ' or '\t' or '\r' or '\n') _at++;
        if (_at == source.Length) return new Token(TokenKind.End, _at, 0, "");
        var first = source[_at];
        if (char.IsAsciiLetter(first) || first == '_') return Name();
        if (char.IsAsciiDigit(first)) return Number();
        return first is '\'' or '"' ? Text(first) : Symbol();
    }

    private Token Name()
    {
        var start = _at;
        while (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_')) _at++;
        return new Token(TokenKind.Name, start, _at - start, source[start.._at]);
    }

    private Token Number()
    {
        var start = _at;
        Digits();
        if (_at + 1 < source.Length && source[_at] == '.' && char.IsAsciiDigit(source[_at + 1]))
        {
            _at++;
            Digits();
        }
        if (_at < source.Length && source[_at] is 'e' or 'E')
        {
            _at++;
            if (_at < source.Length && source[_at] is '+' or '-') _at++;
            Digits();
        }
        var text = source[start.._at];
        if (_at < source.Length && (char.IsAsciiLetterOrDigit(source[_at]) || source[_at] == '_') || !DecimalText.TryParse(text, stackalloc char[64], out _))
        {
            while (_at < source.Length && char.IsAsciiLetterOrDigit(source[_at])) _at++;
            return Wrong(start, "This is no number.", "write it with digits, such as 12, 0.5 or 1e9");
        }
        return new Token(TokenKind.Number, start, _at - start, text);
    }

    private void Digits()
    {
        while (_at < source.Length && char.IsAsciiDigit(source[_at])) _at++;
    }

    private Token Text(char quote)
    {
        var start = _at++;
        var text = new StringBuilder();
        while (_at < source.Length && source[_at] != quote)
        {
            if (source[_at] != '\\') text.Append(source[_at++]);
            else if (!Escape(text)) return Wrong(start, "This escape is not known.", @"there are \\ \' \"" \n \r \t and \uXXXX");
        }
        if (_at == source.Length) return Wrong(start, "This text has no end.", $"close it with {quote}");
        _at++;
        var content = text.ToString();
        return TextScalar.IsStorable(content)
            ? new Token(TokenKind.Text, start, _at - start, content)
            : Wrong(start, "Text can't have NUL or half a character.", "remove it");
    }

    private bool Escape(StringBuilder text)
    {
        if (_at + 1 >= source.Length) return false;
        var letter = source[_at + 1];
        if (letter == 'u')
        {
            if (_at + 6 > source.Length || !ushort.TryParse(source.AsSpan(_at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)) return false;
            text.Append((char)unit);
            _at += 6;
            return true;
        }
        var place = "\\'\"nrt/".IndexOf(letter, StringComparison.Ordinal);
        if (place < 0) return false;
        text.Append("\\'\"\n\r\t/"[place]);
        _at += 2;
        return true;
    }

    private Token Symbol()
    {
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(source, _at, symbol, 0, symbol.Length) != 0) continue;
            // <> is SQL's, and would be two symbols here.
            if (symbol == "<" && _at + 1 < source.Length && source[_at + 1] == '>') return Wrong(_at, "'<>' is no operator.", "did you mean '!='?", 2);
            _at += symbol.Length;
            return new Token(TokenKind.Symbol, _at - symbol.Length, symbol.Length, symbol);
        }
        return source[_at] switch
        {
            '=' => Wrong(_at, "'=' is no operator.", "did you mean '=='?", 1),
            '&' => Wrong(_at, "'&' is no operator.", "did you mean '&&' or 'and'?", 1),
            '|' => Wrong(_at, "'|' is no operator.", "did you mean '||' or 'or'?", 1),
            _ => Wrong(_at, "An expression can't have this character here.", "text stands in quotes", char.IsHighSurrogate(source[_at]) ? 2 : 1),
        };
    }

    private Token Wrong(int start, string message, string hint, int length = 0)
    {
        length = Math.Min(length == 0 ? _at - start : length, source.Length - start);
        errors.Add(new ExpressionError(start, length, message, hint));
        _at = source.Length;
        return new Token(TokenKind.Wrong, start, length, "");
    }
}
