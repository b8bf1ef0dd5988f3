using System.Globalization;
using Lintel.Expressions;
using Lintel.Expressions.Evaluation;
using Lintel.Model;
using Lintel.Results;
using Lintel.Sql.Dialect;
using Lintel.Sql.Lowering;
using Lintel.Stores;

namespace Lintel.Conformance.Expressions;

/// <summary>Random expressions over random rows: a database must give what memory gives, and neither may raise.</summary>
public abstract class ExpressionTests : StoreTests
{
    private const int PerStatement = 40;
    private const long Now = 1_769_853_600_000_001;

    /// <summary>How many expressions; a nightly run asks for 100,000.</summary>
    private static int Cases => int.Parse(Environment.GetEnvironmentVariable("LINTEL_EXPRESSION_CASES") ?? "2000", CultureInfo.InvariantCulture);

    /// <summary>Runs a statement and gives its rows.</summary>
    protected abstract Task<RowBuffer> SelectAsync(TestDatabase database, Func<SqlDialect, SqlStatement> statement, bool[] nullable, Value[] parameters);

    /// <summary>Seeds that once found a difference.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(123982)]
    public Task Seeds_that_found_a_difference_agree_now(int seed) => RunAsync(seed, 400);

    [Fact]
    public async Task Random_expressions_give_the_same_in_memory_and_in_the_database()
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("LINTEL_EXPRESSION_SEED") ?? Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"LINTEL_EXPRESSION_SEED={first}");
        for (var (seed, left) = (first, Cases); left > 0; seed++, left -= 400) await RunAsync(seed, Math.Min(left, 400));
    }

    private async Task RunAsync(int seed, int cases)
    {
        var data = new ExpressionData(seed);
        await using var database = await CreateAsync(ExpressionData.Model);
        foreach (var (resource, rows) in data.Inserts) Assert.Equal(WriteStatus.Done, (await database.InsertAsync(resource, [.. rows])).Status);
        var expressions = new List<(string Text, Expression Expression)>();
        var generator = new ExpressionGenerator(seed);
        var refused = 0;
        while (expressions.Count < cases)
        {
            var text = generator.Next();
            var result = ExpressionCompiler.Compile(text, ExpressionData.Model.FindResource("item")!);
            if (result.Expression is { } expression) expressions.Add((text, expression));
            else if (++refused > cases) Assert.Fail($"Seed {seed}: too few expressions are well typed; the last is not:\n{text}\n{string.Join('\n', result.Errors)}");
        }
        foreach (var chunk in expressions.Chunk(PerStatement))
        {
            foreach (var bound in (bool[])[true, false]) await CompareAsync(database, data, chunk, bound, seed);
        }
    }

    /// <summary>What stands in a CHECK, which takes unknown as kept, is true or false.</summary>
    private async Task CheckAsync(TestDatabase database, ExpressionData data, (string Text, Expression Expression)[] chunk, int seed)
    {
        var checks = chunk.Where(one => one.Expression.Type.Kind == ScalarKind.Bool && ExpressionFacts.IsOfOneRow(one.Expression)).ToArray();
        if (checks.Length == 0) return;
        using var rows = await SelectAsync(database, dialect => new SqlStatement(
            $"SELECT {string.Join(", ", checks.Select(check => ExpressionQuery.Check(dialect, check.Expression)))} FROM \"item\" ORDER BY \"id\"",
            [], [.. checks.Select(check => check.Expression.Type)]), [.. checks.Select(_ => true)], []);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < checks.Length; i++)
                Assert.True(ExpressionEvaluator.Holds(checks[i].Expression, data.Rows[row], Now) == (CellValue.Read(checks[i].Expression.Type, rows[row, i], rows.Arena) == Value.Of(true)) && !rows[row, i].IsNull,
                    $"Seed {seed}: as a check it differs: {checks[i].Expression}\nrow: {data.Rows[row]}");
        }
    }

    private async Task CompareAsync(TestDatabase database, ExpressionData data, (string Text, Expression Expression)[] chunk, bool bound, int seed)
    {
        if (!bound) await CheckAsync(database, data, chunk, seed);
        var columns = chunk.SelectMany(one => Columns(one.Text, one.Expression)).Where(column => bound || !column.Expression.ToString().Contains("now()", StringComparison.Ordinal)).ToArray();
        if (await DifferenceAsync(database, data, columns, bound) is not { } difference) return;
        // The smallest part that differs tells most.
        foreach (var one in difference.Column is { } column ? [column] : columns)
        {
            foreach (var part in Parts(one.Expression).OrderBy(part => part.ToString().Length))
            {
                if (await DifferenceAsync(database, data, [(part.ToString(), part)], bound) is { } smallest)
                    Assert.Fail($"Seed {seed}, {(bound ? "parameters" : "literals")}:\n{smallest.Text}\nfound in: {one.Text}");
            }
        }
        Assert.Fail($"Seed {seed}: {difference.Text}");
    }

    // A condition is asked three times: as a value, as WHERE takes it, and as CHECK does.
    private static IEnumerable<(string Text, Expression Expression)> Columns(string text, Expression expression)
    {
        yield return (text, expression);
        if (expression.Type.Kind == ScalarKind.Bool)
            yield return (text, new ConditionalExpression(expression, Constant(true), Constant(false), expression.Type));
    }

    private static ConstantExpression Constant(bool value) => new(FieldType.Of(ScalarKind.Bool), Value.Of(value));

    private static IEnumerable<Expression> Parts(Expression expression) => expression is AggregateExpression
        ? [expression]
        : ExpressionRewriting.Parts(expression).Where(part => part.Type is { IsArray: false } && part is not ConstantExpression).SelectMany(Parts).Append(expression);

    private async Task<(string Text, (string, Expression Expression)? Column)?> DifferenceAsync(
        TestDatabase database, ExpressionData data, (string Text, Expression Expression)[] columns, bool bound)
    {
        var parameters = new List<Value>();
        Expression[] lowered = [.. columns.Select(column => bound ? ExpressionEvaluator.Bind(column.Expression, Now, parameters) : column.Expression)];
        var text = "";
        RowBuffer rows;
        try
        {
            rows = await SelectAsync(database, dialect =>
            {
                var statement = ExpressionQuery.Select(dialect, ExpressionData.Model.FindResource("item")!, lowered, null);
                text = statement.Text;
                return statement;
            }, [.. lowered.Select(one => one.Nullable)], [.. parameters]);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return columns.Length == 1 ? ($"{columns[0].Expression}\nraises: {exception.Message}\n{text}", columns[0]) : ($"raises: {exception.Message}\n{text}", null);
        }
        using var disposing = rows;
        Assert.Equal(data.Rows.Count, rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                var expected = ExpressionEvaluator.Evaluate(columns[i].Expression, data.Rows[row], Now);
                Assert.True(!expected.IsNull || columns[i].Expression.Nullable, $"{columns[i].Expression} is not nullable, and gave null.");
                var actual = CellValue.Read(lowered[i].Type, rows[row, i], rows.Arena);
                if (expected == actual) continue;
                return ($"{columns[i].Expression}\nin memory: {expected}\nin the database: {actual}\nrow: {data.Rows[row]}\ntype: {lowered[i].Type}\n{(columns.Length == 1 ? text : "")}", columns[i]);
            }
        }
        return null;
    }
}
