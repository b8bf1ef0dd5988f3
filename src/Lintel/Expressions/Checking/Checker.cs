using System.Globalization;
using Lintel.Expressions.Syntax;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Expressions.Checking;

/// <summary>Resolves and types an expression. Every part that can be understood is checked, so that all mistakes are told at once.</summary>
internal sealed class Checker
{
    private readonly List<ExpressionError> _errors;
    private readonly ExpressionLimits _limits;
    private readonly FieldReadiness? _readiness;
    private readonly Literals _literals;
    private readonly CallChecker _calls;
    private readonly PathResolver _paths;
    private readonly CallerPaths? _caller;
    private int _inPlace;

    public Checker(ExpressionScope scope, ExpressionLimits limits, List<ExpressionError> errors)
    {
        _errors = errors;
        _limits = limits;
        _readiness = scope.Readiness;
        _literals = new Literals(errors);
        _paths = new PathResolver(scope, limits, errors);
        _caller = scope.HasCaller ? new CallerPaths(scope.TenantClaim, errors) : null;
        _calls = new CallChecker(this, _paths, limits, errors);
    }

    /// <summary>The names so far that not everybody may see.</summary>
    public IReadOnlyList<GuardedName> Guarded => _paths.Guarded;

    /// <summary>The expression, or null after an error.</summary>
    public Expression? Check(SyntaxNode syntax) => syntax switch
    {
        LiteralSyntax literal => _literals.Alone(literal),
        NameSyntax or MemberSyntax when _caller is not null && CallerPaths.Begins(syntax) => _caller.Resolve(syntax),
        NameSyntax or MemberSyntax => Path(syntax),
        CallSyntax call => _calls.Check(call),
        ChainSyntax chain => Chain(chain),
        NotSyntax not => Condition(not.Operand) is { } operand ? new NotExpression(operand) : null,
        NegateSyntax negate => Negate(negate),
        ConditionalSyntax conditional => Conditional(conditional, Check),
        BinarySyntax { Operator: BinaryOperator.In } within => In(within),
        BinarySyntax binary => Check(binary.Left) is var left && Check(binary.Right) is { } right && left is not null ? Binary(binary, left, right) : null,
        ListSyntax list => Fail(list, "A list stands behind 'in' only.", "write x in [1, 2]"),
        _ => throw new NotSupportedException($"No check of {syntax.GetType().Name}."),
    };

    /// <summary>A condition; null after an error.</summary>
    public Expression? Condition(SyntaxNode syntax)
    {
        if (Check(syntax) is not { } expression) return null;
        if (expression.Type is { Kind: ScalarKind.Bool, IsArray: false }) return expression;
        return Fail(syntax, $"A condition is expected here, not {ExpressionTypes.Name(expression.Type)}.", "compare it with something");
    }

    /// <summary>What a field may be set to; null after an error.</summary>
    public Expression? ValueOf(SyntaxNode syntax, FieldType type)
    {
        if (Wanted(syntax, type) is not { } value) return null;
        if (Conversion.Exists(value.Type, type, out var reason)) return value;
        return Fail(syntax, $"{Name(value)} can't be kept as {type}.", reason ?? Unlike(syntax, syntax));
    }

    // A literal takes the type that is wanted, also where it is one of two to choose from.
    private Expression? Wanted(SyntaxNode syntax, FieldType type) => syntax is ConditionalSyntax conditional
        ? Conditional(conditional, part => Wanted(part, type))
        : Check(syntax) is { } expression ? _literals.Beside(syntax, expression, type) : null;

    /// <summary>A text; null after an error.</summary>
    public Expression? Text(SyntaxNode syntax)
    {
        if (Check(syntax) is not { } expression) return null;
        if (ExpressionTypes.IsText(expression.Type) && !ReferenceEquals(expression.Type, ExpressionTypes.Null)) return expression;
        return Fail(syntax, $"A text is expected here, not {ExpressionTypes.Name(expression.Type)}.", null);
    }

    /// <summary>A constant from its text; null after an error.</summary>
    public Expression? Constant(CallSyntax call, FieldType type)
    {
        if (call.Arguments is [LiteralSyntax { Kind: LiteralKind.Text } literal]) return _literals.Read(literal, type);
        return Fail(call, $"'{call.Name}' takes a text.", $"write {call.Name}('{Scalar.For(type.Kind).Example(type).Trim('"')}')");
    }

    /// <summary>Adds an error.</summary>
    public Expression? Fail(SyntaxNode at, string message, string? hint)
    {
        _errors.Add(new ExpressionError(at.Offset, at.Length, message, hint));
        return null;
    }

    /// <summary>A comparison of two checked operands; null after an error.</summary>
    public Expression? Compare(SyntaxNode at, ComparisonOperator op, (SyntaxNode Syntax, Expression Value) left, (SyntaxNode Syntax, Expression Value) right)
    {
        var ordered = op is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);
        var (leftNull, rightNull) = (IsNull(left.Value), IsNull(right.Value));
        if (leftNull || rightNull)
        {
            if (ordered) return Fail(at, "With null nothing is less or greater.", "use == or !=");
            if (leftNull && rightNull) return new ConstantExpression(ExpressionTypes.Bool, Value.Of(op == ComparisonOperator.Equal));
            var other = leftNull ? right.Value : left.Value;
            return new ComparisonExpression(op, other, new ConstantExpression(other.Type, Value.Null));
        }
        if (_literals.Beside(left.Syntax, left.Value, right.Value.Type) is not { } one || _literals.Beside(right.Syntax, right.Value, left.Value.Type) is not { } two) return null;
        if (OperatorTypes.Compared(one, two, ordered) is var (first, second)) return new ComparisonExpression(op, first, second);
        return Fail(at, $"{Name(one)} can't be compared with {Name(two)} by '{ExpressionPrinter.Symbol(op)}'.", Unlike(left.Syntax, right.Syntax));
    }

    /// <summary>A field: its column, or where it has none what it is computed from.</summary>
    private Expression? Field(SyntaxNode syntax, PathEnd end, Field field)
    {
        if (_readiness is { } readiness && !readiness(field, out var error)) return error is null ? null : Fail(syntax, error, "compute it from other fields");
        // What is given is neither stored nor computed.
        if (field.IsStored || field.Computed is not { } computed) return new PathExpression(end.Row, end.Hops, field);
        var size = ExpressionSize.Of(computed);
        _inPlace += size.Nodes;
        if (_inPlace > _limits.Nodes)
            return Fail(syntax, string.Create(CultureInfo.InvariantCulture, $"With the computed fields that it names, this has more than {_limits.Nodes} names, literals and operators."), Smaller);
        if (size.Aggregates + _paths.Depth > _limits.Aggregates)
            return Fail(syntax, string.Create(CultureInfo.InvariantCulture, $"With what '{field.Name}' is computed from, relations to many would stand within each other more than {_limits.Aggregates} deep."), "ask in another way");
        if (size.Hops + end.Hops.Count > _limits.Hops)
            return Fail(syntax, string.Create(CultureInfo.InvariantCulture, $"With what '{field.Name}' is computed from, a path would have more than {_limits.Hops} references."), "ask in another way");
        return ComputedPath.Of(end.Row, end.Hops, field, _paths.Depth);
    }

    /// <summary>What to do about computed fields that make an expression too large: only who writes the contract can store them.</summary>
    public string Smaller => _readiness is null ? "ask for less" : "store one of them: stored: true";

    private Expression? Path(SyntaxNode syntax)
    {
        if (_paths.Resolve(syntax) is not { } end) return null;
        if (end.Field is { } field) return Field(syntax, end, field);
        return Fail(syntax, $"'{end.Many!.Name}' leads to many rows.", $"count them: count({end.Many.Name}), or ask for one of them: {end.Many.Name}.exists(x, …)");
    }

    private ChainExpression? Chain(ChainSyntax chain)
    {
        var parts = new List<Expression>();
        foreach (var part in chain.Parts)
        {
            if (Condition(part) is { } checkedPart) parts.Add(checkedPart);
        }
        return parts.Count == chain.Parts.Count ? new ChainExpression(chain.IsOr, parts) : null;
    }

    private Expression? Negate(NegateSyntax negate)
    {
        if (Check(negate.Operand) is not { } operand) return null;
        var type = operand.Type;
        Expression zero = type.Kind == ScalarKind.Decimal
            ? new ConstantExpression(ExpressionTypes.Decimal(1, 0), Value.Of(0))
            : new ConstantExpression(type.Kind == ScalarKind.Duration ? type : ExpressionTypes.Int, Value.Of(0));
        string? reason = null;
        if (!IsNull(operand) && OperatorTypes.Arithmetic(ArithmeticOperator.Subtract, zero, operand, out reason) is { } result) return result;
        return Fail(negate, $"{Name(operand)} has no negative.", reason);
    }

    private Expression? Conditional(ConditionalSyntax conditional, Func<SyntaxNode, Expression?> check)
    {
        var condition = Condition(conditional.Condition);
        var (then, other) = (check(conditional.Then), check(conditional.Else));
        if (condition is null || then is null || other is null) return null;
        if (IsNull(then) && IsNull(other)) return Fail(conditional, "Both values are null.", "write null");
        if (_literals.Beside(conditional.Then, then, other.Type) is not { } one || _literals.Beside(conditional.Else, other, then.Type) is not { } two) return null;
        if (OperatorTypes.Unified(one, two) is var (first, second, type)) return new ConditionalExpression(condition, first, second, type);
        return Fail(conditional, $"The two values have no type in common: {Name(one)} and {Name(two)}.", "make both of one type");
    }

    private Expression? In(BinarySyntax within)
    {
        if (within.Right is not ListSyntax list) return Element(within);
        if (Check(within.Left) is not { } operand) return null;
        if (IsNull(operand) || operand.Type.IsArray) return Fail(within.Left, $"{Name(operand)} is in no list.", "name a field");
        if (operand is ConstantExpression) return Fail(within.Left, "A constant is not looked for in a list of constants.", "name a field");
        var values = new List<Value>();
        var count = _errors.Count;
        foreach (var item in list.Items)
        {
            if (Check(item) is not { } value) continue;
            if (value is not ConstantExpression) Fail(item, "A list holds literals only.", "write x == a or x == b");
            else if (IsNull(value)) Fail(item, "A list can't hold null.", "write x == null or x in […]");
            else if (_literals.Beside(item, value, operand.Type) is ConstantExpression constant && OperatorTypes.Compared(operand, constant, false) is not null) Add(constant, operand.Type, values);
            else if (_errors.Count == count) Fail(item, $"{Name(value)} can't be compared with {Name(operand)}.", Unlike(within.Left, item));
        }
        return _errors.Count > count ? null : new InExpression(operand, new ConstantExpression(operand.Type, Value.Of([.. values])));
    }

    // What the operand's type can't hold no value equals: 1.5 among whole numbers.
    private static void Add(ConstantExpression constant, FieldType type, List<Value> values)
    {
        var fits = ExpressionTypes.AreSame(constant.Type, type) || ExpressionTypes.IsText(type)
            || !ExpressionTypes.IsNumber(type) ? constant.Value
            : Scalar.For(type.Kind).TryParse(type, ScalarText.Of(constant.Type, constant.Value), out var number) ? number : Value.Null;
        if (!fits.IsNull && !values.Contains(fits)) values.Add(fits);
    }

    private Expression? Element(BinarySyntax within)
    {
        if (within.Right is NameSyntax or MemberSyntax && !(_caller is not null && CallerPaths.Begins(within.Right)) && _paths.PassesMany(within.Right)) return _calls.AmongRows(within);
        if (Check(within.Right) is not { } array) return null;
        if (array is CallerExpression values) return Among(within, values);
        if (array is not PathExpression { Type.IsArray: true }) return Fail(within.Right, $"'in' looks into a list or a field that is one, not into {Name(array)}.", "write x in [1, 2]");
        var type = array.Type.Element;
        if (type.Kind is ScalarKind.Decimal or ScalarKind.Double or ScalarKind.Json or ScalarKind.Bytes) return Fail(within.Right, $"Elements of type {type} can't be looked for.", null);
        if (Check(within.Left) is not { } element || _literals.Beside(within.Left, element, type) is not { } typed) return null;
        if (typed is CallerExpression { IsList: false } caller) return new ElementExpression(caller, array);
        if (typed is not ConstantExpression { Value: { IsNull: false } value } constant || !Fits(constant.Type, type, value))
            return Fail(within.Left, $"In {array.Type} a literal of type {type} is looked for, not {Name(typed)}.", "write 'x' in tags");
        return new ElementExpression(new ConstantExpression(type, value), array);
    }

    /// <summary>Whether a value is one of those of the caller.</summary>
    private Expression? Among(BinarySyntax within, CallerExpression values)
    {
        if (Check(within.Left) is not { } operand) return null;
        if (IsNull(operand) || operand.Type.IsArray || operand.Type.Kind is ScalarKind.Decimal or ScalarKind.Double or ScalarKind.Json or ScalarKind.Bytes)
            return Fail(within.Left, $"{Name(operand)} is not looked for among texts.", "write 'admin' in caller.roles");
        return new InExpression(operand, values.ListOf(operand.Type));
    }

    private static bool Fits(FieldType from, FieldType to, Value value) =>
        from.Kind == to.Kind || (ExpressionTypes.IsText(from) && ExpressionTypes.IsText(to))
        || (ExpressionTypes.IsInteger(from) && ExpressionTypes.IsInteger(to) && (to.Kind == ScalarKind.Long || value.AsInteger is >= int.MinValue and <= int.MaxValue));

    private Expression? Binary(BinarySyntax binary, Expression left, Expression right) => binary.Operator switch
    {
        BinaryOperator.Equal => Compare(binary, ComparisonOperator.Equal, (binary.Left, left), (binary.Right, right)),
        BinaryOperator.NotEqual => Compare(binary, ComparisonOperator.NotEqual, (binary.Left, left), (binary.Right, right)),
        BinaryOperator.Less => Compare(binary, ComparisonOperator.Less, (binary.Left, left), (binary.Right, right)),
        BinaryOperator.LessOrEqual => Compare(binary, ComparisonOperator.LessOrEqual, (binary.Left, left), (binary.Right, right)),
        BinaryOperator.Greater => Compare(binary, ComparisonOperator.Greater, (binary.Left, left), (binary.Right, right)),
        BinaryOperator.GreaterOrEqual => Compare(binary, ComparisonOperator.GreaterOrEqual, (binary.Left, left), (binary.Right, right)),
        BinaryOperator.Add => Compute(binary, ArithmeticOperator.Add, left, right),
        BinaryOperator.Subtract => Compute(binary, ArithmeticOperator.Subtract, left, right),
        BinaryOperator.Multiply => Compute(binary, ArithmeticOperator.Multiply, left, right),
        BinaryOperator.Divide => Compute(binary, ArithmeticOperator.Divide, left, right),
        BinaryOperator.Modulo => Compute(binary, ArithmeticOperator.Modulo, left, right),
        BinaryOperator.In => throw new InvalidOperationException("'in' is checked on its own."),
    };

    private Expression? Compute(BinarySyntax binary, ArithmeticOperator op, Expression left, Expression right)
    {
        if (IsNull(left) || IsNull(right)) return Fail(binary, "With null nothing can be computed.", "the result would always be null");
        if (left.Type.Kind == ScalarKind.Decimal) right = Literals.Computed(binary.Right, right);
        if (right.Type.Kind == ScalarKind.Decimal) left = Literals.Computed(binary.Left, left);
        if (OperatorTypes.Arithmetic(op, left, right, out var reason) is { } result) return result;
        return Fail(binary, $"'{ExpressionPrinter.Symbol(op)}' has no meaning for {Name(left)} and {Name(right)}.", reason ?? Unlike(binary.Left, binary.Right));
    }

    private static bool IsNull(Expression expression) => ReferenceEquals(expression.Type, ExpressionTypes.Null);

    private static string Name(Expression expression) => ExpressionTypes.Name(expression.Type);

    private static string? Unlike(SyntaxNode left, SyntaxNode right) =>
        left is LiteralSyntax { Kind: LiteralKind.Text } || right is LiteralSyntax { Kind: LiteralKind.Text }
            ? "numbers and truth values stand without quotes; a time in a computation is timestamp('…'), a length of time duration('…')"
            : null;
}
