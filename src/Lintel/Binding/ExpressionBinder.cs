using System.Globalization;
using Lintel.Errors;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Resolves conditions in the expression language.</summary>
internal sealed class ExpressionBinder(ServiceLimits limits)
{
    private readonly CompiledTexts<ExpressionResult> _known = new();

    /// <summary>How large an expression of a caller may be.</summary>
    public ExpressionLimits Limits { get; } = new()
    {
        Length = limits.Filter,
        Depth = limits.FilterDepth,
        Nodes = limits.FilterTerms,
        Items = limits.In,
        Hops = limits.Path,
        Aggregates = ServiceLimits.NestedLists,
    };

    /// <summary>
    /// Adds the condition to <paramref name="parts"/>, or what is wrong with it to <paramref name="problems"/>; <paramref name="now"/> is what <c>now()</c> tells.
    /// </summary>
    public void Bind(Resource resource, FilterText filter, CallerView view, long now, List<BoundFilter> parts, List<Value> parameters, ProblemList problems)
    {
        if (!_known.TryFind(resource, filter.Text, out var condition))
        {
            condition = ExpressionCompiler.CompileCondition(filter.Text, resource, Limits);
            foreach (var error in condition.Errors) problems.Add(ErrorCatalogue.InvalidParameter, filter.Pointer, Text(error));
            if (condition.Expression is null) return;
            _known.Keep(resource, filter.Text, condition);
        }
        foreach (var name in condition.Guarded)
        {
            if (!view.MaySee(name)) view.Refuse(problems, filter.Pointer, name.Name);
        }
        parts.Add(new Where(ExpressionEvaluator.Bind(condition.Expression!, now, parameters)));
    }

    /// <summary>What is wrong, with its place and what to do about it.</summary>
    public static string Text(ExpressionError error)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"At character {error.Offset + 1}: ");
        return error.Hint is not [var first, .. var rest] ? place + error.Message : $"{place}{error.Message} {char.ToUpperInvariant(first)}{rest}{(rest is [.., '?' or '.'] ? "" : ".")}";
    }
}
