namespace Lintel.Tests.Contract;

public sealed class SoftDeleteTests
{
    private const string Contract = """
        customer:
          softDelete: true
          fields: { name: string }
        order:
          softDelete: true
          fields:
            customer: customer
        orderLine:
          partOf: order
          fields: { note: text? }
        review:
          fields:
            line: orderLine
            customer: customer
            self: review?
        """;

    [Fact]
    public void It_gives_a_root_a_managed_field_behind_all_others()
    {
        var order = Contracts.Model(Contract).FindResource("order")!;
        Assert.Equal(["id", "customerId", "createdAt", "updatedAt", "version", "deletedAt"], order.Fields.Select(field => field.Name));
        Assert.Equal("deletedAt: timestamp? readOnly [DeletedAt] column deleted_at", ModelPrint.Field(order.DeletedAt!));
        Assert.Equal("deleted_at", order.Entity.DeletedAt!.Name);
    }

    [Fact]
    public void Without_it_or_with_false_nothing_is_hidden()
    {
        var model = Contracts.Model("a:\n  softDelete: false\n  fields: { x: int }\nb:\n  fields: { a: a }");
        Assert.All(model.Resources, resource => Assert.Equal((null, false), (resource.DeletedAt, resource.MayBeHidden)));
        Assert.False(model.FindResource("b")!.FindRelation("a")!.IsOptional);
    }

    [Theory]
    [InlineData("order", "customer", true)]
    [InlineData("customer", "orders", true)]
    [InlineData("order", "lines", false)]
    [InlineData("orderLine", "order", false)]
    [InlineData("review", "line", true)]
    [InlineData("orderLine", "reviews", false)]
    [InlineData("review", "self", false)]
    public void Relations_leave_hidden_rows_out_but_not_within_an_aggregate(string resource, string relation, bool leavesOut) =>
        Assert.Equal(leavesOut, Contracts.Model(Contract).FindResource(resource)!.FindRelation(relation)!.LeavesOutHidden);

    [Fact]
    public void The_row_of_a_required_reference_may_be_absent_when_it_can_be_hidden() =>
        Assert.True(Contracts.Model(Contract).FindResource("order")!.FindRelation("customer") is { IsOptional: true, SourceFields: [{ Nullable: false }] });

    [Theory]
    [InlineData("a:\n  softDelete: true\n  fields: { deletedAt: date? }", "LTL3006")]
    [InlineData("a:\n  softDelete: true\n  fields: { x: { type: int, column: deleted_at } }", "LTL3031")]
    [InlineData("a:\n  softDelete: yes\n  fields: { x: int }", "LTL2005")]
    [InlineData("a:\n  managed: [deletedAt]\n  fields: { x: int }", "LTL2005")]
    [InlineData("a:\n  softDelete: true\n  fields: { s: 'enum(x, y) = x' }\n  state: s\n  actions: { restore: { from: [y], to: x } }", "LTL3007")]
    [InlineData("a:\n  softDelete: true\n  fields: { x: int }\nb:\n  fields: { a: a reverse restore }", "LTL3007")]
    [InlineData("a:\n  fields: { x: int }\naPart:\n  partOf: a\n  softDelete: true\n  fields: { x: int }", "LTL3070")]
    public void A_mistake_is_told(string contract, string code) => Assert.Equal([code], Contracts.Codes(contract));

    [Theory]
    [InlineData("a:\n  fields: { s: 'enum(x, y) = x', deletedAt: date? }\n  state: s\n  actions: { restore: { from: [y], to: x } }")]
    [InlineData("a:\n  fields: { x: int }\naPart:\n  partOf: a\n  softDelete: false\n  fields: { x: int }")]
    [InlineData("a:\n  softDelete: true\n  fields: { x: int }\n  queries: [{ filter: [deletedAt] }]\n  rules: [x > 0 or deletedAt == null]")]
    public void What_is_none_is_not(string contract) => Assert.Empty(Contracts.Codes(contract));
}
