using Lintel.Binding;
using Lintel.Errors;
using Lintel.Operations;
using Lintel.Tests.Contract;

namespace Lintel.Tests.Binding;

/// <summary>Which aggregates share one plan: those that differ in values and in names only.</summary>
public sealed class AggregateShapeTests
{
    private static readonly Binder Binder = new(
        Contracts.Model("""
            lintel: 1
            service: shop
            resources:
              order:
                key: int
                fields:
                  status: enum(new, paid) = new
                  total: decimal(12,2)
                  number: int
            """), TimeProvider.System);

    private static readonly AggregateOperation Question = new()
    {
        Resource = "order",
        Groups = [new AggregateTerm(null, "status", ""), new AggregateTerm("big", "total > 5", "")],
        Measures = [new Measure(MeasureFunction.Sum, new AggregateTerm("a", "total", "")), new Measure(MeasureFunction.Sum, new AggregateTerm("b", "number + 1", ""))],
        Having = new FilterText("sum.a > 100", ""),
        Selection = new Selection
        {
            Conditions = [new Condition("number", FilterOperator.Less, [InputValue.Untyped("7")], "")],
            Filter = new FilterText("total != 3", ""),
            Order = [new OrderTerm("sum.a", true, "")],
            Page = new PageRequest { Limit = 5 },
        },
    };

    public static TheoryData<AggregateOperation> Same =>
    [
        Question with { Groups = [new AggregateTerm("s", "status", ""), new AggregateTerm("large", " total>6", "")] },
        Question with { Measures = [new Measure(MeasureFunction.Sum, new AggregateTerm("a", "total", "")), new Measure(MeasureFunction.Sum, new AggregateTerm("c", "number + 2", ""))] },
        Question with { Having = new FilterText("sum.a > 7.5", "") },
        Question with { Selection = Question.Selection with { Filter = new FilterText("total != 4.25", "") } },
        Question with { Selection = Question.Selection with { Conditions = [new Condition("number", FilterOperator.Less, [InputValue.Untyped("8")], "")] } },
    ];

    public static TheoryData<AggregateOperation> Other =>
    [
        Question with { Groups = [Question.Groups[0]] },
        Question with { Groups = [Question.Groups[1], Question.Groups[0]] },
        Question with { Measures = [Question.Measures[0], new Measure(MeasureFunction.Avg, Question.Measures[1].Term)] },
        Question with { Measures = [Question.Measures[0], new Measure(MeasureFunction.Sum, new AggregateTerm("b", "number - 1", ""))] },
        // The names have changed places, and so the condition and the order mean the other column.
        Question with { Measures = [new Measure(MeasureFunction.Sum, new AggregateTerm("b", "total", "")), new Measure(MeasureFunction.Sum, new AggregateTerm("a", "number + 1", ""))], Selection = Question.Selection with { Order = [new OrderTerm("sum.b", true, "")] } },
        Question with { Having = null },
        Question with { Having = new FilterText("sum.b > 100", "") },
        Question with { Selection = Question.Selection with { Filter = null } },
        Question with { Selection = Question.Selection with { Order = [new OrderTerm("sum.a", false, "")] } },
        Question with { Selection = Question.Selection with { Order = [new OrderTerm("sum.b", true, "")] } },
        Question with { Selection = Question.Selection with { Page = new PageRequest { Limit = 6 } } },
    ];

    [Theory]
    [MemberData(nameof(Same))]
    public void Values_and_names_are_no_part_of_the_shape(AggregateOperation other) => Assert.Equal(ShapeOf(Question), ShapeOf(other));

    [Theory]
    [MemberData(nameof(Other))]
    public void All_else_is(AggregateOperation other) => Assert.NotEqual(ShapeOf(Question), ShapeOf(other));

    [Fact]
    public void An_aggregate_prints_as_it_was_said_and_as_it_was_resolved()
    {
        Assert.Equal("aggregate order group status, big: total > 5 Sum(a: total) Sum(b: number + 1) having (sum.a > 100) where number Less 7 where (total != 3) order -sum.a limit 5", Question.ToString());
        Assert.Equal(
            """
            aggregate order
              a0 'status' = status
              a1 'big' = (total > $2:decimal(12,2))
                $2 = 5.00
              a2 'a' = Sum(total): decimal(38,2)
              a3 'b' = Sum((number + $3:int)): long
                $3 = 1
              where number Less 7
              where (total != $1:decimal(12,2))
                $1 = 3.00
              having (a2 > $4:decimal(38,2))
                $4 = '100.00'
              order -a2, a0, a1
              limit 5

            """, Bind(Question).ToString());
    }

    [Fact]
    public void What_was_compiled_for_one_question_is_not_taken_for_another()
    {
        // Each pair would be one text where nothing told its parts apart.
        var one = Bind(Count(new AggregateTerm("a", "status", ""), new AggregateTerm("b", "number", "")));
        var other = Bind(Count(new AggregateTerm("a", "status", "")) with { Groups = [new AggregateTerm("a", "status", "")], Having = null });
        Assert.Equal(2, one.Groups.Count);
        Assert.Single(other.Groups);
        Assert.NotNull(Refused(Count(new AggregateTerm("a", "status", "")) with { Having = new FilterText("", "") }));
        Assert.NotNull(Refused(Count(new AggregateTerm("a", "nothing", ""))));
        Assert.NotNull(Refused(Count(new AggregateTerm("a", "nothing", ""))));
    }

    private static AggregateOperation Count(params AggregateTerm[] groups) =>
        new() { Resource = "order", Groups = groups, Measures = [new Measure(MeasureFunction.Count, new AggregateTerm(null, Measure.Rows, ""))] };

    private static Problem? Refused(AggregateOperation operation) => Binder.BindAggregate(operation, out _);

    private static BoundAggregate Bind(AggregateOperation operation)
    {
        var problem = Binder.BindAggregate(operation, out var bound);
        return bound ?? throw new InvalidOperationException(string.Join('\n', problem!.Errors.Select(error => error.Detail)));
    }

    private static List<int> ShapeOf(AggregateOperation operation)
    {
        var shape = new List<int>();
        Shape.Write(Bind(operation), shape);
        return shape;
    }
}
