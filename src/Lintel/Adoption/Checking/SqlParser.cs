namespace Lintel.Adoption.Checking;

/// <summary>Reads the expression of a check, as PostgreSQL and SQLite write it. What it does not know it refuses.</summary>
internal sealed class SqlParser
{
    private const int MaxDepth = 60;

    private static readonly string[] Comparisons = ["=", "<>", "!=", "<", "<=", ">", ">=", "~", "!~", "~~", "!~~", "~*", "!~*", "~~*", "!~~*", "=="];

    private readonly IReadOnlyList<SqlToken> _tokens;
    private int _at;
    private int _depth;

    private SqlParser(IReadOnlyList<SqlToken> tokens) => _tokens = tokens;

    /// <summary>The tree of an expression; null: it says something that is not understood.</summary>
    public static SqlNode? Parse(string text)
    {
        if (text.Length > 10_000 || SqlToken.Read(text) is not { } tokens)
            return null;
        var parser = new SqlParser(tokens);
        try
        {
            if (parser.IsWord("check"))
                parser._at++;
            var node = parser.Or();
            return parser.Next.Kind == SqlTokenKind.End ? node : null;
        }
        catch (UnknownSqlException)
        {
            return null;
        }
    }

    private SqlToken Next => _tokens[_at];

    private SqlNode Or() => Chain("or", And);

    private SqlNode And() => Chain("and", Not);

    private SqlNode Chain(string word, Func<SqlNode> part)
    {
        var terms = new List<SqlNode> { part() };
        while (Take(word))
            terms.Add(part());
        return terms.Count == 1 ? terms[0] : new SqlJunction(word == "and", terms);
    }

    private SqlNode Not()
    {
        if (!Take("not"))
            return Is();
        Enter();
        var operand = Not();
        _depth--;
        return new SqlNot(operand);
    }

    private SqlNode Is()
    {
        var node = Comparison();
        while (Take("is"))
        {
            var not = Take("not");
            var word = Next.Kind == SqlTokenKind.Word ? Next.Text : throw new UnknownSqlException();
            _at++;
            SqlNode test = word switch
            {
                "null" => new SqlIsNull(node),
                "true" => new SqlCall("is true", [node]),
                "false" => new SqlCall("is true", [new SqlNot(node)]),
                _ => throw new UnknownSqlException(),
            };
            node = not ? new SqlNot(test) : test;
        }

        return node;
    }

    private SqlNode Comparison()
    {
        var left = Sum();
        var not = IsWord("not") && _tokens[_at + 1] is { Kind: SqlTokenKind.Word, Text: "in" or "between" or "like" };
        if (not)
            _at++;
        if (Take("in"))
            return Negated(not, new SqlBinary("in", left, List("(", ")")));
        if (Take("between"))
        {
            var low = Sum();
            if (!Take("and"))
                throw new UnknownSqlException();
            return Negated(not, new SqlJunction(true, [new SqlBinary(">=", left, low), new SqlBinary("<=", left, Sum())]));
        }

        if (Take("like"))
            return Negated(not, new SqlBinary("like", left, Sum()));
        if (Next.Kind != SqlTokenKind.Sign || !Comparisons.Contains(Next.Text))
            return left;
        var sign = Next.Text switch { "!=" => "<>", "==" => "=", var known => known };
        _at++;
        if ((IsWord("any") || IsWord("all")) && _tokens[_at + 1].Text == "(")
        {
            var all = Next.Text == "all";
            _at += 2;
            var list = Sum();
            Expect(")");
            if (Uncast(list) is not SqlList items || sign != (all ? "<>" : "="))
                throw new UnknownSqlException();
            return Negated(all, new SqlBinary("in", left, items));
        }

        return new SqlBinary(sign, left, Sum());
    }

    private SqlNode Sum() => Calculation(["+", "-"], () => Calculation(["*", "/", "%"], Unary));

    private SqlNode Calculation(string[] signs, Func<SqlNode> part)
    {
        var left = part();
        while (Next.Kind == SqlTokenKind.Sign && signs.Contains(Next.Text))
        {
            var sign = Next.Text;
            _at++;
            left = new SqlBinary(sign, left, part());
        }

        return left;
    }

    private SqlNode Unary()
    {
        if (Next is { Kind: SqlTokenKind.Sign, Text: "-" })
        {
            _at++;
            return Uncast(Cast()) is SqlLiteral { Kind: SqlLiteralKind.Number } number ? number with { Value = "-" + number.Value } : throw new UnknownSqlException();
        }

        return Cast();
    }

    private SqlNode Cast()
    {
        var node = Primary();
        while (TakeSign("::"))
            node = new SqlCast(node, TypeName());
        return node;
    }

    private string TypeName()
    {
        if (Next.Kind is not (SqlTokenKind.Word or SqlTokenKind.Quoted))
            throw new UnknownSqlException();
        var name = Next.Text;
        _at++;
        while (TakeSign("."))
        {
            name = Next.Text;
            _at++;
        }

        while (Next is { Kind: SqlTokenKind.Word, Text: "varying" or "precision" or "without" or "with" or "time" or "zone" })
        {
            name += " " + Next.Text;
            _at++;
        }

        if (TakeSign("("))
        {
            while (!TakeSign(")"))
                _at += Next.Kind == SqlTokenKind.End ? throw new UnknownSqlException() : 1;
        }

        while (TakeSign("["))
        {
            Expect("]");
            name += "[]";
        }

        return name;
    }

    private SqlNode Primary()
    {
        var token = Next;
        _at++;
        switch (token.Kind)
        {
            case SqlTokenKind.Text: return new SqlLiteral(token.Text, SqlLiteralKind.Text);
            case SqlTokenKind.Number: return new SqlLiteral(token.Text, SqlLiteralKind.Number);
            case SqlTokenKind.Quoted: return Column(token.Text);
            case SqlTokenKind.Sign when token.Text == "(":
                Enter();
                var inner = Or();
                _depth--;
                Expect(")");
                return inner;
            case SqlTokenKind.Word when token.Text is "true" or "false": return new SqlLiteral(token.Text, SqlLiteralKind.Truth);
            case SqlTokenKind.Word when token.Text == "null": return new SqlLiteral("null", SqlLiteralKind.Null);
            case SqlTokenKind.Word when token.Text == "array" && Next.Text == "[": return List("[", "]");
            case SqlTokenKind.Word when token.Text == "cast" && Next.Text == "(":
                Expect("(");
                var operand = Or();
                if (!Take("as"))
                    throw new UnknownSqlException();
                var type = TypeName();
                Expect(")");
                return new SqlCast(operand, type);
            case SqlTokenKind.Word when token.Text is "case" or "select" or "exists" or "interval" or "row": throw new UnknownSqlException();
            case SqlTokenKind.Word when Next is { Kind: SqlTokenKind.Sign, Text: "(" }: return new SqlCall(token.Text, List("(", ")").Items);
            case SqlTokenKind.Word: return Column(token.Text);
            default: throw new UnknownSqlException();
        }
    }

    private SqlColumn Column(string name) => Next is { Kind: SqlTokenKind.Sign, Text: "." } ? throw new UnknownSqlException() : new SqlColumn(name);

    private SqlList List(string open, string close)
    {
        Expect(open);
        Enter();
        var items = new List<SqlNode>();
        while (!TakeSign(close))
        {
            if (items.Count > 0)
                Expect(",");
            items.Add(Or());
        }

        _depth--;
        return new SqlList(items);
    }

    private static SqlNode Negated(bool not, SqlNode node) => not ? new SqlNot(node) : node;

    /// <summary>A value without the types that it is taken as.</summary>
    public static SqlNode Uncast(SqlNode node) => node is SqlCast cast ? Uncast(cast.Operand) : node;

    private bool IsWord(string word) => Next.Kind == SqlTokenKind.Word && Next.Text == word;

    private bool Take(string word)
    {
        if (!IsWord(word))
            return false;
        _at++;
        return true;
    }

    private bool TakeSign(string sign)
    {
        if (Next.Kind != SqlTokenKind.Sign || Next.Text != sign)
            return false;
        _at++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!TakeSign(sign))
            throw new UnknownSqlException();
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
            throw new UnknownSqlException();
    }

    private sealed class UnknownSqlException : Exception;
}
