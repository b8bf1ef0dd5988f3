using System.Text.RegularExpressions;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Testing;
using Lintel.Tests.Contract;

namespace Lintel.Tests.Expressions;

/// <summary>docs/expressions.md says what is so.</summary>
public partial class ReferenceTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Golden.Repository, "docs/expressions.md"));
    private static readonly Resource Order = Contracts.Model(Yaml().Match(Page).Groups[1].Value).FindResource("order")!;

    [Fact]
    public void Each_example_is_an_expression()
    {
        string[] examples = [.. Cel().Matches(Page).SelectMany(block => block.Groups[1].Value.Trim().Split('\n')), .. Listed()];
        Assert.InRange(examples.Length, 25, 100);
        Assert.All(examples, example => Assert.Empty(ExpressionCompiler.Compile(example, Order).Errors));
    }

    [Fact]
    public void Each_row_of_truth_is_true()
    {
        var rows = Truth().Matches(Page);
        Assert.True(rows.Count > 60);
        Assert.All(rows, row =>
        {
            var (text, expected) = (row.Groups[1].Value, row.Groups[2].Value);
            var result = ExpressionCompiler.Compile(text, Order);
            Assert.True(result.Expression is not null, $"{text}: {string.Join(", ", result.Errors)}");
            var value = ExpressionEvaluator.Evaluate(result.Expression, new Shop.Row(Order), 0);
            var written = value.IsNull || value.Kind == ValueKind.Bool ? value.ToString() : Lintel.Model.Scalars.ScalarText.Of(result.Expression.Type, value);
            Assert.Equal((text, expected), (text, written));
        });
    }

    // What stands in the tables of functions and of relations.
    private static IEnumerable<string> Listed() =>
        from table in Tables().Matches(Page)
        from code in Code().Matches(table.Value)
        select code.Groups[1].Value.Replace("\\|", "|", StringComparison.Ordinal);

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex("```cel\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Cel();

    [GeneratedRegex(@"^\| `([^`]+)` \| `([^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Truth();

    [GeneratedRegex(@"^\| (?:functions|long) \|.*?\n\n", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Tables();

    [GeneratedRegex(@"`([^`]+\([^`]*|[^`]+ in [^`]+)`")]
    private static partial Regex Code();
}
