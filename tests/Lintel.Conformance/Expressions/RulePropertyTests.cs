using System.Globalization;
using System.Text.Json;
using Lintel.Engine;
using Lintel.Expressions;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance.Expressions;

/// <summary>Random rules of one row over random rows: the database refuses a row exactly where a rule is not true in memory.</summary>
public abstract class RulePropertyTests : StoreTests
{
    private const int Rules = 12;

    [Fact]
    public async Task A_database_refuses_exactly_the_rows_that_break_a_rule_in_memory()
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("LINTEL_EXPRESSION_SEED") ?? Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"LINTEL_EXPRESSION_SEED={first}");
        for (var seed = first; seed < first + 8; seed++) await RunAsync(seed);
    }

    private async Task RunAsync(int seed)
    {
        var data = new ExpressionData(seed);
        var rules = Choose(seed, data);
        await using var database = await CreateAsync(ExpressionData.WithRules($"    rules: [{string.Join(", ", rules.Select(rule => JsonSerializer.Serialize(rule.Text)))}]"));
        Assert.Equal(rules.Count, database.Model.FindResource("item")!.Entity.Rules.Count);
        // The same rows from a contract without rules, so that only the database asks.
        var unruled = new LintelEngine(ExpressionData.Model, database.Store, TimeProvider.System);
        foreach (var (resource, rows) in data.Inserts)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                var (insert, _) = unruled.Prepare(new CreateOperation { Resource = resource, Trusted = true, Rows = [Json.Read(rows[row])] });
                var result = await database.WriteAsync(insert!);
                var broken = resource == "item" ? rules.Where(rule => !ExpressionEvaluator.Holds(rule.Condition, data.Rows[row], 0)).Select(rule => rule.Text).ToArray() : [];
                Assert.True(result.Status == (broken.Length == 0 ? WriteStatus.Done : WriteStatus.Refused), $"Seed {seed}: {result.Status} {result.Violation}\nbroken: {string.Join("\n  ", broken)}\nrow: {data.Rows.ElementAtOrDefault(row)}");
                if (broken.Length > 0) Assert.Contains(result.Violation!.Rule?.Name, broken);
            }
        }
    }

    // Such that there is a row that keeps all of them.
    private static List<(string Text, Expression Condition)> Choose(int seed, ExpressionData data)
    {
        var generator = new ExpressionGenerator(seed);
        var rules = new List<(string Text, Expression Condition)>();
        var known = new HashSet<string>();
        IEnumerable<IExpressionRow> kept = data.Rows;
        while (rules.Count < Rules)
        {
            var text = generator.Next();
            if (ExpressionCompiler.CompileCondition(text, ExpressionData.Model.FindResource("item")!).Expression is not { } condition) continue;
            if (condition is ConstantExpression || !ExpressionFacts.IsOfOneRow(condition) || !known.Add(condition.ToString())) continue;
            var left = kept.Where(row => ExpressionEvaluator.Holds(condition, row, 0)).ToArray();
            if (left.Length == 0) continue;
            kept = left;
            rules.Add((text, condition));
        }
        return rules;
    }
}
