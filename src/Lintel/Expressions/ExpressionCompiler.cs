using Lintel.Expressions.Checking;
using Lintel.Expressions.Evaluation;
using Lintel.Expressions.Syntax;
using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>An expression, or why a text is none.</summary>
/// <param name="Expression">The expression; null where there are errors.</param>
/// <param name="Errors">What is wrong, in the order of the text.</param>
public sealed record ExpressionResult(Expression? Expression, IReadOnlyList<ExpressionError> Errors)
{
    /// <summary>The names in the text that not everybody may see who sees the row. What a computed field is made of is not among them.</summary>
    public IReadOnlyList<GuardedName> Guarded { get; init; } = [];
}

/// <summary>A field that not everybody may see, or a relation by such fields, where an expression names it.</summary>
/// <param name="Field">The field; null: it is a relation.</param>
/// <param name="Relation">The relation; null: it is a field.</param>
/// <param name="Offset">Where the name begins in the text.</param>
public sealed record GuardedName(Field? Field, Relation? Relation, int Offset)
{
    /// <summary>The name.</summary>
    public string Name => Relation?.Name ?? Field!.Name;
}

/// <summary>
/// Makes a field known that an expression names; false where it can't be, with the reason unless it was told already. While a contract is
/// compiled one computed field may need another that comes later.
/// </summary>
internal delegate bool FieldReadiness(Field field, out string? error);

/// <summary>What the names of an expression stand for.</summary>
/// <param name="Row">The resource of the row that it starts at.</param>
internal sealed record ExpressionScope(Resource Row)
{
    /// <summary>What an action is given, by the name <c>input</c>; null: the expression is of no action.</summary>
    public Resource? Input { get; init; }

    /// <summary>Makes named fields known while a contract is compiled; null: all are.</summary>
    public FieldReadiness? Readiness { get; init; }

    /// <summary>Whether who asks is known by the name <c>caller</c>, as in policies. Default: false.</summary>
    public bool HasCaller { get; init; }

    /// <summary>The claim that tells a caller's tenant; null: there are no tenants.</summary>
    public string? TenantClaim { get; init; }
}

/// <summary>Reads and checks expressions. Never throws for what a caller wrote.</summary>
public static class ExpressionCompiler
{
    /// <summary>A value computed from a row of a resource.</summary>
    public static ExpressionResult Compile(string text, Resource resource, ExpressionLimits? limits = null) =>
        Compile(text, new ExpressionScope(resource), limits, static (checker, syntax) => checker.Check(syntax));

    /// <summary>The same while a contract is compiled, and computed fields are not all known yet.</summary>
    internal static ExpressionResult Compile(string text, Resource resource, FieldReadiness readiness) =>
        Compile(text, new ExpressionScope(resource) { Readiness = readiness }, null, static (checker, syntax) => checker.Check(syntax));

    /// <summary>A condition on a row of a resource, for rules and filters.</summary>
    public static ExpressionResult CompileCondition(string text, Resource resource, ExpressionLimits? limits = null) => CompileCondition(text, new ExpressionScope(resource), limits);

    /// <summary>A condition on all that a scope has.</summary>
    internal static ExpressionResult CompileCondition(string text, ExpressionScope scope, ExpressionLimits? limits) =>
        Compile(text, scope, limits, static (checker, syntax) => checker.Condition(syntax));

    /// <summary>What a field is set to: a value that <see cref="Conversion"/> makes one of its type.</summary>
    internal static ExpressionResult CompileValue(string text, FieldType type, ExpressionScope scope, ExpressionLimits limits) =>
        Compile(text, scope, limits, (checker, syntax) => checker.ValueOf(syntax, type));

    private static ExpressionResult Compile(string text, ExpressionScope scope, ExpressionLimits? limits, Func<Checker, SyntaxNode, Expression?> check)
    {
        var errors = new List<ExpressionError>();
        limits ??= ExpressionLimits.Default;
        if (Parser.Parse(text, limits, errors) is not { } syntax) return new ExpressionResult(null, errors);
        var checker = new Checker(scope, limits, errors);
        var expression = check(checker, syntax);
        if (expression is not null && ReferenceEquals(expression.Type, ExpressionTypes.Null)) checker.Fail(syntax, "Null alone has no type.", null);
        if (errors.Count == 0 && expression is not null)
        {
            // The parser keeps the text from nesting too deeply, conversions included; only what took the place of names can.
            if (ExpressionSize.Of(expression).Depth <= 3 * limits.Depth) return new ExpressionResult(new ConstantFolding().Fold(expression), []) { Guarded = checker.Guarded };
            checker.Fail(syntax, "With the computed fields that it names, this is nested too deeply.", checker.Smaller);
        }
        return new ExpressionResult(null, [.. errors.OrderBy(error => error.Offset)]);
    }
}
