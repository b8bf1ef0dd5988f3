using Lintel.Expressions;
using Lintel.Model;
using Lintel.Tests.Contract;

namespace Lintel.Tests.Expressions;

/// <summary>The model that these tests ask, and rows of it.</summary>
internal static class Shop
{
    public static ServiceModel Model { get; } = Contracts.Model("""
        customer:
          fields:
            name: string
            tier: enum(basic, gold) = basic
            since: date?
            secret: string? writeOnly
        order:
          fields:
            customer: customer
            seller: customer? reverse sales
            status: enum(pending, paid, cancelled) = pending
            total: decimal(12,2) = 0
            paid: decimal(12,2)?
            weight: double?
            number: int
            serial: long?
            note: string(..500)?
            urgent: bool?
            tags: string[] = []
            due: timestamp?
            wait: duration?
        orderLine:
          partOf: order
          fields:
            quantity: int
            unitPrice: decimal(12,2)
            note: string?
        """);

    public static Resource Order { get; } = Model.FindResource("order")!;

    public static Expression Compile(string text)
    {
        var result = ExpressionCompiler.Compile(text, Order);
        Assert.True(result.Expression is not null, $"{text}\n{string.Join('\n', result.Errors)}");
        return result.Expression;
    }

    public static ExpressionError Error(string text)
    {
        var result = ExpressionCompiler.Compile(text, Order);
        Assert.Null(result.Expression);
        return Assert.Single(result.Errors);
    }

    /// <summary>The value for a row whose fields are given as text; the others are null.</summary>
    public static string Evaluate(string text, Row? row = null, long now = 0)
    {
        var expression = Compile(text);
        var value = ExpressionEvaluator.Evaluate(expression, row ?? new Row(Order), now);
        return value.IsNull || value.Kind is ValueKind.Bool ? value.ToString() : Lintel.Model.Scalars.ScalarText.Of(expression.Type, value);
    }

    internal sealed class Row(Resource resource) : IExpressionRow
    {
        private readonly Dictionary<string, Value> _values = [];
        private readonly Dictionary<string, List<IExpressionRow>> _rows = [];

        public Row With(string field, string text)
        {
            var type = resource.FindField(field)!.Type;
            Assert.True(Lintel.Model.Scalars.Scalar.For(type.Kind).TryParse(type, text, out var value));
            _values[field] = type.IsArray ? Value.Of([value]) : value;
            return this;
        }

        public Row With(string relation, params IExpressionRow[] rows)
        {
            _rows[relation] = [.. rows];
            return this;
        }

        public Value Get(Field field) => _values.GetValueOrDefault(field.Name);

        public IExpressionRow? One(Relation relation) => _rows.TryGetValue(relation.Name, out var rows) ? rows[0] : null;

        public IReadOnlyList<IExpressionRow> Many(Relation relation) => _rows.TryGetValue(relation.Name, out var rows) ? rows : [];
    }
}
