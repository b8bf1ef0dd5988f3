using System.Globalization;
using System.Text;
using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance.Expressions;

/// <summary>Random computed fields over random rows: read, filtered, sorted and paged they are what memory makes of them.</summary>
public abstract class ComputedFieldTests : StoreTests
{
    private const int Fields = 24;
    private const int Rounds = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Seeds_that_found_a_difference_agree_now(int seed) => RunAsync(seed);

    [Fact]
    public async Task Random_computed_fields_are_read_filtered_sorted_and_paged_as_in_memory()
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("LINTEL_EXPRESSION_SEED") ?? Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"LINTEL_EXPRESSION_SEED={first}");
        for (var seed = first; seed < first + Rounds; seed++) await RunAsync(seed);
    }

    private async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var model = Compile(seed, random);
        var data = new ExpressionData(seed, model);
        await using var database = await CreateAsync(model);
        foreach (var (resource, rows) in data.Inserts) Assert.Equal(WriteStatus.Done, (await database.InsertAsync(resource, [.. rows])).Status);
        var question = new Question(database, data, random, $"Seed {seed}");
        foreach (var field in model.FindResource("item")!.Fields.Where(field => field.IsComputed)) await question.AskAsync(field);
    }

    private static ServiceModel Compile(int seed, Random random)
    {
        var generator = new ExpressionGenerator(seed);
        var item = ExpressionData.Model.FindResource("item")!;
        // Made of literals alone, a text has the collation of no column.
        var fields = new StringBuilder("mixed: { computed: \"b ? 'a' : c ? 'B' : 'é'\" }");
        var nameable = new List<string>();
        for (var count = 0; count < Fields;)
        {
            var text = generator.Next();
            if (ExpressionCompiler.Compile(text, item).Expression is not { } expression) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"c{count++}");
            var isStored = random.Next(2) == 0 && ExpressionFacts.IsOfOneRow(expression) && !ExpressionFacts.ComputesTime(expression);
            // One computed field in another, from the row itself and from a row beyond.
            if (nameable.Count > 0 && random.Next(4) == 0)
            {
                var other = nameable[random.Next(nameable.Count)];
                text = random.Next(5) switch
                {
                    0 => $"has({other})",
                    1 => $"group.items.count(o, o.{other} == null)",
                    2 => $"lines.exists(l, l.item.{other} != {other})",
                    3 => "group.known",
                    _ => "lines.count(l, not l.group.known or l.group.one == 1 and l.group.loud.endsWith('!'))",
                };
                isStored = false;
            }
            else if (ExpressionSize.Of(expression) is { Aggregates: < 3, Nodes: < 200 }) nameable.Add(name);
            fields.Append(CultureInfo.InvariantCulture, $"\n      {name}: {{ computed: '{text.Replace("'", "''", StringComparison.Ordinal)}'{(isStored ? ", stored: true" : "")} }}");
        }
        return ExpressionData.Compile(fields.ToString());
    }

    /// <summary>What is asked of one field.</summary>
    private sealed class Question(TestDatabase database, ExpressionData data, Random random, string seed)
    {
        public async Task AskAsync(Field field)
        {
            var bound = database.Bind(Read(field, new Selection { Page = new PageRequest { Limit = 100 } }));
            var now = bound.Parameters[bound.NowSlot].AsInteger;
            Value[] values = [.. data.Rows.Select(row => ExpressionEvaluator.Evaluate(field.Computed!, row, now))];
            using var node = await database.ReadAsync(bound);
            for (var row = 0; row < values.Length; row++)
                Assert.True(Shown(field.Type, values[row]) == TestDatabase.Line(node, row), $"{seed}: {field} = {field.Computed}\nin memory: {Shown(field.Type, values[row])}\nin the database: {TestDatabase.Line(node, row)}\nrow: {data.Rows[row]}");
            // What depends on the time may change between two questions.
            if (field.Computed!.ToString().Contains("now()", StringComparison.Ordinal)) return;
            await FilterAsync(field, values);
            foreach (var descending in (bool[])[false, true])
            {
                if (OperatorTable.Sorts(field)) await WalkAsync(field, values, descending);
            }
        }

        private async Task FilterAsync(Field field, Value[] values)
        {
            foreach (var how in Enum.GetValues<FilterOperator>().Where(how => OperatorTable.Allows(field.Type, how)))
            {
                var given = values.Where(value => !value.IsNull).OrderBy(_ => random.Next()).Take(how is FilterOperator.In or FilterOperator.NotIn ? 2 : 1).ToArray();
                if (given.Length == 0 && how is not (FilterOperator.IsNull or FilterOperator.IsNotNull)) continue;
                var condition = new Condition(field.Name, how, [.. given.Select(value => InputValue.Untyped(ScalarText.Of(field.Type, value)))], "");
                var found = await IdsAsync(new Selection { Names = [new("id", "")], Conditions = [condition], Page = new PageRequest { Limit = 100 } });
                var expected = Enumerable.Range(1, values.Length).Where(id => Naive.Holds(field.Type, how, values[id - 1], given)).Select(id => (long)id);
                Assert.True(expected.SequenceEqual(found), $"{seed}: {field} {how} {string.Join(", ", given)}: {string.Join(' ', found)} instead of {string.Join(' ', expected)}\n{field.Computed}");
            }
        }

        private async Task WalkAsync(Field field, Value[] values, bool descending)
        {
            var ids = Enumerable.Range(1, values.Length).Select(id => (long)id).ToList();
            ids.Sort((left, right) => (descending ? -1 : 1) * (Naive.Compare(field.Type, values[left - 1], values[right - 1]) is var sign and not 0 ? sign : left.CompareTo(right)));
            var found = new List<long>();
            string? cursor = null;
            do
            {
                using var page = await database.ReadAsync(new ReadOperation
                {
                    Resource = "item",
                    Selection = new Selection { Names = [new("id", "")], Order = [new OrderTerm(field.Name, descending, "")], Page = new PageRequest { Limit = 3, After = cursor } },
                });
                var shown = Math.Min(3, page.Rows.Count);
                for (var row = 0; row < shown; row++) found.Add(page.Rows[row, 0].Integer);
                cursor = page.Rows.Count > 3 ? Cursor.Encode(page.Selection, page.Rows.Row(shown - 1), page.Rows.Arena) : null;
            }
            while (cursor is not null);
            Assert.True(ids.SequenceEqual(found), $"{seed}: by {(descending ? "-" : "")}{field}: {string.Join(' ', found)} instead of {string.Join(' ', ids)}\n{field.Computed}");
        }

        private async Task<List<long>> IdsAsync(Selection selection)
        {
            using var node = await database.ReadAsync(new ReadOperation { Resource = "item", Selection = selection });
            return [.. Enumerable.Range(0, node.Rows.Count).Select(row => node.Rows[row, 0].Integer)];
        }

        private static ReadOperation Read(Field field, Selection selection) => new() { Resource = "item", Selection = selection with { Names = [new(field.Name, "")] } };

        private static string Shown(FieldType type, Value value)
        {
            using var stream = new MemoryStream();
            using (var writer = new System.Text.Json.Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                writer.WriteStartArray();
                if (value.IsNull) writer.WriteNullValue();
                else Scalar.For(type.Kind).Write(type, writer, value);
                writer.WriteEndArray();
            }
            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }
}
