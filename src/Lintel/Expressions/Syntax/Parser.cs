using System.Globalization;

namespace Lintel.Expressions.Syntax;

/// <summary>
/// Reads an expression by precedence. It ends at the first mistake: what follows would only be guessed. Each level of recursion is counted
/// before it begins, so that no text can exhaust the stack.
/// </summary>
internal sealed class Parser
{
    private readonly ExpressionLimits _limits;
    private readonly List<ExpressionError> _errors;
    private readonly Lexer _lexer;
    private Token _token;
    private int _depth;
    private int _nodes;
    private bool _inList;

    private Parser(string text, ExpressionLimits limits, List<ExpressionError> errors)
    {
        _limits = limits;
        _errors = errors;
        _lexer = new Lexer(text, errors);
        _token = _lexer.Next();
    }

    /// <summary>The expression, or null after an error was added.</summary>
    public static SyntaxNode? Parse(string text, ExpressionLimits limits, List<ExpressionError> errors)
    {
        if (text.Length > limits.Length)
        {
            errors.Add(new ExpressionError(limits.Length, text.Length - limits.Length,
                string.Create(CultureInfo.InvariantCulture, $"An expression may have at most {limits.Length} characters."), "say it in fewer words"));
            return null;
        }
        var parser = new Parser(text, limits, errors);
        if (parser.Conditional() is not { } node) return null;
        return parser._token.Kind == TokenKind.End ? node : parser.Unexpected("the end");
    }

    private SyntaxNode? Conditional()
    {
        if (_depth == _limits.Depth) return TooDeep(_token.Offset, _token.Length);
        _depth++;
        var node = Binary(Precedence.Or);
        if (node is not null && _token.Is("?"))
        {
            Take();
            node = Conditional() is { } then && Expect(":") && Conditional() is { } other ? Count(new ConditionalSyntax(node, then, other)) : null;
        }
        _depth--;
        return node;
    }

    private SyntaxNode? Binary(int level)
    {
        var left = Unary();
        while (left is not null && Precedence.Of(_token) is var (kind, its) && its >= level)
        {
            if (kind is null)
            {
                left = Chain(left, its);
                continue;
            }
            var at = Take();
            if (Binary(its + 1) is not { } right) return null;
            left = Count(new BinarySyntax(kind.Value, at.Offset, at.Length, left, right));
        }
        return left;
    }

    private SyntaxNode? Chain(SyntaxNode first, int level)
    {
        var parts = new List<SyntaxNode> { first };
        var depth = first.Depth;
        while (Precedence.Of(_token) is (null, var its) && its == level)
        {
            Take();
            if (Binary(level + 1) is not { } part) return null;
            parts.Add(part);
            depth = Math.Max(depth, part.Depth);
        }
        return Count(new ChainSyntax(level == Precedence.Or, parts, depth + 1));
    }

    private SyntaxNode? Unary()
    {
        if (_depth == _limits.Depth) return TooDeep(_token.Offset, _token.Length);
        _depth++;
        var node = UnaryOrPrimary();
        _depth--;
        return node;
    }

    private SyntaxNode? UnaryOrPrimary()
    {
        var at = _token;
        if (at.IsWord("not") || at.Is("!"))
        {
            Take();
            // 'not a == b' is not (a == b), as people read it; '!' binds like a sign, as in CEL.
            return (at.Is("!") ? Unary() : Binary(Precedence.Not + 1)) is { } operand ? Count(new NotSyntax(operand, at.Offset, operand.End - at.Offset)) : null;
        }
        if (!at.Is("-")) return Postfix();
        Take();
        if (_token.Kind == TokenKind.Number && _token.Offset == at.Offset + 1)
        {
            var number = Take();
            return Count(new LiteralSyntax(LiteralKind.Number, "-" + number.Text, at.Offset, number.Length + 1));
        }
        return Unary() is { } negated ? Count(new NegateSyntax(negated, at.Offset, negated.End - at.Offset)) : null;
    }

    private SyntaxNode? Postfix()
    {
        var node = Primary();
        while (node is not null && _token.Is("."))
        {
            Take();
            if (_token.Kind != TokenKind.Name) return Unexpected("a name");
            var name = Take();
            node = _token.Is("(")
                ? Call(node, name)
                : Count(new MemberSyntax(node, name.Text, node.Offset, name.Offset + name.Length - node.Offset));
        }
        return node;
    }

    private SyntaxNode? Primary()
    {
        var at = _token;
        switch (at.Kind)
        {
            case TokenKind.Number: return Literal(LiteralKind.Number);
            case TokenKind.Text: return Literal(LiteralKind.Text);
            case TokenKind.Name when at.Text is "and" or "or" or "in": return Unexpected("a value");
            case TokenKind.Name:
                if (at.Text is "null") return Literal(LiteralKind.Null);
                if (at.Text is "true") return Literal(LiteralKind.True);
                if (at.Text is "false") return Literal(LiteralKind.False);
                Take();
                return _token.Is("(") ? Call(null, at) : Count(new NameSyntax(at.Text, at.Offset, at.Length));
            case TokenKind.Symbol when at.Is("("):
                Take();
                return Conditional() is { } inner && Expect(")") ? inner : null;
            case TokenKind.Symbol when at.Is("["): return List();
            case TokenKind.Symbol or TokenKind.End or TokenKind.Wrong: return Unexpected("a value");
            default: return Unexpected("a value");
        }
    }

    private SyntaxNode? Call(SyntaxNode? target, Token name)
    {
        Take();
        var (items, end) = Items(")");
        if (items is null) return null;
        var depth = target?.Depth ?? 0;
        foreach (var item in items) depth = Math.Max(depth, item.Depth);
        var start = target?.Offset ?? name.Offset;
        return Count(new CallSyntax(target, name.Text, name.Offset, items, start, end - start, depth + 1));
    }

    private SyntaxNode? List()
    {
        var start = Take();
        var outer = _inList;
        _inList = true;
        var (items, end) = Items("]");
        _inList = outer;
        if (items is null) return null;
        if (items.Count <= _limits.Items) return Count(new ListSyntax(items, start.Offset, end - start.Offset, 2));
        return Fail(start.Offset, end - start.Offset, string.Create(CultureInfo.InvariantCulture, $"A list may have at most {_limits.Items} items."), "use several lists, or ask in another way");
    }

    private (List<SyntaxNode>? Items, int End) Items(string close)
    {
        var items = new List<SyntaxNode>();
        while (!_token.Is(close))
        {
            if (items.Count > 0 && !Expect(",")) return (null, 0);
            if (Conditional() is not { } item) return (null, 0);
            items.Add(item);
            if (!_token.Is(close) && !_token.Is(","))
            {
                Unexpected($"',' or '{close}'");
                return (null, 0);
            }
        }
        var last = Take();
        return (items, last.Offset + last.Length);
    }

    private SyntaxNode? Literal(LiteralKind kind)
    {
        var token = Take();
        return Count(new LiteralSyntax(kind, token.Text, token.Offset, token.Length));
    }

    private SyntaxNode? Count(SyntaxNode node)
    {
        if (node.Depth > _limits.Depth) return TooDeep(node.Offset, node.Length);
        if (_inList && node is LiteralSyntax || ++_nodes <= _limits.Nodes) return node;
        return Fail(node.Offset, node.Length,
            string.Create(CultureInfo.InvariantCulture, $"An expression may have at most {_limits.Nodes} names, literals and operators."), "say it in fewer words");
    }

    private Token Take()
    {
        var token = _token;
        _token = _lexer.Next();
        return token;
    }

    private bool Expect(string symbol)
    {
        if (!_token.Is(symbol))
        {
            Unexpected($"'{symbol}'");
            return false;
        }
        Take();
        return true;
    }

    private SyntaxNode? TooDeep(int offset, int length) => Fail(offset, length,
        string.Create(CultureInfo.InvariantCulture, $"An expression may be nested at most {_limits.Depth} deep."), "remove parentheses, or split it");

    private SyntaxNode? Unexpected(string expected)
    {
        if (_token.Kind == TokenKind.Wrong) return null;
        var found = _token.Kind switch { TokenKind.End => "the end", TokenKind.Text => "a text", _ => $"'{Wording.Short(_token.Text)}'" };
        return Fail(_token.Offset, _token.Length, $"Here stands {found}, where {expected} should.", Meant());
    }

    private string? Meant()
    {
        if (_token.Kind != TokenKind.Name) return null;
        return _token.Text.ToUpperInvariant() switch
        {
            "AND" or "OR" or "NOT" or "IN" => $"did you mean '{_token.Text.ToLowerInvariant()}'?",
            "IS" => "did you mean '=='?",
            "LIKE" => "use contains, startsWith, endsWith or matches",
            "BETWEEN" => "write 'a <= x and x <= b'",
            _ => null,
        };
    }

    private SyntaxNode? Fail(int offset, int length, string message, string? hint)
    {
        _errors.Add(new ExpressionError(offset, length, message, hint));
        return null;
    }
}
