using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance.Expressions;

/// <summary>Random groups, measures, filters, conditions and orders over random rows, against an answer that is added up in memory.</summary>
public abstract class AggregateTests : StoreTests
{
    private static readonly Resource Item = ExpressionData.Model.FindResource("item")!;

    // Values that rows share; what the generator makes is nearly always another for each row.
    private static readonly string[] Shared =
        ["b", "c", "en", "s", "i", "j % 3", "group", "group.s", "best.n", "best.total", "day", "u", "f", "y", "z", "year(ts)", "quarter(local)", "week(day)", "month(best.at)", "size(tags)", "count(lines)", "d > 0", "s + 'b'", "c ? 'B' : 'a'", "l", "du", "clock"];

    /// <summary>How many questions are asked of each of some sets of rows.</summary>
    protected virtual int Questions => 60;

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public async Task Random_aggregates_agree_with_a_naive_answer(int? given)
    {
        var first = given ?? Random.Shared.Next(1_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"The first seed is {first}.");
        for (var seed = first; seed < first + 4; seed++) await RunAsync(seed);
    }

    /// <summary>Such text has no column's collation.</summary>
    [Fact]
    public async Task Text_that_no_column_holds_is_compared_by_code_point()
    {
        var data = new ExpressionData(1);
        await using var database = await FilledAsync(data);
        foreach (var having in (string[])["g0 < 'a'", "g0 > 'B'"])
        {
            await AgreeAsync(database, data, new AggregateOperation
            {
                Resource = "item",
                Groups = [new AggregateTerm("g0", "c ? 'B' : 'a'", "")],
                Measures = [new Measure(MeasureFunction.Count, new AggregateTerm("rows", Measure.Rows, ""))],
                Having = new FilterText(having, ""),
                Selection = new Selection { Page = new PageRequest { Limit = 10 } },
            });
        }
    }

    private async Task RunAsync(int seed)
    {
        var data = new ExpressionData(seed);
        await using var database = await FilledAsync(data);
        var (generator, random) = (new ExpressionGenerator(seed), new Random(seed));
        for (var i = 0; i < Questions; i++) await AgreeAsync(database, data, Ask(generator, random));
    }

    private async Task<TestDatabase> FilledAsync(ExpressionData data)
    {
        var database = await CreateAsync(ExpressionData.Model);
        foreach (var (resource, rows) in data.Inserts) Assert.Equal(WriteStatus.Done, (await database.InsertAsync(resource, [.. rows])).Status);
        return database;
    }

    private static async Task AgreeAsync(TestDatabase database, ExpressionData data, AggregateOperation question)
    {
        var expected = new NaiveAnswer(question).Of(data.Rows);
        var actual = await AnswerAsync(database, question);
        if (!expected.SequenceEqual(actual))
            Assert.Fail($"{question}\nin memory:\n  {string.Join("\n  ", expected)}\nin the database:\n  {string.Join("\n  ", actual)}\nof:\n  {string.Join("\n  ", data.Rows)}");
    }

    private static AggregateOperation Ask(ExpressionGenerator generator, Random random)
    {
        var groups = Enumerable.Range(0, random.Next(4)).Select(i => new AggregateTerm($"g{i}", Value(_ => true), "")).ToArray();
        var measures = new List<Measure> { new(MeasureFunction.Count, new AggregateTerm("rows", Measure.Rows, "")) };
        for (var i = random.Next(6); i > 0; i--)
        {
            var function = Enum.GetValues<MeasureFunction>()[random.Next(6)];
            measures.Add(new Measure(function, new AggregateTerm($"m{i}", Value(type => MeasureTable.TypeOf(function, type) is not null), "")));
        }
        string[] keys = [.. groups.Select(group => group.Key), .. measures.Select(measure => $"{MeasureTable.Name(measure.Function)}.{measure.Term.Key}")];
        var text = Array.Find(groups, group => ExpressionCompiler.Compile(group.Text, Item).Expression!.Type.Kind is ScalarKind.String or ScalarKind.Text);
        string? having = random.Next(5) switch
        {
            0 => $"count.rows {(random.Next(2) == 0 ? ">" : "<=")} {random.Next(4)}",
            1 => $"{keys[random.Next(keys.Length)]} {(random.Next(2) == 0 ? "!=" : "==")} null or count.rows > 1",
            2 when text is not null => $"{text.Key} {(random.Next(2) == 0 ? "<" : ">")} '{(random.Next(2) == 0 ? "a" : "B")}'",
            _ => null,
        };
        return new AggregateOperation
        {
            Resource = "item",
            Groups = groups,
            Measures = measures,
            Having = having is null ? null : new FilterText(having, ""),
            Selection = new Selection
            {
                Conditions = random.Next(3) == 0 ? [new Condition("best.n", FilterOperator.Greater, [InputValue.Untyped("0")], "")] : [],
                Filter = random.Next(3) == 0 ? new FilterText(Value(type => type.Kind == ScalarKind.Bool), "") : null,
                Order = [.. keys.Where(_ => random.Next(3) == 0).OrderBy(_ => random.Next()).Take(8).Select(key => new OrderTerm(key, random.Next(2) == 0, ""))],
                Page = new PageRequest { Limit = random.Next(1, 12) },
            },
        };

        string Value(Func<FieldType, bool> fits)
        {
            while (true)
            {
                var text = random.Next(3) > 0 ? Shared[random.Next(Shared.Length)] : generator.Next();
                if (text.Contains("now()", StringComparison.Ordinal)) continue;
                if (ExpressionCompiler.Compile(text, Item).Expression is { } expression && fits(expression.Type)) return text;
            }
        }
    }

    private static async Task<string[]> AnswerAsync(TestDatabase database, AggregateOperation question)
    {
        using var outcome = await database.Engine.ExecuteAsync(question, TestDatabase.Cancellation);
        Assert.True(outcome.Problem is null, $"{question}\n{outcome.Problem?.Detail}\n{outcome.Cause}\n{string.Join('\n', outcome.Problem?.Errors.Select(error => error.Detail) ?? [])}");
        var answer = outcome.Aggregate!;
        string[] lines = [.. Enumerable.Range(0, answer.Shown).Select(row => string.Join(" | ", Enumerable.Range(0, answer.Aggregate.Columns).Select(column =>
            CellValue.Read(answer.Aggregate.TypeOf(column), answer.Rows[row, column], answer.Rows.Arena))))];
        return [.. lines, answer.HasMore ? "more" : "all"];
    }
}
