using System.Text;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Sql.Dialect;
using Lintel.Sql.Lowering;
using Lintel.Testing;

namespace Lintel.Conformance.Expressions;

/// <summary>What expressions become in SQL, and which index serves them.</summary>
public abstract class ExpressionStatementTests : StoreTests
{
    private const long Now = 1_769_853_600_000_000;

    private static readonly ServiceModel Shop = TestDatabase.Compile("""
          customer:
            fields:
              name: string
              email: email unique(ignoreCase)
          order:
            fields:
              customer: customer
              seller: customer? reverse sales
              status: enum(pending, paid) = pending
              total: decimal(12,2) = 0
              large: decimal(30,2)?
              number: int
              serial: long
              note: string(..500)?
              urgent: bool?
              due: timestamp?
              tags: string[] = []
              labels: label[]
              mark: { computed: "note + '!'", stored: true }
            queries:
              - { filter: [mark] }
              - { filter: [status] }
              - { filter: [note] }
              - { sort: [due] }
              - { sort: [large] }
              - { sort: [total] }
          label:
            fields:
              name: string
          orderLine:
            partOf: order
            fields:
              quantity: int
              unitPrice: decimal(12,2)
        """);

    private static readonly string[] Texts =
    [
        "total >= 0 or status == 'paid'",
        "note == 'a'", "note != 'a'", "note == null", "not note == 'a'", "not (number == 1 and urgent)", "note == customer.name", "note == seller.name", "urgent",
        "customer.email == 'A@b.example'", "seller.name in ['a', 'b']", "'red' in tags", "note.startsWith('a') and note.endsWith('b') or note.contains('%')",
        "note.matches('^a+$')", "(note + 'x').startsWith(customer.name)",
        "number + number > 3", "serial + number > 3", "serial * 2 / number == 4", "total * number > large", "total / number > 1.5", "large + 1 > 2", "total % 3 == 1",
        "due < now() - duration('P7D')", "due + duration('PT1H') > now()", "due - now() > duration('PT1H')", "week(due) == '2026-W05'", "month(due) < month(now())",
        "lines.exists(l, l.quantity > number)", "lines.all(l, l.unitPrice > 0)", "sum(lines.quantity * lines.unitPrice) == total", "avg(lines.quantity) > 2",
        "count(lines) > 1 and labels.exists(b, b.name == 'x')", "customer.orders.count(o, o.total > total) == 0", "urgent ? total > 1 : number > 1",
    ];

    private static readonly string[] Indexed = ["status == 'paid'", "note == 'a'", "'a' == note", "note == null", "note.startsWith('ab')", "status in ['paid']", "total > 5", "large > 5", "due < now() - duration('P7D')", "mark == 'a!'", "mark.startsWith('ab')"];

    /// <summary>The name of the golden file.</summary>
    protected abstract string Name { get; }

    /// <summary>The dialect under test.</summary>
    protected abstract SqlDialect Dialect { get; }

    /// <summary>How a statement without placeholders finds its rows.</summary>
    protected abstract Task<string> ExplainAsync(TestDatabase database, string statement);

    /// <summary>What stands in an explanation where an index finds the rows.</summary>
    protected abstract string Served { get; }

    [Fact]
    public void Filters_and_checks_are_these_statements()
    {
        var golden = new StringBuilder();
        foreach (var text in Texts)
        {
            var condition = Compile(text);
            var bound = ExpressionEvaluator.Bind(condition, Now, []);
            var statement = ExpressionQuery.Select(Dialect, Shop.FindResource("order")!, [], bound).Text;
            golden.Append("-- ").Append(text).Append('\n').Append(statement[(statement.IndexOf("FROM", StringComparison.Ordinal))..statement.LastIndexOf("\nORDER", StringComparison.Ordinal)]).Append('\n');
            if (ExpressionQuery.Check(Dialect, condition) is { } check) golden.Append("CHECK ").Append(check).Append('\n');
            golden.Append('\n');
        }
        Golden.Matches($"tests/golden/expressions/{Name}.sql", golden.ToString());
    }

    [Fact]
    public async Task A_filter_that_an_index_can_serve_is_served_by_it()
    {
        await using var database = await CreateAsync(Shop);
        foreach (var text in Indexed)
        {
            var parameters = new List<Value>();
            var filter = Literal(ExpressionEvaluator.Bind(Compile(text), Now, parameters), parameters);
            var key = new PathExpression(new RowVariable(0, Shop.FindResource("order")!), [], Shop.FindResource("order")!.Key[0]);
            var statement = ExpressionQuery.Select(Dialect, Shop.FindResource("order")!, [key], filter).Text;
            statement = statement[..statement.LastIndexOf("\nORDER", StringComparison.Ordinal)];
            var plan = await ExplainAsync(database, statement);
            Assert.True(plan.Contains(Served, StringComparison.Ordinal), $"{text}\n{statement}\n{plan}");
        }
    }

    [Fact]
    public void Values_are_never_part_of_a_statement()
    {
        string[] evil = ["x", "' OR 1=1 --", "\\\"; DROP TABLE x; /*", "$1 ?1 :a @b"];
        var statements = evil.Select(value =>
        {
            var text = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
            var bound = ExpressionEvaluator.Bind(Compile($"note == '{text}' or note in ['{text}'] or note.contains('{text}') or '{text}' in tags or note.matches('{value.Length}')"), Now, []);
            return ExpressionQuery.Select(Dialect, Shop.FindResource("order")!, [bound], bound).Text;
        });
        Assert.Single(statements.Distinct());
    }

    private static Expression Compile(string text)
    {
        var result = ExpressionCompiler.CompileCondition(text, Shop.FindResource("order")!, null);
        return result.Expression ?? throw new InvalidOperationException($"{text}: {string.Join(", ", result.Errors)}");
    }

    // The plan of a statement with literals: explaining one with placeholders differs from database to database.
    private static Expression Literal(Expression expression, List<Value> parameters) => expression is ParameterExpression parameter
        ? new ConstantExpression(parameter.Type, parameters[parameter.Slot])
        : Lintel.Expressions.Evaluation.ExpressionRewriting.Parts(expression, part => Literal(part, parameters));
}
