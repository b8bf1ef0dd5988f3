using Lintel.Expressions.Checking;
using Lintel.Expressions.Evaluation;
using Lintel.Expressions.Syntax;
using Lintel.Model;

namespace Lintel.Expressions;

/// <summary>An expression, or why a text is none.</summary>
/// <param name="Expression">The expression; null where there are errors.</param>
/// <param name="Errors">What is wrong, in the order of the text.</param>
public sealed record ExpressionResult(Expression? Expression, IReadOnlyList<ExpressionError> Errors);

/// <summary>Reads and checks expressions. Never throws for what a caller wrote.</summary>
public static class ExpressionCompiler
{
    /// <summary>A value computed from a row of a resource.</summary>
    public static ExpressionResult Compile(string text, Resource resource, ExpressionLimits? limits = null) => Compile(text, resource, limits, condition: false);

    /// <summary>A condition on a row of a resource, for rules and filters.</summary>
    public static ExpressionResult CompileCondition(string text, Resource resource, ExpressionLimits? limits = null) => Compile(text, resource, limits, condition: true);

    private static ExpressionResult Compile(string text, Resource resource, ExpressionLimits? limits, bool condition)
    {
        var errors = new List<ExpressionError>();
        limits ??= ExpressionLimits.Default;
        if (Parser.Parse(text, limits, errors) is not { } syntax) return new ExpressionResult(null, errors);
        var checker = new Checker(resource, limits, errors);
        var expression = condition ? checker.Condition(syntax) : checker.Check(syntax);
        if (expression is not null && ReferenceEquals(expression.Type, ExpressionTypes.Null)) checker.Fail(syntax, "Null alone has no type.", null);
        if (errors.Count == 0 && expression is not null) return new ExpressionResult(new ConstantFolding().Fold(expression), []);
        return new ExpressionResult(null, [.. errors.OrderBy(error => error.Offset)]);
    }
}
