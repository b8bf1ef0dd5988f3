using Lintel.Access;
using Lintel.Expressions.Evaluation;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Expressions;

/// <summary>
/// Puts a caller into a policy: what they are decides is decided, and what is left asks the row alone. What a caller lacks, or what can't be read as the type
/// that it is compared with, equals nothing, not even null: or a row without an owner would belong to everybody without a name.
/// </summary>
internal sealed class CallerBinding
{
    private const int UuidLength = 36;

    private readonly Caller _caller;
    private readonly ConstantFolding _folding;
    private readonly bool _isOutline;
    private readonly bool _isWithinTenant;

    /// <summary>Puts in the caller of a request.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public CallerBinding(Caller caller, long now) => (_caller, _folding) = (caller, new ConstantFolding(now));

    private CallerBinding(Caller caller, bool isOutline) => (_caller, _folding, _isOutline, _isWithinTenant) = (caller, new ConstantFolding(), isOutline, true);

    /// <summary>Puts a caller in, at no time: what asks for the time is left. The rows are those of their tenant.</summary>
    /// <param name="caller">The caller.</param>
    public static CallerBinding AtNoTime(Caller caller) => new(caller, isOutline: false);

    /// <summary>Puts in the roles of somebody who said who they are; who that is, and what is claimed of them, is left. The rows are those of their tenant.</summary>
    /// <param name="caller">Their roles.</param>
    public static CallerBinding OfRoles(Caller caller) => new(caller, isOutline: true);

    /// <summary>The condition on a row; true or false alone where the caller decides.</summary>
    public Expression Bind(Expression part) => part switch
    {
        CallerExpression of => Constant(of),
        ComparisonExpression comparison => Compare(comparison),
        InExpression { List: CallerExpression list } within => Values(list) is ConstantExpression { Value.AsList.Length: 0 } ? Truth(false) : _folding.Fold(new InExpression(Bind(within.Operand), Values(list))),
        ElementExpression { Element: CallerExpression element } within => IsNull(Constant(element)) ? Truth(false) : new ElementExpression(Constant(element), within.Array),
        ChainExpression chain => Chain(chain),
        NotExpression not => Bind(not.Operand) is var operand && IsTruth(operand, out var truth) ? Truth(!truth) : new NotExpression(operand),
        AggregateExpression => ExpressionRewriting.Parts(part, Bind),
        _ => _folding.Fold(ExpressionRewriting.Parts(part, Bind)),
    };

    private static ConstantExpression Truth(bool value) => new(ExpressionTypes.Bool, Value.Of(value));

    private static bool IsTruth(Expression expression, out bool truth)
    {
        truth = expression is ConstantExpression { Value: { IsNull: false, AsBool: true } };
        return expression is ConstantExpression;
    }

    private static bool IsNull(Expression expression) => expression is ConstantExpression { Value.IsNull: true };

    private Expression Compare(ComparisonExpression comparison)
    {
        var (left, right, op) = (Bind(comparison.Left), Bind(comparison.Right), comparison.Operator);
        if (_isWithinTenant && AsksForTenant(comparison, left, right) is { } within) return Truth(within == (op == ComparisonOperator.Equal));
        // Whoever it is, they are somebody.
        if ((left is CallerExpression { Part: CallerPart.Id } && IsNull(right)) || (right is CallerExpression { Part: CallerPart.Id } && IsNull(left))) return Truth(op == ComparisonOperator.NotEqual);
        var isLacking = (Lacks(comparison.Left, left) && !IsNull(comparison.Right)) || (Lacks(comparison.Right, right) && !IsNull(comparison.Left));
        return isLacking ? Truth(op == ComparisonOperator.NotEqual) : _folding.Fold(new ComparisonExpression(op, left, right));

        static bool Lacks(Expression written, Expression bound) => IsNull(bound) && ExpressionFacts.Callers(written).Any();
    }

    /// <summary>Whether a comparison of a row's tenant with the caller's holds for rows of their tenant; null: it is another one.</summary>
    private static bool? AsksForTenant(ComparisonExpression comparison, Expression left, Expression right) => (comparison.Left, comparison.Right) switch
    {
        (PathExpression { Field.Role: FieldRole.Tenant }, CallerExpression { Part: CallerPart.Tenant }) => !IsNull(right),
        (CallerExpression { Part: CallerPart.Tenant }, PathExpression { Field.Role: FieldRole.Tenant }) => !IsNull(left),
        _ => null,
    };

    private Expression Chain(ChainExpression chain)
    {
        var parts = new List<Expression>();
        foreach (var part in chain.Parts)
        {
            var bound = Bind(part);
            if (!IsTruth(bound, out var truth)) parts.Add(bound);
            else if (truth == chain.IsOr) return Truth(truth);
        }
        return parts.Count switch { 0 => Truth(!chain.IsOr), 1 => parts[0], _ => new ChainExpression(chain.IsOr, parts) };
    }

    private Expression Constant(CallerExpression of)
    {
        if (_isOutline) return of;
        var text = of.Part switch
        {
            CallerPart.Id => _caller.Id,
            CallerPart.Claim => _caller.Claims.GetValueOrDefault(of.Claim!) is [var first, ..] ? first : null,
            CallerPart.Tenant => TenantClaim.Read(_caller, of.Claim!),
            CallerPart.Roles => throw new InvalidOperationException("Roles are a list."),
        };
        return new ConstantExpression(of.As, text is not null && TryRead(of.As, text, out var value) ? value : Value.Null);
    }

    private Expression Values(CallerExpression of)
    {
        if (_isOutline && of.Part != CallerPart.Roles) return of;
        var texts = of.Part switch
        {
            CallerPart.Id => _caller.Id is { } id ? [id] : [],
            CallerPart.Roles => _caller.Roles,
            CallerPart.Claim => _caller.Claims.GetValueOrDefault(of.Claim!) ?? [],
            CallerPart.Tenant => TenantClaim.Read(_caller, of.Claim!) is { } tenant ? [tenant] : [],
        };
        var values = new List<Value>();
        foreach (var text in texts)
        {
            if (TryRead(of.As, text, out var value) && !values.Contains(value)) values.Add(value);
        }
        return new ConstantExpression(of.As, Value.Of([.. values]));
    }

    // A text that no column can hold equals none.
    private static bool TryRead(FieldType type, string text, out Value value)
    {
        value = Value.Null;
        return !text.Contains('\0', StringComparison.Ordinal) && IsPlain(type.Kind, text) && Scalar.For(type.Kind).TryParse(type, text, out value);
    }

    // Of the ways to write a whole number or a uuid one counts: whoever is called `7e0` is not 7.
    private static bool IsPlain(ScalarKind kind, string text)
    {
        if (kind == ScalarKind.Uuid) return text.Length == UuidLength;
        return kind is not (ScalarKind.Int or ScalarKind.Long) || (text != "-0" && text.AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0);
    }
}
