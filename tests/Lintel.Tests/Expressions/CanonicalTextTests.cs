using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Tests.Expressions;

/// <summary>What a text means, as its canonical form says.</summary>
public class CanonicalTextTests
{
    [Theory]
    [InlineData("total >= 0 or status == 'cancelled'", "((total >= 0.00) or (status == 'cancelled'))")]
    [InlineData("total>=0||!(status=='paid')&&urgent", "((total >= 0.00) or ((not (status == 'paid')) and urgent))")]
    [InlineData("not status == 'paid'", "(not (status == 'paid'))")]
    [InlineData("!urgent == true", "((not urgent) == true)")]
    [InlineData("number + 2 * 3 - 1", "((number + 6) - 1)")]
    [InlineData("customer.tier in ['gold', \"basic\"]", "(customer.tier in ['gold', 'basic'])")]
    [InlineData("number in [1, 2.5, 2]", "(number in [1, 2])")]
    [InlineData("seller == null", "(sellerId == null)")]
    [InlineData("null != paid", "(paid != null)")]
    [InlineData("has(seller.name)", "(seller.name != null)")]
    [InlineData("customer.since < '2026-01-31'", "(customer.since < date('2026-01-31'))")]
    [InlineData("due > timestamp('2026-01-31T00:00:00+01:00') - duration('PT1H')", "(due > timestamp('2026-01-30T22:00:00Z'))")]
    [InlineData("due < now() - duration('P7D')", "(due < (now() - duration('P7D')))")]
    [InlineData("urgent ? total : null", "(urgent ? total : null)")]
    [InlineData("number > 0 ? number : total", "((number > 0) ? number : total)")]
    [InlineData("note.startsWith('a\\'\\n')", "note.startsWith('a\\'\\u000a')")]
    [InlineData("note.matches('^a+$')", "note.matches('^a+$')")]
    [InlineData("'red' in tags", "('red' in tags)")]
    [InlineData("size(tags) + size(note) + lines.size()", "((size(tags) + size(note)) + lines.count())")]
    [InlineData("lines.exists(l, l.quantity > number)", "lines.exists(r1, (r1.quantity > number))")]
    [InlineData("sum(lines.quantity * lines.unitPrice) == total", "(lines.sum(r1, (r1.quantity * r1.unitPrice)) == total)")]
    [InlineData("customer.orders.all(o, o.lines.exists(l, l.note == o.note))", "customer.orders.all(r1, r1.lines.exists(r2, (r2.note == r1.note)))")]
    [InlineData("count(lines.note) + count(lines) + lines.count(l, l.quantity > 1)", "((lines.count(r1, (r1.note != null)) + lines.count()) + lines.count(r1, (r1.quantity > 1)))")]
    [InlineData("sum(customer.orders.total)", "customer.orders.sum(r1, r1.total)")]
    [InlineData("weight > 1", "(weight > 1.0000000000000000E+000)")]
    [InlineData("-number < -9223372036854775808", "((0 - number) < -9223372036854775808)")]
    [InlineData("1 == 2 or number == 1", "(false or (number == 1))")]
    public void An_expression_has_one_canonical_text(string text, string canonical)
    {
        var expression = Shop.Compile(text);
        Assert.Equal(canonical, expression.ToString());
        Assert.Equal(canonical, Shop.Compile(canonical).ToString());
    }

    [Theory]
    [InlineData("number * 2", "long")]
    [InlineData("total + 1", "decimal(13,2)")]
    [InlineData("total * number", "decimal(22,2)")]
    [InlineData("total * 1.1", "decimal(16,3)")]
    [InlineData("total / 3", "decimal(17,6)")]
    [InlineData("total % 3", "decimal(6,2)")]
    [InlineData("sum(lines.unitPrice)", "decimal(38,2)")]
    [InlineData("avg(lines.quantity)", "decimal(38,6)")]
    [InlineData("max(lines.quantity)", "int")]
    [InlineData("due - due", "duration")]
    [InlineData("note + 'x'", "text")]
    public void Results_have_the_type_that_the_reference_says(string text, string type) => Assert.Equal(type, Shop.Compile(text).Type.ToString());

    [Fact]
    public void Expressions_that_differ_in_values_only_are_of_one_shape()
    {
        var (one, other) = (new List<Value>(), new List<Value>());
        var first = ExpressionEvaluator.Bind(Shop.Compile("total > 1.5 and note.matches('a') and number in [1] and due < now() - duration('P1D')"), 7_000_000, one);
        var second = ExpressionEvaluator.Bind(Shop.Compile("total > 20 and note.matches('b+') and number in [2, 3] and due < now() - duration('P2D')"), 9, other);
        Assert.Equal(first.ToString(), second.ToString());
        Assert.Equal("((total > $0:decimal(12,2)) and note.matches($1:pattern) and (number in $3:int) and (due < $4:timestamp))", first.ToString());
        Assert.Equal("150, 'a', '(?:(?:)[\\U00000061])', [1], -86393000000", string.Join(", ", one));
    }

    [Fact]
    public void Null_is_part_of_the_shape() =>
        Assert.NotEqual(
            ExpressionEvaluator.Bind(Shop.Compile("paid == null"), 0, []).ToString(),
            ExpressionEvaluator.Bind(Shop.Compile("paid == 1"), 0, []).ToString());
}
