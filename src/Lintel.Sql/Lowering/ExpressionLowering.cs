using Lintel.Expressions;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>
/// Expressions in SQL. What SQL leaves unknown is false: WHERE takes it so, and where it would not be taken so it is written out.
/// Parameters are placeholders and constants literals, so that one expression serves a request when it is bound, and the schema when it is not.
/// </summary>
internal sealed class ExpressionLowering
{
    private static readonly FieldType AnyText = FieldType.Of(ScalarKind.Text);

    private readonly SqlDialect _dialect;
    private readonly ParameterList _parameters;
    private readonly AliasSource _aliases;
    private readonly string _row;
    private readonly List<Scope> _scopes = [];

    /// <summary>Lowers for statements; without a root, only columns of the row at hand can be named, as in a CHECK.</summary>
    public ExpressionLowering(SqlDialect dialect, ParameterList parameters, AliasSource aliases, Scope? root, string row = "")
    {
        _row = row;
        _dialect = dialect;
        _parameters = parameters;
        _aliases = aliases;
        if (root is not null) _scopes.Add(root);
    }

    /// <summary>Adds the conditions of WHERE, which all must hold; each can stand beside others.</summary>
    public void Add(Expression expression, List<string> conditions)
    {
        if (expression is ChainExpression { IsOr: false } all) conditions.AddRange(all.Parts.Select(part => $"({Condition(part)})"));
        else conditions.Add($"({Condition(expression)})");
    }

    /// <summary>A condition of WHERE, which takes unknown as false. It may be a chain: what stands beside others is put into parentheses.</summary>
    public string Condition(Expression expression) => Unknown(expression).Text;

    /// <summary>A value; of conditions true or false, never unknown.</summary>
    public string Value(Expression expression) => expression switch
    {
        ConstantExpression { Value.IsNull: true } constant => _dialect.Expressions.Null(constant.Type),
        ConstantExpression constant => Constant(constant, constant.Type.Plain),
        ParameterExpression parameter => _parameters.Add(ParameterSource.Slot, parameter.Slot, parameter.Type.Plain),
        PathExpression path => IsKept(path) ? _dialect.Expressions.Held(Column(path), path.Field.Column.Type) : Column(path),
        ArithmeticExpression arithmetic => _dialect.Expressions.Arithmetic(
            arithmetic.Operator, Operand(arithmetic.Left), Operand(arithmetic.Right), arithmetic.Type, arithmetic.MayOverflow),
        CastExpression cast => _dialect.Expressions.Cast(Operand(cast.Operand), cast.Type, cast.MayOverflow),
        ConditionalExpression conditional => $"(CASE WHEN {Condition(conditional.Condition)} THEN {Value(conditional.Then)} ELSE {Value(conditional.Else)} END)",
        SizeExpression size => _dialect.Expressions.Size(Operand(size.Operand)),
        CalendarExpression calendar => _dialect.Expressions.Calendar(calendar.Unit, Operand(calendar.Operand)),
        AggregateExpression { Function: not (AggregateFunction.Exists or AggregateFunction.All) } aggregate => Aggregate(aggregate),
        NowExpression => _parameters.Now(),
        CallerExpression caller => _parameters.Caller.Value(caller),
        _ => Exact(expression),
    };

    /// <summary>A condition that is true or false, never unknown.</summary>
    public string Exact(Expression expression)
    {
        var (text, unknown) = Unknown(expression);
        return unknown ? $"(({text}) IS TRUE)" : $"({text})";
    }

    private (string Text, bool Unknown) Unknown(Expression expression)
    {
        switch (expression)
        {
            case ConstantExpression constant: return (constant.Value is { IsNull: false, AsBool: true } ? "1 = 1" : "1 = 0", false);
            case ChainExpression chain: return Chain(chain);
            case NotExpression not:
                var (negated, open) = Unknown(not.Operand);
                return (open ? $"({negated}) IS NOT TRUE" : $"NOT ({negated})", false);
            case ComparisonExpression comparison: return Compare(comparison);
            case InExpression within: return (In(within), within.Operand.Nullable);
            case ElementExpression element: return (Element(element), true);
            case TextTestExpression test: return (Test(test), test.Operand.Nullable || test.Part.Nullable);
            case MatchExpression match: return (Match(match), match.Operand.Nullable);
            case AggregateExpression { Function: AggregateFunction.Exists } exists: return ($"EXISTS (SELECT 1 FROM {Those(exists, exists.Body!)})", false);
            case AggregateExpression { Function: AggregateFunction.All } all: return ($"NOT EXISTS (SELECT 1 FROM {Those(all, new NotExpression(all.Body!))})", false);
            default: return (Value(expression), expression.Nullable);
        }
    }

    private (string Text, bool Unknown) Chain(ChainExpression chain)
    {
        var parts = chain.Parts.Select(Unknown).ToArray();
        var texts = Array.ConvertAll(parts, part => $"({part.Text})");
        return (string.Join(chain.IsOr ? " OR " : " AND ", texts), Array.Exists(parts, part => part.Unknown));
    }

    private (string Text, bool Unknown) Compare(ComparisonExpression comparison)
    {
        var (left, right, op) = (comparison.Left, comparison.Right, comparison.Operator);
        var equality = op is ComparisonOperator.Equal or ComparisonOperator.NotEqual;
        if (equality && left is ConstantExpression { Value.IsNull: true }) (left, right) = (right, left);
        if (right is ConstantExpression { Value.IsNull: true }) return ($"{Value(left)} IS {(op == ComparisonOperator.Equal ? "" : "NOT ")}NULL", false);
        var (one, other) = AsKept(left, right) ?? _dialect.Expressions.Comparable(Operand(left), Operand(right), !equality);
        // What a caller lacks equals nothing, not even null.
        var mayLack = equality && (ExpressionFacts.IsOfCallerAlone(left) || ExpressionFacts.IsOfCallerAlone(right));
        if (mayLack) return op == ComparisonOperator.Equal ? ($"{one} = {other}", true) : ($"({one} = {other}) IS NOT TRUE", false);
        var symbol = op switch
        {
            ComparisonOperator.Equal => left.Nullable && right.Nullable ? "IS NOT DISTINCT FROM" : "=",
            ComparisonOperator.NotEqual => left.Nullable || right.Nullable ? "IS DISTINCT FROM" : "<>",
            ComparisonOperator.Less => "<",
            ComparisonOperator.LessOrEqual => "<=",
            ComparisonOperator.Greater => ">",
            ComparisonOperator.GreaterOrEqual => ">=",
        };
        // IS DISTINCT FROM and its opposite are never unknown.
        var unknown = symbol[0] != 'I' && (left.Nullable || right.Nullable);
        return (op == ComparisonOperator.Equal ? Equal(left, right, one, other, symbol) : $"{one} {symbol} {other}", unknown);
    }

    // A unique index that ignores the case of letters serves an equality only where both are asked.
    private string Equal(Expression left, Expression right, string one, string other, string symbol)
    {
        var equal = $"{one} {symbol} {other}";
        if (left is ParameterExpression) (left, right, one, other) = (right, left, other, one);
        if (left is not PathExpression path || right is not ParameterExpression) return equal;
        var entity = path.Hops.Count == 0 ? path.Row.Resource.Entity : path.Hops[^1].Target.Entity;
        var ignoring = entity.Uniques.Any(unique => unique.IsOfOneIgnoringCase(path.Field));
        return ignoring ? $"{equal} AND {_dialect.EqualIgnoringCase(one, other)}" : equal;
    }

    private string In(InExpression within)
    {
        if (within.Operand is PathExpression path && IsKept(path)) return InKept(path, within.List);
        var (operand, type) = (_dialect.Expressions.Listed(Operand(within.Operand)), within.Operand.Type);
        if (within.List is ParameterExpression list) return _dialect.InList(operand, _parameters.Add(ParameterSource.List, list.Slot, type), type, negated: false);
        if (within.List is CallerExpression caller) return _dialect.InList(operand, _parameters.Caller.List(caller), type, negated: false);
        var values = ((ConstantExpression)within.List).Value.AsList;
        return values.Length == 0 ? "1 = 0" : $"{operand} IN ({string.Join(", ", values.Select(value => _dialect.Literal(type, value)))})";
    }

    private string Element(ElementExpression element)
    {
        var type = element.Array.Type.Element;
        var text = element.Element switch
        {
            ParameterExpression parameter => _parameters.Add(ParameterSource.Element, parameter.Slot, type),
            CallerExpression caller => _parameters.Caller.Value(caller),
            var constant => _dialect.Expressions.ElementLiteral(type, ((ConstantExpression)constant).Value),
        };
        return _dialect.HasElement(Value(element.Array), text);
    }

    private string Test(TextTestExpression test)
    {
        var (text, part) = (Value(test.Operand), Value(test.Part));
        var simple = test.Operand is PathExpression && test.Part is ParameterExpression or ConstantExpression;
        return test.Test switch
        {
            TextTest.StartsWith => simple ? _dialect.StartsWith(text, part) : _dialect.Expressions.StartsWith(text, part),
            TextTest.EndsWith => _dialect.Expressions.EndsWith(text, part),
            TextTest.Contains => _dialect.Contains(text, part),
        };
    }

    private string Match(MatchExpression match) => _dialect.Expressions.Matches(Value(match.Operand), postgres => match.Slot < 0
        ? _dialect.TextLiteral(postgres ? match.Pattern.Postgres : match.Pattern.Source)
        : _parameters.Add(ParameterSource.Slot, match.Slot + (postgres ? 1 : 0), AnyText));

    /// <summary>A field as its column keeps it, to be grouped, ordered and delivered.</summary>
    public string Kept(PathExpression path) => _dialect.Column(Column(path), path.Field.Column.Type);

    /// <summary>Whether a field is kept in a form that only its database has.</summary>
    public static bool IsKept(PathExpression path) => path.Field is { IsStored: true, Column.Type.Kept: not null };

    // A column beside a constant that was read as a value of it: compared as it is kept, so that its indexes serve.
    private (string, string)? AsKept(Expression left, Expression right)
    {
        if (left is PathExpression path && IsKept(path) && Kept(path.Field.Column.Type, right) is { } value) return (Kept(path), value);
        return right is PathExpression other && IsKept(other) && Kept(other.Field.Column.Type, left) is { } first ? (first, Kept(other)) : null;
    }

    private string? Kept(FieldType type, Expression value) => value switch
    {
        ConstantExpression constant when constant.Type == type => Constant(constant, type),
        ParameterExpression parameter when parameter.Type == type => _parameters.Add(ParameterSource.Slot, parameter.Slot, type),
        _ => null,
    };

    private string InKept(PathExpression path, Expression list)
    {
        var type = path.Field.Column.Type;
        if (list is ParameterExpression parameter) return _dialect.InList(Kept(path), _parameters.Add(ParameterSource.List, parameter.Slot, type), type, negated: false);
        var values = ((ConstantExpression)list).Value.AsList;
        return values.Length == 0 ? "1 = 0" : $"{Kept(path)} IN ({string.Join(", ", values.Select(value => _dialect.Literal(type, value)))})";
    }

    private string Constant(ConstantExpression constant, FieldType type) => _dialect.Expressions.Typed(_dialect.Literal(type, constant.Value), type);

    private SqlOperand Operand(Expression expression) => new(Value(expression), expression.Type.Plain, expression is PathExpression path && !IsKept(path));

    private string Column(PathExpression path)
    {
        if (_scopes.Count > 0) return _scopes[path.Row.Depth].Qualified(_scopes[path.Row.Depth].Follow(path.Hops, path.Hops.Count), path.Field.Column);
        return path.Hops.Count == 0
            ? _row + _dialect.Identifier(path.Field.Column.Name)
            : throw new NotSupportedException($"'{path}' is no column of the table itself.");
    }

    /// <summary>The rows for which a condition holds, as what stands behind FROM.</summary>
    private string Those(AggregateExpression aggregate, Expression condition)
    {
        var (from, holds) = Rows(aggregate, () => Condition(condition));
        return $"{from} AND ({holds})";
    }

    private string Aggregate(AggregateExpression aggregate)
    {
        if (aggregate.Function == AggregateFunction.Count)
            return $"(SELECT count(*) FROM {(aggregate.Body is { } condition ? Those(aggregate, condition) : Rows(aggregate, () => "").From)})";
        // A table of its own: an aggregate over values of an outer row alone would belong to the outer statement.
        // Where the order of values counts, they carry their collation into it.
        var isExtreme = aggregate.Function is AggregateFunction.Min or AggregateFunction.Max;
        var (from, value) = Rows(aggregate, () => isExtreme ? _dialect.Expressions.AsColumn(Operand(aggregate.Body!)) : Value(aggregate.Body!));
        var alias = _aliases.Next();
        var column = new SqlOperand($"{alias}.v", aggregate.Body!.Type, false);
        return $"(SELECT {_dialect.Expressions.Aggregate(aggregate.Function, column, aggregate.Type)} FROM (SELECT {value} AS v FROM {from}) AS {alias})";
    }

    /// <summary>The rows of a relation as what stands behind FROM, and the text of what is asked of each.</summary>
    private (string From, string Text) Rows(AggregateExpression aggregate, Func<string> body)
    {
        if (_scopes.Count == 0) throw new NotSupportedException($"'{aggregate}' needs other rows than the table's own.");
        var outer = _scopes[aggregate.From.Depth];
        var from = outer.Follow(aggregate.Hops, aggregate.Hops.Count);
        var inner = new Scope(_dialect, _parameters, _aliases, aggregate.Relation.Target, aggregate.Relation);
        var conditions = new List<string>();
        string[] source = [.. aggregate.Relation.SourceFields.Select(field => outer.Qualified(from, field.Column))];
        new FilterLowering(_dialect, _parameters, _aliases).Match(aggregate.Relation, inner, source, conditions);
        _scopes.Add(inner);
        var text = body();
        _scopes.RemoveAt(_scopes.Count - 1);
        return ($"{inner.From()} WHERE {string.Join(" AND ", conditions)}", text);
    }
}
