namespace Lintel.Tests.Expressions;

/// <summary>What expressions give, where it is not plain: null, limits and rounding.</summary>
public class EvaluationTests
{
    [Theory]
    [InlineData("paid == null", "true")]
    [InlineData("paid != null", "false")]
    [InlineData("paid == 1", "false")]
    [InlineData("paid != 1", "true")]
    [InlineData("paid < 1", "false")]
    [InlineData("not paid < 1", "true")]
    [InlineData("paid == serial", "true")]
    [InlineData("urgent", "null")]
    [InlineData("not urgent", "true")]
    [InlineData("urgent or true", "true")]
    [InlineData("urgent == false", "false")]
    [InlineData("urgent ? 1 : 2", "2")]
    [InlineData("paid + 1", "null")]
    [InlineData("size(note)", "null")]
    [InlineData("note.contains('')", "false")]
    [InlineData("note in ['a']", "false")]
    [InlineData("not note in ['a']", "true")]
    [InlineData("seller.name == null", "true")]
    [InlineData("seller.tier == 'gold'", "false")]
    [InlineData("lines.exists(l, true)", "false")]
    [InlineData("lines.all(l, false)", "true")]
    [InlineData("count(lines)", "0")]
    [InlineData("sum(lines.unitPrice)", "0.00")]
    [InlineData("avg(lines.unitPrice)", "null")]
    [InlineData("max(lines.unitPrice)", "null")]
    [InlineData("7 / 2", "3")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("-7 % 2", "-1")]
    [InlineData("7 / 2.0", "3.500000")]
    [InlineData("2 / 3.0", "0.666667")]
    [InlineData("-0.5 / 1000000", "-0.000001")]
    [InlineData("0.4999999 / 1000000", "0.0000005")]
    [InlineData("1 / 0", "null")]
    [InlineData("1 % 0", "null")]
    [InlineData("1.5 % 0", "null")]
    [InlineData("9223372036854775807 + 1", "null")]
    [InlineData("-9223372036854775808 / -1", "null")]
    [InlineData("-9223372036854775808 % -1", "0")]
    [InlineData("99999999999999999999999999999999999999 + 1", "null")]
    [InlineData("0.1 + 0.2 == 0.3", "true")]
    [InlineData("timestamp('9999-12-31T23:59:59Z') + duration('PT2S')", "null")]
    [InlineData("timestamp('2026-03-01T00:00:00Z') - timestamp('2026-02-01T00:00:00Z')", "P28D")]
    [InlineData("date('2024-03-01') - date('2024-02-28')", "P2D")]
    [InlineData("size('a𝒳')", "2")]
    [InlineData("'\uFFFD' < '𝒳'", "true")]
    public void A_row_of_nulls_gives(string text, string expected) => Assert.Equal(expected, Shop.Evaluate(text));

    [Fact]
    public void Rows_of_relations_are_summed()
    {
        var order = new Shop.Row(Shop.Order).With("total", "26.70").With("customer", new Shop.Row(Shop.Model.FindResource("customer")!).With("tier", "gold"))
            .With("lines", Line("2", "8.90"), Line("1", "8.90"));
        Assert.Equal("true", Shop.Evaluate("sum(lines.quantity * lines.unitPrice) == total and customer.tier == 'gold'", order));
        Assert.Equal("true", Shop.Evaluate("2 in lines.quantity", order));
        Assert.Equal("false", Shop.Evaluate("3 in lines.quantity", order));
        Assert.Equal("false", Shop.Evaluate("note in lines.note", order));
        Assert.Equal("true", Shop.Evaluate("lines.exists(l, customer.name in customer.orders.customer.name or l.quantity in lines.quantity)", order));
        Assert.Equal("1.500000", Shop.Evaluate("avg(lines.quantity)", order));
        Assert.Equal("true", Shop.Evaluate("lines.exists(l, l.quantity > 1) and not lines.all(l, l.quantity > 1)", order));
        Assert.Equal("26.70", Shop.Evaluate("lines.sum(l, l.quantity > 1 ? total : null)", order));
    }

    [Fact]
    public void Now_is_the_time_of_the_request() => Assert.Equal("1970-01-01T00:00:01Z", Shop.Evaluate("now()", now: 1_000_000));

    private static Shop.Row Line(string quantity, string price) =>
        new Shop.Row(Shop.Model.FindResource("orderLine")!).With("quantity", quantity).With("unitPrice", price);
}
