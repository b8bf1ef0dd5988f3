using System.Globalization;

namespace Lintel.Adoption.Checking;

/// <summary>What is to be known of a column to translate what is said of it.</summary>
/// <param name="Name">What its field is called.</param>
/// <param name="Type">The field's type, in short form.</param>
/// <param name="Nullable">Whether it may be null.</param>
internal sealed record CheckedColumn(string Name, string Type, bool Nullable)
{
    public bool IsText => Type.StartsWith("string", StringComparison.Ordinal) || Type == "text";

    public bool IsNumber => Type is "int" or "long" or "double" || Type.StartsWith("decimal", StringComparison.Ordinal);

    public bool IsTime => Type is "date" or "time" or "datetime" or "timestamp";

    public bool IsTold => IsText || IsNumber || IsTime || Type is "bool" or "enum" or "uuid";
}

/// <summary>
/// Says a check in the expression language. A check lets pass what is unknown, and SQL is unknown where an operand is null; expressions are true or false. So each
/// condition has two translations: that it is true, and that it is not false; <c>not</c> goes from one to the other.
/// </summary>
internal sealed class CheckTranslator(Func<string, CheckedColumn?> find)
{
    /// <summary>The rule that holds where the check does not fail; null: the language has no words for it.</summary>
    public string? Translate(SqlNode check) => NotFalse(check)?.Text;

    private Said? True(SqlNode node) => node switch
    {
        SqlJunction junction => Joined(junction, True),
        SqlNot not => Opposite(NotFalse(not.Operand)),
        SqlIsNull { Operand: var operand } => Column(operand) is { } column ? new Said($"{column.Name} == null", Binding.Comparison) : null,
        SqlCall { Name: "is true" } call => True(call.Arguments[0]),
        SqlBinary binary => Comparison(binary, isTrue: true),
        _ => Column(node) is { Type: "bool" } column ? new Said(column.Name, Binding.Value) : null,
    };

    private Said? NotFalse(SqlNode node) => node switch
    {
        SqlJunction junction => Joined(junction, NotFalse),
        SqlNot not => Opposite(True(not.Operand)),
        SqlIsNull => True(node),
        SqlCall { Name: "is true" } call => True(call.Arguments[0]),
        SqlBinary binary => Comparison(binary, isTrue: false),
        _ => Column(node) is { Type: "bool" } column ? column.Nullable ? new Said($"{column.Name} != false", Binding.Comparison) : new Said(column.Name, Binding.Value) : null,
    };

    private static Said? Joined(SqlJunction junction, Func<SqlNode, Said?> part)
    {
        var (word, binding) = junction.IsAnd ? (" and ", Binding.And) : (" or ", Binding.Or);
        var terms = new List<string>();
        foreach (var term in junction.Terms)
        {
            if (part(term) is not { } said)
                return null;
            terms.AddRange(said.Binding == binding ? said.Terms : [said.Within(binding)]);
        }

        string[] distinct = [.. terms.Distinct(StringComparer.Ordinal)];
        return new Said(string.Join(word, distinct), distinct.Length == 1 ? Binding.Comparison : binding) { Terms = distinct };
    }

    private static Said? Opposite(Said? said) => said is null ? null
        : said.Text.EndsWith(" == null", StringComparison.Ordinal) && said.Binding == Binding.Comparison ? new Said(said.Text.Replace(" == null", " != null", StringComparison.Ordinal), Binding.Comparison)
        : new Said($"not {said.Within(Binding.Not)}", Binding.Not);

    private Said? Comparison(SqlBinary binary, bool isTrue)
    {
        var (left, right) = (SqlParser.Uncast(binary.Left), SqlParser.Uncast(binary.Right));
        // A literal stands behind.
        if (left is SqlLiteral && right is not (SqlLiteral or SqlList) && Mirrored(binary.Operator) is { } mirrored)
            return Comparison(new SqlBinary(mirrored, binary.Right, binary.Left), isTrue);
        if (Core(binary) is not { } core)
            return null;
        string[] nulls = [.. Columns(left).Concat(Columns(right)).Where(column => column.Nullable).Select(column => column.Name).Distinct(StringComparer.Ordinal)];
        if (nulls.Length == 0)
            return core;
        if (!isTrue)
        {
            string[] terms = [.. nulls.Select(name => $"{name} == null"), core.Within(Binding.Or)];
            return new Said(string.Join(" or ", terms), Binding.Or) { Terms = terms };
        }

        // Only != and == take null for a value; all else is false with it.
        if (binary.Operator is not ("=" or "<>") || (binary.Operator == "=" && right is SqlLiteral))
            return core;
        string[] all = [.. nulls.Select(name => $"{name} != null"), core.Within(Binding.And)];
        return new Said(string.Join(" and ", all), Binding.And) { Terms = all };
    }

    private Said? Core(SqlBinary binary)
    {
        var (left, right) = (binary.Left, binary.Right);
        var column = Column(left);
        var literal = SqlParser.Uncast(right) as SqlLiteral;
        switch (binary.Operator)
        {
            case "=" or "<>" or "<" or "<=" or ">" or ">=":
                if (Value(left) is not { } one || Value(right, column) is not { } other || (binary.Operator is not ("=" or "<>") && !(IsOrdered(left) && (literal is not null || IsOrdered(right)))))
                    return null;
                var sign = binary.Operator switch { "=" => "==", "<>" => "!=", var same => same };
                return new Said($"{one} {sign} {other}", Binding.Comparison);
            case "in" when column is { } of && SqlParser.Uncast(right) is SqlList list:
                string?[] items = [.. list.Items.Select(item => SqlParser.Uncast(item) is SqlLiteral ? Value(item, of) : null)];
                return items.Length == 0 || items.Any(item => item is null) ? null : new Said($"{of.Name} in [{string.Join(", ", items)}]", Binding.Comparison);
            case "~~" or "!~~" when column is { IsText: true } && literal is { Kind: SqlLiteralKind.Text }:
                return Like(column, literal.Value) is { } like ? binary.Operator == "~~" ? like : Opposite(like) : null;
            case "~" or "!~" when column is { IsText: true } && literal is { Kind: SqlLiteralKind.Text } && IsSharedPattern(literal.Value):
                var matches = new Said($"{column.Name}.matches({Text(literal.Value)})", Binding.Value);
                return binary.Operator == "~" ? matches : Opposite(matches);
            default:
                return null;
        }
    }

    // How texts are ordered is for their collation to say, which the engine does not know.
    private bool IsOrdered(SqlNode node) => SqlParser.Uncast(node) switch
    {
        SqlColumn => Column(node) is { } column && (column.IsNumber || column.IsTime),
        SqlCall => true,
        SqlBinary => true,
        _ => false,
    };

    private string? Value(SqlNode node, CheckedColumn? beside = null)
    {
        switch (node)
        {
            case SqlCast cast when SqlParser.Uncast(cast) is SqlLiteral literal:
                return Value(literal, beside);
            case SqlCast cast:
                return IsHarmless(cast) ? Value(cast.Operand, beside) : null;
            case SqlColumn:
                return Column(node)?.Name;
            case SqlLiteral { Kind: SqlLiteralKind.Number or SqlLiteralKind.Truth } literal:
                return beside is { IsText: true } or { Type: "bool" } && literal.Kind == SqlLiteralKind.Number ? null : literal.Value;
            case SqlLiteral { Kind: SqlLiteralKind.Text } literal:
                return beside is null ? null : beside.IsNumber ? decimal.TryParse(literal.Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? literal.Value : null : Text(literal.Value);
            case SqlCall { Name: "length" or "char_length" or "character_length", Arguments: [var text] } when Column(text) is { IsText: true } column:
                return $"size({column.Name})";
            case SqlBinary { Operator: "+" or "-" or "*" } sum when IsNumeric(sum.Left) && IsNumeric(sum.Right) && Value(sum.Left) is { } left && Value(sum.Right) is { } right:
                return $"({left} {sum.Operator} {right})";
            default:
                return null;
        }
    }

    private bool IsNumeric(SqlNode node) => SqlParser.Uncast(node) switch
    {
        SqlLiteral { Kind: SqlLiteralKind.Number } => true,
        SqlColumn => Column(node) is { IsNumber: true },
        SqlBinary sum => IsNumeric(sum.Left) && IsNumeric(sum.Right),
        SqlCall => true,
        _ => false,
    };

    // Types that say the same of each of their values.
    private bool IsHarmless(SqlCast cast) => Column(cast.Operand) is { } column
        ? (column.IsText && cast.Type is "text" or "varchar" or "character varying" or "bpchar") || (column.IsNumber && cast.Type is "numeric" or "bigint" or "int8" or "integer")
        : cast.Type is "numeric" && IsNumeric(cast.Operand);

    private CheckedColumn? Column(SqlNode node) => node switch
    {
        SqlColumn column => find(column.Name),
        SqlCast { Type: "text" or "varchar" or "character varying" or "bpchar" } cast when Column(cast.Operand) is { } inner && (inner.IsText || inner.Type == "enum") => inner,
        _ => null,
    };

    private IEnumerable<CheckedColumn> Columns(SqlNode node) => SqlParser.Uncast(node) switch
    {
        SqlColumn column => find(column.Name) is { } found ? [found] : [],
        SqlBinary binary => Columns(binary.Left).Concat(Columns(binary.Right)),
        SqlCall call => call.Arguments.SelectMany(Columns),
        _ => [],
    };

    private static Said? Like(CheckedColumn column, string pattern)
    {
        var inner = pattern.Trim('%');
        if (inner.Length == 0 || inner.AsSpan().IndexOfAny("%_\\") >= 0 || pattern.Contains("%%", StringComparison.Ordinal))
            return null;
        var (begins, ends) = (!pattern.StartsWith('%'), !pattern.EndsWith('%'));
        return (begins, ends) switch
        {
            (true, true) => new Said($"{column.Name} == {Text(inner)}", Binding.Comparison),
            (true, false) => new Said($"{column.Name}.startsWith({Text(inner)})", Binding.Value),
            (false, true) => new Said($"{column.Name}.endsWith({Text(inner)})", Binding.Value),
            (false, false) => new Said($"{column.Name}.contains({Text(inner)})", Binding.Value),
        };
    }

    /// <summary>Whether a regular expression means the same here and there: classes by backslash go by a locale there.</summary>
    public static bool IsSharedPattern(string pattern)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\' && (++at == pattern.Length || char.IsAsciiLetterOrDigit(pattern[at])))
                return false;
            if (pattern[at] == '[' && at + 1 < pattern.Length && pattern[at + 1] is ':' or '.' or '=')
                return false;
            if (pattern[at] == '?' && at > 0 && pattern[at - 1] is '*' or '+' or '?' or '}' or '(')
                return false;
        }

        return !pattern.StartsWith("***", StringComparison.Ordinal);
    }

    private static string? Mirrored(string sign) => sign switch { "<" => ">", "<=" => ">=", ">" => "<", ">=" => "<=", "=" or "<>" => sign, _ => null };

    /// <summary>A text as a literal of the language.</summary>
    public static string Text(string text)
    {
        var escaped = new System.Text.StringBuilder("'");
        foreach (var sign in text)
        {
            if (sign is '\\' or '\'')
                escaped.Append('\\').Append(sign);
            else if (char.IsControl(sign))
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:x4}");
            else
                escaped.Append(sign);
        }

        return escaped.Append('\'').ToString();
    }

    private enum Binding
    {
        Or,
        And,
        Not,
        Comparison,
        Value,
    }

    private sealed record Said(string Text, Binding Binding)
    {
        public IReadOnlyList<string> Terms { get; init; } = [];

        public string Within(Binding outer) => Binding < outer ? $"({Text})" : Text;
    }
}
